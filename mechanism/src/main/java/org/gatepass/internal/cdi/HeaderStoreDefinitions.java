// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.internal.store.HeaderIdentityStore;

/**
 * The classes with {@link HeaderIdentityStoreDefinition}. Adds {@link HeaderIdentityStore} to an
 * application with such a class. The store is a managed bean, like the mechanism.
 */
final class HeaderStoreDefinitions {
  private final SortedSet<String> definingClasses = new TreeSet<>();

  /** Records a class, if it has the definition. */
  void add(AnnotatedType<?> type) {
    if (type.isAnnotationPresent(HeaderIdentityStoreDefinition.class)) {
      definingClasses.add(type.getJavaClass().getName());
    }
  }

  /** Adds the store, if it is defined. */
  void addStore(AfterTypeDiscovery discovery) {
    if (!definingClasses.isEmpty()) {
      discovery
          .addAnnotatedType(HeaderIdentityStore.class, HeaderIdentityStore.NAME)
          .add(ApplicationScoped.Literal.INSTANCE);
    }
  }

  /** The error for several definitions. */
  Optional<String> problem() {
    return definingClasses.size() < 2
        ? Optional.empty()
        : Optional.of(
            "@HeaderIdentityStoreDefinition is on several classes, and is allowed once in an"
                + " application: "
                + String.join(", ", definingClasses));
  }
}
