// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.callback.GroupPrincipalCallback;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.config.ServerAuthConfig;
import jakarta.security.auth.message.config.ServerAuthContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.mechanism.Outcome.Enter;
import org.gatepass.mechanism.Outcome.Nobody;
import org.jspecify.annotations.Nullable;

/**
 * The door that Jakarta Authentication opens: the container asks it without the way through Jakarta
 * Security. What an application asks for itself goes on to the provider that was there before,
 * since a credential reaches it by means that are its own. Safe for use by many threads.
 *
 * @param entrance where requests are received
 * @param handler tells the container of a caller
 * @param former the provider to hand on to
 * @param layer the message layer of the registration
 * @param appContext the application's identifier
 */
record RemoteUserAuthContext(
    Entrance entrance,
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
    // The container asks once, before anything of the application runs; then the application does.
    if (request.getAttribute(RECEIVED) != null) {
      return handOn(message, client, service);
    }
    request.setAttribute(RECEIVED, true);
    // A success without a caller is let in to protected resources on Payara and WildFly.
    boolean callerRequired = Boolean.parseBoolean(String.valueOf(message.getMap().get(MANDATORY)));
    Outcome outcome;
    try {
      outcome =
          entrance.receive(
              new Attempt(request, callerRequired, null),
              (HttpServletResponse) message.getResponseMessage());
    } catch (RuntimeException failure) {
      throw failed("a request can't be decided upon", failure);
    }
    if (outcome instanceof Enter enter) {
      tell(client, enter.caller());
      return AuthStatus.SUCCESS;
    }
    if (outcome instanceof Nobody) {
      tell(new CallerPrincipalCallback(client, (String) null));
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
    entrance.flow().logOut((HttpServletRequest) message.getRequestMessage());
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

  private void tell(Subject client, RemoteUserPrincipal caller) throws AuthException {
    CallerPrincipalCallback name = new CallerPrincipalCallback(client, caller);
    if (caller.groups().isEmpty()) {
      tell(name);
    } else {
      tell(name, new GroupPrincipalCallback(client, caller.groups().toArray(new String[0])));
    }
  }

  private void tell(Callback... callbacks) throws AuthException {
    try {
      handler.handle(callbacks);
    } catch (IOException | UnsupportedCallbackException failure) {
      throw failed("the container does not take a caller", failure);
    }
  }

  private static AuthException failed(String what, Exception cause) {
    AuthException failed = new AuthException(what);
    failed.initCause(cause);
    return failed;
  }
}
