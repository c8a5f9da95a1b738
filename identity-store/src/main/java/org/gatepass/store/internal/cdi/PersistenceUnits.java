// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

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
 * The persistence units that the application provides. The library can't inject one: WildFly
 * rejects the deployment of a library's {@code @PersistenceUnit} unless the application has exactly
 * one unit, and Liberty leaves the field null in a bean that an extension added. Safe for use by
 * many threads.
 */
final class PersistenceUnits {
  private static final String REFERENCES = "java:comp/env/persistence/";

  /** The reference name of the unit when the definitions have no name. */
  private static final String DEFAULT = "gatepass";

  private final ApplicationBeans factories =
      new ApplicationBeans(bean -> bean.getTypes().contains(EntityManagerFactory.class));

  /**
   * The beans of producer fields by the unit name of {@code @PersistenceUnit}; such fields may lack
   * {@code @Named}.
   */
  private final Map<String, Bean<?>> byUnitName = new ConcurrentHashMap<>();

  /** Adds a bean, if it is a persistence unit. */
  void add(ProcessBean<?> found, BeanManager manager) {
    factories.add(found.getBean(), manager);
    // Null on some servers for beans that an extension makes.
    @Nullable Annotated annotated = found.getAnnotated();
    PersistenceUnit unit =
        annotated == null ? null : annotated.getAnnotation(PersistenceUnit.class);
    if (unit != null) {
      byUnitName.putIfAbsent(unit.unitName(), found.getBean());
    }
  }

  /**
   * Finds a unit. With a name: the bean of a field with {@code @PersistenceUnit(unitName = ...)},
   * the bean that is {@code @Named}, or the unit under the reference {@code persistence/} and that
   * name. Without a name: the only unit that is produced as a bean, or else the unit under the
   * reference {@code persistence/gatepass}.
   *
   * @param name the name in the definition, or empty
   * @throws IllegalStateException when no unit is found
   */
  EntityManagerFactory find(String name) {
    return produced(name).orElseGet(() -> referred(name));
  }

  /**
   * The name of the unit that a definition refers to, if a field of the application names it with
   * {@code @PersistenceUnit}; empty if uncertain.
   *
   * @param name the name in the definition, or empty
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
      // A server of Jakarta EE 11 adds a bean for each unit: the application's bean has precedence.
      return byUnitName.size() == 1
          ? factories.find(EntityManagerFactory.class, byUnitName::containsValue)
          : Optional.empty();
    }
  }

  @SuppressWarnings("BanJNDI") // The name comes from the definition, never from a request.
  private static EntityManagerFactory referred(String name) {
    String reference = name.isEmpty() ? DEFAULT : name;
    try {
      return InitialContext.doLookup(REFERENCES + reference);
    } catch (NamingException absent) {
      String unit = name.isEmpty() ? "the unit of your persistence.xml" : name;
      throw new IllegalStateException(
          "The persistence unit of the callers was not found. Add a field to a bean: @Produces"
              + " @PersistenceUnit(unitName = \""
              + unit
              + "\") EntityManagerFactory callers; or give the unit the reference name persistence/"
              + reference,
          absent);
    }
  }
}
