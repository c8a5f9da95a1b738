// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the persistence units when the application starts, and has them read the definitions'
 * queries, so that what is missing or wrong stops it then and not at the first login. A listener,
 * because names in {@code java:comp/env} can't be looked up any earlier on every server (on Payara
 * not in an observer of the application scope's start).
 */
public final class PersistenceUnitCheck
    implements ServletContainerInitializer, ServletContextListener {
  /** For the container. */
  public PersistenceUnitCheck() {}

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    context.addListener(this);
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    StoreExtension.ofThisApplicationIfAny()
        .filter(StoreExtension::isOn)
        .ifPresent(StoreExtension::directories);
  }
}
