// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.health;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.gatepass.spi.ApplicationBeans;
import org.gatepass.store.StoreReadiness;

/** Adds the readiness check to an application. */
public final class ReadinessChecks {
  private ReadinessChecks() {}

  /**
   * Adds the check as a bean.
   *
   * @param discovery the container's event
   * @param beans the beans of the application; one without accounts in a database has no {@link
   *     StoreReadiness}, and is ready
   */
  public static void add(AfterBeanDiscovery discovery, ApplicationBeans beans) {
    discovery
        .<HealthCheck>addBean()
        .beanClass(StoresReady.class)
        .types(Object.class, HealthCheck.class)
        .qualifiers(Readiness.Literal.INSTANCE)
        .scope(Dependent.class)
        .id(StoresReady.class.getName())
        .produceWith(unused -> new StoresReady(() -> beans.find(StoreReadiness.class)));
  }
}
