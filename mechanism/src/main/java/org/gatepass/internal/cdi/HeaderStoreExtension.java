// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import java.util.SortedSet;
import java.util.TreeSet;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.internal.store.HeaderIdentityStore;

/**
 * A portable extension that adds {@link HeaderIdentityStore} to an application with {@link
 * HeaderIdentityStoreDefinition}. The store is a managed bean, like the mechanism.
 */
public class HeaderStoreExtension implements Extension {
  private final SortedSet<String> definingClasses = new TreeSet<>();

  /** For the container. */
  public HeaderStoreExtension() {}

  <T> void findDefinition(
      @Observes @WithAnnotations(HeaderIdentityStoreDefinition.class)
          ProcessAnnotatedType<T> type) {
    if (type.getAnnotatedType().isAnnotationPresent(HeaderIdentityStoreDefinition.class)) {
      definingClasses.add(type.getAnnotatedType().getJavaClass().getName());
    }
  }

  void addStore(@Observes AfterTypeDiscovery discovery) {
    if (!definingClasses.isEmpty()) {
      discovery
          .addAnnotatedType(HeaderIdentityStore.class, HeaderIdentityStore.NAME)
          .add(ApplicationScoped.Literal.INSTANCE);
    }
  }

  void checkDefinitions(@Observes AfterDeploymentValidation validation) {
    if (definingClasses.size() > 1) {
      validation.addDeploymentProblem(
          new DeploymentException(
              "@HeaderIdentityStoreDefinition is on several classes, and is allowed once in an"
                  + " application: "
                  + String.join(", ", definingClasses)));
    }
  }
}
