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
 * The provider that the container calls in place of Jakarta Security's: it supplies {@link
 * RemoteUserAuthContext}, or another context on servers without Jakarta Security. Gatepass does not
 * use {@code registerServerAuthModule}: all threads would share one module and its handler field,
 * and on WildFly each request would draw a random number.
 *
 * @param contexts creates the context that the container calls
 */
public record RemoteUserAuthProvider(Contexts contexts) implements AuthConfigProvider {
  private static final String LAYER = "HttpServlet";

  /** Creates the context that the container calls. */
  @FunctionalInterface
  public interface Contexts {
    ServerAuthContext make(CallbackHandler handler, String layer, String appContext);
  }

  /** A provider in place of a former one, to which it delegates programmatic authentication. */
  public static RemoteUserAuthProvider before(AuthConfigProvider former, RequestReceiver receiver) {
    return new RemoteUserAuthProvider(
        (handler, layer, appContext) ->
            new RemoteUserAuthContext(receiver, handler, former, layer, appContext));
  }

  /**
   * The identifier of an application, by the Servlet Container Profile of Jakarta Authentication.
   * For a server without a name it is the one of Jetty's configuration, in which the root has a
   * path as well.
   */
  public static String appContext(ServletContext application) {
    String server = application.getVirtualServerName();
    String path = application.getContextPath();
    return server == null ? "server " + (path.isEmpty() ? "/" : path) : server + " " + path;
  }

  /** The registered provider of an application, such as Jakarta Security's. */
  public static Optional<AuthConfigProvider> registered(ServletContext application) {
    return Optional.ofNullable(AuthConfigFactory.getFactory())
        .map(factory -> factory.getConfigProvider(LAYER, appContext(application), null));
  }

  /** The same for servers that may have no factory of providers. */
  public static Optional<AuthConfigProvider> registeredIfAny(ServletContext application) {
    try {
      return registered(application);
    } catch (RuntimeException noFactory) {
      return Optional.empty();
    }
  }

  /**
   * Registers this provider, in place of the former one if there is one.
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
    throw new AuthException("ClientAuthConfig is not supported");
  }

  @Override
  public void refresh() {}

  /** One context for all requests, without state. */
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
