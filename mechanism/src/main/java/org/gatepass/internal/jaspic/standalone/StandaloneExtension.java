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
 * A portable extension that detects an implementation of Jakarta Security, and adds Gatepass's
 * security context if there is none, as on Tomcat and Jetty.
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

  /** The detected implementation of Jakarta Security; complete when the application starts. */
  public SecurityImplementation implementation() {
    return implementation;
  }

  /** Sets the standalone integration. */
  void setIntegration(StandaloneIntegration registered) {
    integration = registered;
  }

  /** The standalone integration; empty on servers with Jakarta Security. */
  public Optional<StandaloneIntegration> integration() {
    return Optional.ofNullable(integration);
  }
}
