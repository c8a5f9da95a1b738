// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import java.util.Optional;

/**
 * The rules for the caller names of header logins, for code that creates or renames accounts. Where
 * the application has a {@link CallerNameNormalizer}, these are the rules for its results. An
 * application injects this interface; the bean exists in each application that has a {@link
 * RemoteUserAuthenticationMechanismDefinition}. Safe for use by many threads.
 */
@FunctionalInterface
public interface CallerNames {
  /**
   * Checks a name by the rules that apply to a name from a header after decoding and normalization.
   *
   * @param name the name to check
   * @return the rule that the name breaks: {@link Rejection#PLACEHOLDER}, {@link
   *     Rejection#UNCLEAN_VALUE}, {@link Rejection#TOO_LONG}, {@link Rejection#UNFIT_NAME} or
   *     {@link Rejection#RESERVED_NAME}; empty for a valid name
   */
  Optional<Rejection> rejectionOf(String name);
}
