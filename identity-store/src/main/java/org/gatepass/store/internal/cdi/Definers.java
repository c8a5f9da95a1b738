// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The classes of an application that have the definition of a store. Not safe for use by several
 * threads.
 */
final class Definers {
  private final Map<String, Collection<String>> classes = new TreeMap<>();

  /** Adds a class that has a definition. */
  void add(Annotation definition, Class<?> type) {
    classes
        .computeIfAbsent(definition.annotationType().getSimpleName(), name -> new TreeSet<>())
        .add(type.getName());
  }

  /**
   * Checks that each store has one definition.
   *
   * @throws DeploymentException when a store has several definitions, since the choice between them
   *     would be arbitrary
   */
  void check() {
    classes.forEach(
        (definition, found) -> {
          if (found.size() > 1) {
            throw new DeploymentException(
                "@"
                    + definition
                    + " is on several classes, and an application has one store of the kind: "
                    + String.join(", ", found));
          }
        });
  }
}
