// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.health;

import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.gatepass.store.StoreReadiness;
import org.jspecify.annotations.Nullable;

/**
 * The readiness check: whether the identity stores of this node have read their database. Safe for
 * use by many threads.
 *
 * <p>Payara enables health checks for applications that have a class with this annotation.
 */
@Readiness
public final class StoresReady implements HealthCheck {
  /** The name of the check in the answer of the server. */
  static final String NAME = "gatepass-identity-stores";

  private final Supplier<Optional<StoreReadiness>> stores;

  /**
   * Creates the check.
   *
   * @param stores finds the bean; empty means ready
   */
  StoresReady(Supplier<Optional<StoreReadiness>> stores) {
    this.stores = stores;
  }

  @Override
  public HealthCheckResponse call() {
    boolean ready = stores.get().map(StoreReadiness::isReady).orElse(true);
    if (!ready && !isOfThisApplication(Thread.currentThread().getContextClassLoader())) {
      // Payara calls again in the context of the application, where the stores can read.
      throw new IllegalStateException("The thread of the health check is outside the application");
    }
    return new HealthCheckResponse(NAME, ready ? Status.UP : Status.DOWN, Optional.empty());
  }

  /** Whether a class loader is that of this application, or one below it. */
  private static boolean isOfThisApplication(@Nullable ClassLoader loader) {
    ClassLoader current = loader;
    while (current != null && current != StoresReady.class.getClassLoader()) {
      current = current.getParent();
    }
    return current != null;
  }
}
