// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.jaspic.standalone;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.config.ServerAuthContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import org.gatepass.internal.flow.Attempt;
import org.gatepass.internal.flow.Outcome;
import org.gatepass.internal.flow.Outcome.Anonymous;
import org.gatepass.internal.flow.Outcome.Authenticated;
import org.gatepass.internal.jaspic.CallerCallbacks;
import org.jspecify.annotations.Nullable;

/**
 * The context that the container calls on servers without Jakarta Security. Unlike {@link
 * RemoteUserAuthContext} it delegates to no other provider, and answers each call for a request.
 * Safe for use by many threads.
 *
 * @param integration decides about requests
 * @param handler passes callers to the container
 */
record StandaloneAuthContext(StandaloneIntegration integration, CallbackHandler handler)
    implements ServerAuthContext {
  private static final String MANDATORY = "jakarta.security.auth.message.MessagePolicy.isMandatory";

  @Override
  public AuthStatus validateRequest(MessageInfo message, Subject client, @Nullable Subject service)
      throws AuthException {
    HttpServletRequest request = (HttpServletRequest) message.getRequestMessage();
    Outcome outcome;
    try {
      outcome = outcome(message, request);
    } catch (RuntimeException failure) {
      throw CallerCallbacks.failed("the decision about a request failed", failure);
    }
    if (outcome instanceof Authenticated authenticated) {
      CallerCallbacks.setCallerAndGroups(handler, client, authenticated.caller());
      return AuthStatus.SUCCESS;
    }
    if (outcome instanceof Anonymous) {
      // Without a callback: Jetty treats a callback without a name as a caller.
      return AuthStatus.SUCCESS;
    }
    AnsweredMessage.complete(message);
    return outcome.isDialogue() ? AuthStatus.SEND_CONTINUE : AuthStatus.SEND_FAILURE;
  }

  private Outcome outcome(MessageInfo message, HttpServletRequest request) {
    Object mandatory = message.getMap().get(MANDATORY);
    boolean demanded = Boolean.parseBoolean(String.valueOf(mandatory));
    Outcome known = integration.outcome(request).orElse(null);
    if (known == null) {
      if (request.getDispatcherType() == DispatcherType.ERROR) {
        // The request failed before the first call, and is answered by an error page.
        return new Anonymous();
      }
      // Jetty never sets the flag, and calls before the guard for protected resources only.
      return integration.receive(request, response(message), mandatory == null || demanded);
    }
    if (known instanceof Anonymous && demanded) {
      integration.demandCaller(new Attempt(request, true, null), response(message));
      return integration.outcome(request).orElse(known);
    }
    return known;
  }

  private static HttpServletResponse response(MessageInfo message) {
    return (HttpServletResponse) message.getResponseMessage();
  }

  @Override
  public AuthStatus secureResponse(MessageInfo message, @Nullable Subject service) {
    return AuthStatus.SEND_SUCCESS;
  }

  @Override
  public void cleanSubject(MessageInfo message, @Nullable Subject client) {
    integration.logOut((HttpServletRequest) message.getRequestMessage());
    if (client != null) {
      client.getPrincipals().clear();
    }
  }
}
