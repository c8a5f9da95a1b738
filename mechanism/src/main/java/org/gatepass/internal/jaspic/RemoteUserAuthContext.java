// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.jaspic;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.config.ServerAuthConfig;
import jakarta.security.auth.message.config.ServerAuthContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import org.gatepass.internal.flow.Attempt;
import org.gatepass.internal.flow.Outcome;
import org.gatepass.internal.flow.Outcome.Anonymous;
import org.gatepass.internal.flow.Outcome.Authenticated;
import org.gatepass.internal.servlet.RequestReceiver;
import org.jspecify.annotations.Nullable;

/**
 * The integration as a module of Jakarta Authentication: the container calls it directly instead of
 * through Jakarta Security. Programmatic authentication is delegated to the provider that was
 * registered before, because an implementation of Jakarta Security passes the credential to its own
 * provider. Safe for use by many threads.
 *
 * @param receiver receives requests
 * @param handler passes callers to the container
 * @param former the provider to delegate to
 * @param layer the message layer of the registration
 * @param appContext the application's identifier
 */
record RemoteUserAuthContext(
    RequestReceiver receiver,
    CallbackHandler handler,
    AuthConfigProvider former,
    String layer,
    String appContext)
    implements ServerAuthContext {
  private static final String MANDATORY = "jakarta.security.auth.message.MessagePolicy.isMandatory";
  private static final String RECEIVED = "org.gatepass.received";

  @Override
  public AuthStatus validateRequest(MessageInfo message, Subject client, @Nullable Subject service)
      throws AuthException {
    HttpServletRequest request = (HttpServletRequest) message.getRequestMessage();
    // The container calls once, before the application runs; later calls are the application's.
    if (request.getAttribute(RECEIVED) != null) {
      return handOn(message, client, service);
    }
    request.setAttribute(RECEIVED, true);
    // Payara and WildFly serve protected resources after a success without a caller.
    boolean callerRequired = Boolean.parseBoolean(String.valueOf(message.getMap().get(MANDATORY)));
    Outcome outcome;
    try {
      outcome =
          receiver.receive(
              new Attempt(request, callerRequired, null),
              (HttpServletResponse) message.getResponseMessage());
    } catch (RuntimeException failure) {
      throw CallerCallbacks.failed("the decision about a request failed", failure);
    }
    if (outcome instanceof Authenticated authenticated) {
      CallerCallbacks.setCaller(handler, client, authenticated.caller());
      return AuthStatus.SUCCESS;
    }
    if (outcome instanceof Anonymous) {
      CallerCallbacks.setAnonymous(handler, client);
      return AuthStatus.SUCCESS;
    }
    return outcome.isDialogue() ? AuthStatus.SEND_CONTINUE : AuthStatus.SEND_FAILURE;
  }

  @Override
  public AuthStatus secureResponse(MessageInfo message, @Nullable Subject service) {
    return AuthStatus.SEND_SUCCESS;
  }

  @Override
  public void cleanSubject(MessageInfo message, @Nullable Subject client) {
    receiver.flow().logOut((HttpServletRequest) message.getRequestMessage());
    if (client != null) {
      client.getPrincipals().clear();
    }
  }

  private AuthStatus handOn(MessageInfo message, Subject client, @Nullable Subject service)
      throws AuthException {
    ServerAuthConfig config = former.getServerAuthConfig(layer, appContext, handler);
    return config
        .getAuthContext(config.getAuthContextID(message), service, Map.of())
        .validateRequest(message, client, service);
  }
}
