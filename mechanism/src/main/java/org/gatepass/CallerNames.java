// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import java.util.Optional;

/**
 * The names that header callers can have in this application, for code that names accounts. Where
 * the application has a {@link CallerNameNormalizer}, these are the names that it may return. An
 * application injects it; it is there when {@link RemoteUserAuthenticationMechanismDefinition} is.
 * Safe for use by many threads.
 */
@FunctionalInterface
public interface CallerNames {
  /**
   * Checks a name as that of a request's header is checked, once it is decoded and normalized.
   *
   * @param name the name
   * @return why no header caller can have it: {@link Rejection#PLACEHOLDER}, {@link
   *     Rejection#UNCLEAN_VALUE}, {@link Rejection#TOO_LONG}, {@link Rejection#UNFIT_NAME} or
   *     {@link Rejection#RESERVED_NAME}; empty when it can
   */
  Optional<Rejection> rejectionOf(String name);
}
