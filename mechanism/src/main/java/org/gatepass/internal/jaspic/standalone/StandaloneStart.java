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
 * Registers the module on servers without Jakarta Security. It is the only integration there: an
 * obstacle stops the deployment, because the application would be unprotected otherwise.
 */
public final class StandaloneStart {
  private static final Logger LOG = System.getLogger(StandaloneStart.class.getName());

  private StandaloneStart() {}

  /**
   * Registers the module.
   *
   * @param application the application
   * @param extension the extension of the application, which receives the integration
   * @param settings the settings, or null if they are not complete yet
   * @param other the provider that is already registered for the application's path, if there is
   *     one: that of another version (Tomcat's parallel deployment), or of the server's
   *     configuration
   * @return the registration's identifier
   * @throws DeploymentException if the module can't be registered, or the settings demand the
   *     mechanism
   */
  public static String register(
      ServletContext application,
      RemoteUserExtension extension,
      @Nullable MechanismSettings settings,
      Optional<AuthConfigProvider> other) {
    if (other.isPresent()) {
      throw rejected(
          "another provider of Jakarta Authentication is already registered for its path: "
              + other.get().getClass().getName());
    }
    if (settings == null) {
      throw rejected("the embedded CDI container starts too late for settings with expressions");
    }
    if (settings.integration() == Integration.MECHANISM) {
      throw new DeploymentException(
          settings
              .noMechanism("there is no implementation of Jakarta Security that would call it")
              .getMessage());
    }
    if (extension.hasOtherMechanisms()) {
      throw rejected(
          "the application has other mechanisms, which require an implementation of Jakarta"
              + " Security");
    }
    if (settings.password().login().fallback() == Fallback.FORM
        && !extension.securityImplementation().hasContext()) {
      throw rejected(
          "there is no SecurityContext for login pages; add the API of Jakarta Security to"
              + " WEB-INF/lib, which contains Gatepass");
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
      throw rejected("Jakarta Authentication is not available: " + rejection);
    }
    extension.useAdmission(integration);
    if (extension.securityImplementation().contextIsOurs()) {
      extension.securityImplementation().useContext(new StandaloneSecurityContext(integration));
    }
    LOG.log(
        Level.INFO,
        "Gatepass integration: module, since there is no implementation of Jakarta Security");
    return registration;
  }

  private static DeploymentException rejected(String reason) {
    return new DeploymentException(
        "Gatepass can't protect the application on this server, which has no implementation of"
            + " Jakarta Security: "
            + reason);
  }
}
