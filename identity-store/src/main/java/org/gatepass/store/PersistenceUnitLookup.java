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
   * The unit under the reference {@code persistence/gatepass}, else the one that the application
   * produces as a bean.
   *
   * @throws IllegalStateException when there is neither
   */
  @SuppressWarnings("BanJNDI") // The name is a constant; nobody's input is looked up.
  static EntityManagerFactory entityManagerFactory() {
    try {
      return InitialContext.doLookup(REFERENCE);
    } catch (NamingException absent) {
      Instance<EntityManagerFactory> bean = CDI.current().select(EntityManagerFactory.class);
      if (bean.isResolvable()) {
        return bean.get();
      }
      throw new IllegalStateException(
          "No persistence unit was handed over for the accounts. Add one line to the class that has"
              + " the definitions: @PersistenceUnit(name = \"persistence/gatepass\", unitName ="
              + " \"the unit of your persistence.xml\")",
          absent);
    }
  }
}
