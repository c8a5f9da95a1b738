// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.gatepass.spi.ApplicationBeans;
import org.jspecify.annotations.Nullable;

/**
 * The persistence units that the application hands over. The library can't declare one: WildFly
 * rejects to deploy a library's {@code @PersistenceUnit} unless the application has exactly one
 * unit, and Liberty leaves it null in a bean that an extension added. Safe for use by many threads.
 */
final class PersistenceUnits {
  private static final String REFERENCES = "java:comp/env/persistence/";

  /** The reference of the unit that no definition names. */
  private static final String DEFAULT = "gatepass";

  private final ApplicationBeans factories =
      new ApplicationBeans(bean -> bean.getTypes().contains(EntityManagerFactory.class));

  /** A producing field may not be {@code @Named}, but says which unit it is. */
  private final Map<String, Bean<?>> byUnitName = new ConcurrentHashMap<>();

  /** Keeps a bean, if it is a persistence unit. */
  void add(ProcessBean<?> found, BeanManager manager) {
    factories.add(found.getBean(), manager);
    // Beans that an extension makes have no such thing on some servers.
    @Nullable Annotated annotated = found.getAnnotated();
    PersistenceUnit unit =
        annotated == null ? null : annotated.getAnnotation(PersistenceUnit.class);
    if (unit != null) {
      byUnitName.putIfAbsent(unit.unitName(), found.getBean());
    }
  }

  /**
   * Finds a unit: by name, the bean of a field that says {@code @PersistenceUnit(unitName = ...)},
   * a bean that is {@code @Named}, or the one under the reference {@code persistence/} and that
   * name; without a name, the only unit that is produced as a bean, else the one under the
   * reference {@code persistence/gatepass}.
   *
   * @param name the name that the definition gives, or empty
   * @throws IllegalStateException when there is none
   */
  EntityManagerFactory find(String name) {
    return produced(name).orElseGet(() -> referred(name));
  }

  /**
   * The name of the unit that a definition means, as far as it is certain: one that a field of the
   * application names with {@code @PersistenceUnit}.
   *
   * @param name the name that the definition gives, or empty
   */
  Optional<String> unitName(String name) {
    if (!name.isEmpty()) {
      return Optional.of(name).filter(byUnitName::containsKey);
    }
    return byUnitName.size() == 1 ? byUnitName.keySet().stream().findFirst() : Optional.empty();
  }

  private Optional<EntityManagerFactory> produced(String name) {
    if (name.isEmpty()) {
      return theOnlyOne();
    }
    Bean<?> ofThisUnit = byUnitName.get(name);
    return factories.find(
        EntityManagerFactory.class,
        bean -> ofThisUnit == null ? name.equals(bean.getName()) : bean.equals(ofThisUnit));
  }

  private Optional<EntityManagerFactory> theOnlyOne() {
    try {
      return factories.find(EntityManagerFactory.class);
    } catch (AmbiguousResolutionException several) {
      // A server of Jakarta EE 11 makes a bean of each unit by itself: the application's counts.
      return byUnitName.size() == 1
          ? factories.find(EntityManagerFactory.class, byUnitName::containsValue)
          : Optional.empty();
    }
  }

  @SuppressWarnings("BanJNDI") // The name is the definition's; nobody's input is looked up.
  private static EntityManagerFactory referred(String name) {
    String reference = name.isEmpty() ? DEFAULT : name;
    try {
      return InitialContext.doLookup(REFERENCES + reference);
    } catch (NamingException absent) {
      String unit = name.isEmpty() ? "the unit of your persistence.xml" : name;
      throw new IllegalStateException(
          "No persistence unit was handed over for the callers. Add a field to a bean: @Produces"
              + " @PersistenceUnit(unitName = \""
              + unit
              + "\") EntityManagerFactory callers; or give the unit the reference name persistence/"
              + reference,
          absent);
    }
  }
}
