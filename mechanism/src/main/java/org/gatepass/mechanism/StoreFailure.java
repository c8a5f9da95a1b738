// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import java.util.Objects;

/** The identity stores have thrown its cause, so that the question has no answer. */
final class StoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreFailure(Throwable cause) {
    super(cause.getClass().getName(), cause);
  }

  /** What the stores have thrown. */
  Throwable thrown() {
    return Objects.requireNonNull(getCause());
  }

  /**
   * The same stores, whose failures are told from all others: each is a {@code StoreFailure}, or an
   * {@link ApplicationFailure} where a store has called a bean of the application.
   */
  static IdentityStoreHandler told(IdentityStoreHandler stores) {
    return credential -> {
      try {
        return Objects.requireNonNull(stores.validate(credential), "a handler's result is null");
      } catch (Exception | LinkageError thrown) {
        // Exception: WildFly lets checked ones out of an interceptor.
        ApplicationFailure failure = ApplicationFailure.in(thrown);
        throw failure != null ? failure : new StoreFailure(thrown);
      }
    };
  }
}
