// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.jaspic;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.config.ClientAuthConfig;
import jakarta.security.auth.message.config.ServerAuthConfig;
import jakarta.security.auth.message.config.ServerAuthContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import org.jspecify.annotations.Nullable;

/**
 * The provider that remains registered on Tomcat while an application is reloaded. Tomcat looks up
 * the provider of a path once, and listens for the next one only while a provider is registered.
 * After a removal it never looks it up again, and the reloaded application answers 403. The start
 * of the application replaces this provider. If the start fails and another application is deployed
 * to the path, this provider removes itself at its first request, which is answered with 503.
 *
 * <p>One class has all roles and refers to no other class of the library. It has a class loader of
 * its own, so that the stopped application can be garbage collected.
 */
public final class StoppedProvider
    implements AuthConfigProvider, ServerAuthConfig, ServerAuthContext {
  private static final String LAYER = "HttpServlet";
  private static final String TOMCAT_CONTEXTS = "*:j2eeType=WebModule,*";

  private @Nullable String registration;

  /** For {@link #replace}. */
  public StoppedProvider() {}

  /**
   * Replaces the provider of an application that stops.
   *
   * @return whether it was replaced; if not, the former provider is still registered
   */
  public static boolean replace(ServletContext application, String appContext) {
    CodeSource source = StoppedProvider.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return false;
    }
    try (URLClassLoader alone =
        new URLClassLoader(
            new URL[] {source.getLocation()}, AuthConfigProvider.class.getClassLoader())) {
      AuthConfigProvider stopped =
          (AuthConfigProvider)
              alone.loadClass(StoppedProvider.class.getName()).getConstructor().newInstance();
      AuthConfigFactory.getFactory()
          .registerConfigProvider(
              stopped, LAYER, appContext, "Gatepass, stopped: " + application.getContextPath());
      return true;
    } catch (IOException | ReflectiveOperationException | LinkageError notToBeHad) {
      return false;
    }
  }

  /**
   * Whether an application on Tomcat stops to restart at once. Only Tomcat's MBeans of its contexts
   * distinguish this from an undeployment.
   *
   * @param server the MBean server with Tomcat's contexts
   * @param contextPath the path of the application
   * @return whether the application is being reloaded
   */
  public static boolean isReloading(MBeanServer server, String contextPath) {
    String end = contextPath.isEmpty() ? "/" : contextPath;
    try {
      for (ObjectName context : server.queryNames(new ObjectName(TOMCAT_CONTEXTS), null)) {
        if (context.getKeyProperty("name").matches("//[^/]*" + Pattern.quote(end))
            && Boolean.TRUE.equals(server.getAttribute(context, "paused"))) {
          return true;
        }
      }
    } catch (JMException | RuntimeException notToBeSeen) {
      return false;
    }
    return false;
  }

  /** Whether a provider is of this class, loaded by any class loader. */
  public static boolean isOne(AuthConfigProvider provider) {
    return provider.getClass().getName().equals(StoppedProvider.class.getName());
  }

  @Override
  public ServerAuthConfig getServerAuthConfig(
      String layer, String appContext, CallbackHandler handler) {
    AuthConfigFactory factory = AuthConfigFactory.getFactory();
    for (String id : Optional.ofNullable(factory.getRegistrationIDs(this)).orElse(new String[0])) {
      factory.removeRegistration(id);
    }
    registration = appContext;
    return this;
  }

  @Override
  public AuthStatus validateRequest(
      MessageInfo message, @Nullable Subject client, @Nullable Subject service) {
    ((HttpServletResponse) message.getResponseMessage())
        .setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    return AuthStatus.SEND_FAILURE;
  }

  @Override
  public AuthStatus secureResponse(MessageInfo message, @Nullable Subject service) {
    return AuthStatus.SEND_SUCCESS;
  }

  @Override
  public void cleanSubject(MessageInfo message, @Nullable Subject client) {}

  @Override
  public ServerAuthContext getAuthContext(
      String id, @Nullable Subject service, @Nullable Map<String, Object> properties) {
    return this;
  }

  @Override
  public ClientAuthConfig getClientAuthConfig(
      String layer, String appContext, CallbackHandler handler) throws AuthException {
    throw new AuthException("ClientAuthConfig is not supported");
  }

  @Override
  public String getMessageLayer() {
    return LAYER;
  }

  @Override
  public String getAppContext() {
    return registration == null ? "" : registration;
  }

  @Override
  public String getAuthContextID(MessageInfo message) {
    return getAppContext();
  }

  @Override
  public void refresh() {}

  @Override
  public boolean isProtected() {
    return true;
  }
}
