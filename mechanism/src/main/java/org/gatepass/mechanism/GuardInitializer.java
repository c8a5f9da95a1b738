// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@link GuardFilter} in front of everything, before the filters of the application, and has
 * {@link DoorOpener} and {@link SwitchReporter} told when the application starts.
 */
public final class GuardInitializer implements ServletContainerInitializer {
  /** For the container. */
  public GuardInitializer() {}

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    protectSessionCookie(context);
    FilterRegistration.Dynamic guard =
        context.addFilter(GuardFilter.class.getName(), new GuardFilter());
    if (guard != null) {
      guard.setAsyncSupported(true);
      guard.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    }
    context.addListener(new SessionMarker());
    context.addListener(new DoorOpener());
    context.addListener(new SwitchReporter());
  }

  /** Where CDI starts after this, as on WildFly, the start itself does it. */
  private static void protectSessionCookie(ServletContext context) {
    RemoteUserExtension extension;
    try {
      extension = RemoteUserExtension.ofThisApplication();
    } catch (IllegalStateException noCdiYet) {
      return;
    }
    extension.protectSessionCookie(context);
  }
}
