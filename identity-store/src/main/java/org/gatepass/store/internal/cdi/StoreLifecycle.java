// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Starts and ends what an application's stores need. It looks up the persistence units when the
 * application starts, and compiles the definitions' queries, so that a mistake stops the start, not
 * the first login. Then the {@link RevocationWatch} starts, and ends with the application. The
 * class is a listener because names in {@code java:comp/env} can't be looked up earlier on every
 * server; on Payara they can't in an observer of the application scope's start. Applications do not
 * use this class.
 */
public final class StoreLifecycle implements ServletContainerInitializer, ServletContextListener {
  private @Nullable StoreExtension started;

  /** Called by the container. */
  public StoreLifecycle() {}

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    context.addListener(this);
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    StoreExtension.ofThisApplicationIfAny()
        .filter(StoreExtension::isOn)
        .ifPresent(
            extension -> {
              started = extension;
              extension.start();
            });
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    // Not looked up: CDI may have ended.
    StoreExtension known = started;
    if (known != null) {
      known.stop();
    }
  }
}
