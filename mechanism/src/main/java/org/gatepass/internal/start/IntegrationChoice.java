// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.start;

import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gatepass.internal.cdi.ChosenIntegration;
import org.gatepass.internal.cdi.OtherMechanisms;
import org.gatepass.internal.cdi.RemoteUserExtension;
import org.gatepass.internal.cdi.SecurityImplementation;
import org.gatepass.internal.cdi.ThisApplication;
import org.gatepass.internal.jaspic.RemoteUserAuthProvider;
import org.gatepass.internal.jaspic.StoppedProvider;
import org.gatepass.internal.jaspic.standalone.StandaloneStart;
import org.gatepass.internal.servlet.EnterpriseArchive;
import org.gatepass.internal.servlet.RequestReceiver;
import org.gatepass.internal.settings.Integration;
import org.gatepass.internal.settings.MechanismSettings;
import org.jspecify.annotations.Nullable;

/**
 * Registers the module when the application starts, if the settings allow it and the server
 * supports it, and removes it when the application stops. The mechanism is always available on
 * servers with Jakarta Security.
 */
final class IntegrationChoice implements ServletContextListener {
  /**
   * Parts of the names of the servers on which all integration tests have passed with the module.
   */
  private static final List<String> TRIED = List.of("Payara", "WildFly", "GlassFish");

  /**
   * Parts of the names of the servers that look up the mechanism of one WAR for all WARs of an EAR.
   * On GlassFish it serves the other WARs too, without the guard; on WildFly the others answer 500.
   */
  private static final List<String> ONE_MECHANISM_IN_AN_EAR = List.of("WildFly", "GlassFish");

  private final Supplier<Optional<String>> problem;
  private @Nullable String registration;
  private boolean standaloneRegistered;

  /**
   * Creates the listener.
   *
   * @param problem finds an error that stops an application with the definition, after all
   *     initializers have run
   */
  IntegrationChoice(Supplier<Optional<String>> problem) {
    this.problem = problem;
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    RemoteUserExtension extension;
    try {
      extension = ThisApplication.extension();
    } catch (IllegalStateException noCdi) {
      return;
    }
    if (!extension.isOn()) {
      return;
    }
    problem
        .get()
        .ifPresent(
            found -> {
              throw new DeploymentException(found);
            });
    String server = event.getServletContext().getServerInfo();
    if (ONE_MECHANISM_IN_AN_EAR.stream().anyMatch(server::contains)
        && EnterpriseArchive.ofThisLibrary().hasOtherWars()) {
      throw new DeploymentException(
          EnterpriseArchive.unprotected(
              "the EAR has other WARs, and " + server + " mixes them up"));
    }
    MechanismSettings settings = extension.earlySettings().orElse(null);
    SecurityImplementation implementation = extension.securityImplementation();
    if (implementation.isAbsent()) {
      Optional<AuthConfigProvider> other =
          RemoteUserAuthProvider.registeredIfAny(event.getServletContext())
              .filter(provider -> !StoppedProvider.isOne(provider));
      // On GlassFish 7 the beans of Jakarta Security may be invisible, while its provider is
      // registered.
      if (other.isEmpty() || implementation.contextIsOurs()) {
        registration =
            StandaloneStart.register(event.getServletContext(), extension, settings, other);
        standaloneRegistered = true;
        return;
      }
    }
    if (settings == null) {
      extension.noteIntegrationChosenEarly();
      return;
    }
    if (settings.integration() == Integration.MECHANISM) {
      return;
    }
    ChosenIntegration.report(
        settings, registerModule(event.getServletContext(), extension, settings.integration()));
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    ServletContext application = event.getServletContext();
    if (registration != null
        && standaloneRegistered
        && StoppedProvider.isReloading(
            ManagementFactory.getPlatformMBeanServer(), application.getContextPath())
        && StoppedProvider.replace(application, RemoteUserAuthProvider.appContext(application))) {
      registration = null;
      return;
    }
    unregister();
  }

  private void unregister() {
    String registered = registration;
    if (registered != null) {
      registration = null;
      RemoteUserAuthProvider.remove(registered);
    }
  }

  /** Registers the module. The result is the obstacle, or empty after a registration. */
  private Optional<String> registerModule(
      ServletContext application, RemoteUserExtension extension, Integration wanted) {
    if (extension.hasOtherMechanisms()) {
      return Optional.of("the application has other mechanisms, which the module would bypass");
    }
    String server = application.getServerInfo();
    if (wanted == Integration.AUTO && TRIED.stream().noneMatch(server::contains)) {
      return Optional.of("the module has not been tested on " + server);
    }
    if (wanted == Integration.AUTO && OtherMechanisms.areChosenByAHandler()) {
      return Optional.of("the module would bypass the handler of Jakarta Security 4.0");
    }
    try {
      Optional<AuthConfigProvider> former = RemoteUserAuthProvider.registered(application);
      if (former.isEmpty()) {
        return Optional.of("Jakarta Security has registered no provider of Jakarta Authentication");
      }
      RemoteUserAuthProvider provider =
          RemoteUserAuthProvider.before(former.get(), new RequestReceiver(extension::flow));
      registration = provider.register(application);
      if (RemoteUserAuthProvider.registered(application).filter(provider::equals).isPresent()) {
        return Optional.empty();
      }
      unregister();
      return Optional.of("the server keeps another provider of Jakarta Authentication");
    } catch (RuntimeException | LinkageError rejection) {
      return Optional.of("the server rejects the registration: " + rejection.getClass().getName());
    }
  }
}
