// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import java.util.Optional;

/**
 * Which names a believed proxy can assert in this application, for those who name accounts. An
 * application injects it; it is there when {@link RemoteUserAuthenticationMechanismDefinition} is.
 * Safe for use by many threads.
 */
@FunctionalInterface
public interface CallerNames {
  /**
   * Checks a name as that of a request's header is checked, once it is decoded.
   *
   * @param name the name
   * @return why a header can't assert it: {@link Refusal#PLACEHOLDER}, {@link
   *     Refusal#UNCLEAN_VALUE}, {@link Refusal#TOO_LONG}, {@link Refusal#UNFIT_NAME} or {@link
   *     Refusal#RESERVED_NAME}; empty when it can
   */
  Optional<Refusal> refusalOf(String name);
}
