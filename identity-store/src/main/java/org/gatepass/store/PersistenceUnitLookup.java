// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.persistence.EntityManagerFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Finds the persistence unit that the application hands over. The library can't declare one:
 * WildFly refuses to deploy a library's {@code @PersistenceUnit} unless the application has exactly
 * one unit, and Liberty leaves it null in a bean that an extension added.
 */
final class PersistenceUnitLookup {
  private static final String REFERENCE = "java:comp/env/persistence/gatepass";

  private PersistenceUnitLookup() {}

  /**
   * The unit that the application produces as a bean, else the one under the reference {@code
   * persistence/gatepass}.
   *
   * @throws IllegalStateException when there is neither
   */
  @SuppressWarnings("BanJNDI") // The name is a constant; nobody's input is looked up.
  static EntityManagerFactory entityManagerFactory() {
    Instance<EntityManagerFactory> bean = CDI.current().select(EntityManagerFactory.class);
    if (bean.isResolvable()) {
      return bean.get();
    }
    try {
      return InitialContext.doLookup(REFERENCE);
    } catch (NamingException absent) {
      throw new IllegalStateException(
          "No persistence unit was handed over for the accounts. Add a field to a bean: @Produces"
              + " @PersistenceUnit(unitName = \"the unit of your persistence.xml\")"
              + " EntityManagerFactory accounts; or, where several are produced, give the unit the"
              + " reference name persistence/gatepass",
          absent);
    }
  }
}
