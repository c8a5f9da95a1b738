// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.start;

import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Optional;
import java.util.Set;
import org.gatepass.internal.cache.StaticFiles;
import org.gatepass.internal.cdi.RemoteUserExtension;
import org.gatepass.internal.cdi.ServerSwitches;
import org.gatepass.internal.cdi.SessionMarker;
import org.gatepass.internal.cdi.ThisApplication;
import org.gatepass.internal.servlet.GuardFilter;
import org.gatepass.internal.servlet.GuardRegistration;
import org.gatepass.internal.servlet.Guarded;
import org.gatepass.internal.servlet.LastFilter;
import org.gatepass.internal.servlet.RequestReceiver;
import org.jspecify.annotations.Nullable;

/**
 * Registers {@link GuardFilter} for all requests, before the filters of the application, {@link
 * LastFilter} after them, and the listeners {@link IntegrationChoice} and {@link SwitchReporter}.
 */
public final class GuardInitializer implements ServletContainerInitializer {
  /** For the container. */
  public GuardInitializer() {}

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    protectSessionCookie(context);
    GuardRegistration.add(context, new GuardFilter(GuardInitializer::guarded));
    GuardRegistration.addLast(context, new LastFilter(new StaticFiles(context)));
    context.addListener(new SessionMarker());
    context.addListener(new IntegrationChoice(() -> MicroProfileJwt.problem(context)));
    context.addListener(new SwitchReporter(ServerSwitches.restRoles(context)));
  }

  private static Optional<Guarded> guarded() {
    RemoteUserExtension extension;
    try {
      extension = ThisApplication.extension();
    } catch (IllegalStateException noCdi) {
      throw new Guarded.NoCdiException(noCdi);
    }
    return extension.isOn()
        ? Optional.of(
            new Guarded(
                extension.settings(),
                new RequestReceiver(extension::flow),
                extension.currentRequest(),
                extension.admission()))
        : Optional.empty();
  }

  /** Protects the session cookie. If CDI starts later, as on WildFly, its start does this. */
  private static void protectSessionCookie(ServletContext context) {
    RemoteUserExtension extension;
    try {
      extension = ThisApplication.extension();
    } catch (IllegalStateException | DeploymentException noCdiYetOrNotOurs) {
      // IntegrationChoice fails in the same way, where the server shows the message.
      return;
    }
    extension.protectSessionCookie(context);
  }
}
