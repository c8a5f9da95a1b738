// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.jaspic.standalone;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.security.enterprise.SecurityContext;
import java.util.Optional;
import org.gatepass.internal.cdi.RemoteUserExtension;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the server or the application implements Jakarta Security, and adds a security
 * context of this library where nothing does, as on Tomcat and Jetty.
 */
public class StandaloneExtension implements Extension {
  private final SecurityImplementation implementation = new SecurityImplementation();
  private volatile @Nullable StandaloneIntegration integration;

  /** For the container. */
  public StandaloneExtension() {}

  <T> void findBean(@Observes ProcessBean<T> found) {
    implementation.add(found.getBean());
  }

  void addSecurityContext(@Observes AfterBeanDiscovery discovery, BeanManager manager) {
    if (manager.getExtension(RemoteUserExtension.class).isOn()
        && implementation.needsOurContext()) {
      discovery
          .<StandaloneSecurityContext>addBean()
          .beanClass(StandaloneSecurityContext.class)
          .types(Object.class, SecurityContext.class)
          .scope(Dependent.class)
          .id(StandaloneSecurityContext.class.getName())
          .createWith(context -> new StandaloneSecurityContext(() -> integration().orElseThrow()));
    }
  }

  /** What implements Jakarta Security; complete when the application starts. */
  public SecurityImplementation implementation() {
    return implementation;
  }

  /** Keeps the integration that is the only one. */
  void setIntegration(StandaloneIntegration opened) {
    integration = opened;
  }

  /** The integration that is the only one; empty where the server has Jakarta Security. */
  public Optional<StandaloneIntegration> integration() {
    return Optional.ofNullable(integration);
  }
}
