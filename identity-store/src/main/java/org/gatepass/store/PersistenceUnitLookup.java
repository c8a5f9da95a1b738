// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.persistence.EntityManagerFactory;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.gatepass.mechanism.ApplicationBeans;

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
  static EntityManagerFactory entityManagerFactory(ApplicationBeans beans) {
    Optional<EntityManagerFactory> produced = produced(beans);
    if (produced.isPresent()) {
      return produced.get();
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

  private static Optional<EntityManagerFactory> produced(ApplicationBeans beans) {
    try {
      return beans.find(EntityManagerFactory.class);
    } catch (AmbiguousResolutionException several) {
      return Optional.empty();
    }
  }
}
