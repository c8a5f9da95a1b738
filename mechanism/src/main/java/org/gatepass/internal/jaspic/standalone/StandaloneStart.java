// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.jaspic.standalone;

import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.gatepass.Fallback;
import org.gatepass.internal.cdi.RemoteUserExtension;
import org.gatepass.internal.jaspic.RemoteUserAuthProvider;
import org.gatepass.internal.servlet.RequestReceiver;
import org.gatepass.internal.settings.Integration;
import org.gatepass.internal.settings.MechanismSettings;
import org.jspecify.annotations.Nullable;

/**
 * Opens the module's integration where nothing implements Jakarta Security. It is the only one
 * there: whatever is in its way stops the deployment, since the application would be open to
 * everybody without it.
 */
public final class StandaloneStart {
  private static final Logger LOG = System.getLogger(StandaloneStart.class.getName());

  private StandaloneStart() {}

  /**
   * Opens it.
   *
   * @param settings the settings, or null when they are not known yet
   * @param other the provider that serves the application's path already, if there is one: that of
   *     another version of it (Tomcat's parallel deployment), or of the server's configuration
   * @return the registration's identifier
   * @throws DeploymentException when it can't be opened or is not wanted
   */
  public static String register(
      ServletContext application,
      RemoteUserExtension extension,
      StandaloneExtension standalone,
      @Nullable MechanismSettings settings,
      Optional<AuthConfigProvider> other) {
    if (other.isPresent()) {
      throw rejected(
          "another provider of Jakarta Authentication decides about its path already: "
              + other.get().getClass().getName());
    }
    if (settings == null) {
      throw rejected("the embedded CDI container starts too late for settings with expressions");
    }
    if (settings.integration() == Integration.MECHANISM) {
      throw new DeploymentException(
          settings
              .noMechanism("nothing here implements Jakarta Security, so nobody would ask it")
              .getMessage());
    }
    if (extension.hasOtherMechanisms()) {
      throw rejected("the application has other mechanisms, which nobody would ask");
    }
    if (settings.password().login().fallback() == Fallback.FORM
        && !standalone.implementation().hasContext()) {
      throw rejected(
          "there is no SecurityContext to which a login page could hand a password; the API of"
              + " Jakarta Security belongs into the application, beside Gatepass");
    }
    StandaloneIntegration integration =
        new StandaloneIntegration(new RequestReceiver(extension::flow));
    String registration;
    try {
      registration =
          new RemoteUserAuthProvider(
                  (handler, layer, appContext) -> new StandaloneAuthContext(integration, handler))
              .register(application);
    } catch (RuntimeException | LinkageError rejection) {
      throw rejected("Jakarta Authentication can't be had: " + rejection);
    }
    standalone.setIntegration(integration);
    LOG.log(
        Level.INFO, "Gatepass integration: module, since nothing here implements Jakarta Security");
    return registration;
  }

  private static DeploymentException rejected(String reason) {
    return new DeploymentException(
        "Gatepass can't protect the application on this server, where nothing implements Jakarta"
            + " Security: "
            + reason);
  }
}
