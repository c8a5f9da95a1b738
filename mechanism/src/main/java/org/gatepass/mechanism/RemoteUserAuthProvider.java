// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.config.ClientAuthConfig;
import jakarta.security.auth.message.config.ServerAuthConfig;
import jakarta.security.auth.message.config.ServerAuthContext;
import jakarta.servlet.ServletContext;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import org.jspecify.annotations.Nullable;

/**
 * Gives the container {@link RemoteUserAuthContext} in the place of the module that Jakarta
 * Security has registered. A provider of our own, not {@code registerServerAuthModule}: that would
 * share one module, and with it one field for the handler, among the requests of all threads, and
 * on WildFly would draw a random number for each.
 *
 * @param entrance where requests are received
 * @param former the provider that was there before
 */
record RemoteUserAuthProvider(Entrance entrance, AuthConfigProvider former)
    implements AuthConfigProvider {
  private static final String LAYER = "HttpServlet";

  /** The identifier of an application, by Jakarta Authentication's profile for servlets. */
  private static String appContext(ServletContext application) {
    return application.getVirtualServerName() + " " + application.getContextPath();
  }

  /** The provider that serves an application; for Jakarta Security's own, once it is registered. */
  static Optional<AuthConfigProvider> registered(ServletContext application) {
    return Optional.ofNullable(AuthConfigFactory.getFactory())
        .map(factory -> factory.getConfigProvider(LAYER, appContext(application), null));
  }

  /**
   * Takes the place of the former provider.
   *
   * @return the registration's identifier
   */
  String register(ServletContext application) {
    return AuthConfigFactory.getFactory()
        .registerConfigProvider(this, LAYER, appContext(application), "Gatepass");
  }

  static void remove(String registration) {
    AuthConfigFactory.getFactory().removeRegistration(registration);
  }

  @Override
  public ServerAuthConfig getServerAuthConfig(
      String layer, String appContext, CallbackHandler handler) {
    return new Config(
        new RemoteUserAuthContext(entrance, handler, former, layer, appContext), layer, appContext);
  }

  @Override
  public ClientAuthConfig getClientAuthConfig(
      String layer, String appContext, CallbackHandler handler) throws AuthException {
    throw new AuthException("only servers are authenticated to");
  }

  @Override
  public void refresh() {}

  /** One context for all requests: it keeps nothing of any. */
  private record Config(ServerAuthContext context, String layer, String appContext)
      implements ServerAuthConfig {
    @Override
    public ServerAuthContext getAuthContext(
        String id, @Nullable Subject service, @Nullable Map<String, Object> properties) {
      return context;
    }

    @Override
    public String getMessageLayer() {
      return layer;
    }

    @Override
    public String getAppContext() {
      return appContext;
    }

    @Override
    public String getAuthContextID(MessageInfo message) {
      return appContext;
    }

    @Override
    public void refresh() {}

    @Override
    public boolean isProtected() {
      return true;
    }
  }
}
