// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/**
 * Turns a caller name that a believed proxy asserted into the one that the identity stores know,
 * for example by cutting off a domain. An application provides one as a CDI bean; with none, names
 * are taken as they are. It is asked after the name has been judged, so it should only ever take
 * something away. Implementations must be safe for use by many threads.
 */
@FunctionalInterface
public interface CallerNameNormalizer {
  /**
   * Normalises a name.
   *
   * @param assertedName the name as the proxy wrote it, already judged
   * @return the name to look for; a blank one is refused as {@link Refusal#UNFIT_NAME}
   */
  String normalize(String assertedName);
}
