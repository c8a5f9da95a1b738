// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.jaspic;

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
import org.gatepass.internal.servlet.RequestReceiver;
import org.jspecify.annotations.Nullable;

/**
 * Gives the container {@link RemoteUserAuthContext} in the place of the module that Jakarta
 * Security has registered, or another context where there is none. A provider of our own, not
 * {@code registerServerAuthModule}: that would share one module, and with it one field for the
 * handler, among the requests of all threads, and on WildFly would draw a random number for each.
 *
 * @param contexts makes what the container asks
 */
public record RemoteUserAuthProvider(Contexts contexts) implements AuthConfigProvider {
  private static final String LAYER = "HttpServlet";

  /** Makes what the container asks. */
  @FunctionalInterface
  public interface Contexts {
    ServerAuthContext make(CallbackHandler handler, String layer, String appContext);
  }

  /** A provider in the place of another one, which goes on to that for what applications ask. */
  public static RemoteUserAuthProvider before(AuthConfigProvider former, RequestReceiver receiver) {
    return new RemoteUserAuthProvider(
        (handler, layer, appContext) ->
            new RemoteUserAuthContext(receiver, handler, former, layer, appContext));
  }

  /**
   * The identifier of an application, by Jakarta Authentication's profile for servlets. A server
   * without a name gets the one that Jetty's configuration gives it, which also has a path for the
   * root.
   */
  public static String appContext(ServletContext application) {
    String server = application.getVirtualServerName();
    String path = application.getContextPath();
    return server == null ? "server " + (path.isEmpty() ? "/" : path) : server + " " + path;
  }

  /** The provider that serves an application; for Jakarta Security's own, once it is registered. */
  public static Optional<AuthConfigProvider> registered(ServletContext application) {
    return Optional.ofNullable(AuthConfigFactory.getFactory())
        .map(factory -> factory.getConfigProvider(LAYER, appContext(application), null));
  }

  /** The same where there may be nothing that providers could be registered with. */
  public static Optional<AuthConfigProvider> registeredIfAny(ServletContext application) {
    try {
      return registered(application);
    } catch (RuntimeException noFactory) {
      return Optional.empty();
    }
  }

  /**
   * Takes the place of the former provider, if there is one.
   *
   * @return the registration's identifier
   */
  public String register(ServletContext application) {
    return AuthConfigFactory.getFactory()
        .registerConfigProvider(this, LAYER, appContext(application), "Gatepass");
  }

  public static void remove(String registration) {
    AuthConfigFactory.getFactory().removeRegistration(registration);
  }

  @Override
  public ServerAuthConfig getServerAuthConfig(
      String layer, String appContext, CallbackHandler handler) {
    return new Config(contexts.make(handler, layer, appContext), layer, appContext);
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
