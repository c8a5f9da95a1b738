// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import jakarta.enterprise.inject.spi.DeploymentException;
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
    if (guard == null) {
      throw new IllegalStateException(
          EnterpriseArchive.unprotected("another copy of the jar has registered its filter"));
    }
    guard.setAsyncSupported(true);
    guard.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    context.addListener(new SessionMarker());
    context.addListener(new DoorOpener(() -> MicroProfileJwt.problem(context)));
    context.addListener(new SwitchReporter(ServerSwitches.restRoles(context)));
  }

  /**
   * Lets no request on in an application that sees this library and has no guard: Liberty calls
   * initializers of WEB-INF/lib alone. For the first request, since CDI starts before the
   * initializers on some servers and without a servlet context on others.
   *
   * @throws DeploymentException when there is no guard
   */
  static void requireGuard(ServletContext context) {
    if (HandlerCalls.seesUs(context.getClassLoader())
        && context.getFilterRegistration(GuardFilter.class.getName()) == null) {
      throw new DeploymentException(
          EnterpriseArchive.unprotected("the server has not registered its filter"));
    }
  }

  /** Where CDI starts after this, as on WildFly, the start itself does it. */
  private static void protectSessionCookie(ServletContext context) {
    RemoteUserExtension extension;
    try {
      extension = RemoteUserExtension.ofThisApplication();
    } catch (IllegalStateException | DeploymentException noCdiYetOrNotOurs) {
      // DoorOpener asks again, where a server shows the message.
      return;
    }
    extension.protectSessionCookie(context);
  }
}
