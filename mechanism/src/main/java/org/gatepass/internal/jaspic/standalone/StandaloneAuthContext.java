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
import org.gatepass.internal.flow.Outcome.Authenticated;
import org.gatepass.internal.flow.Outcome.Anonymous;
import org.gatepass.internal.jaspic.CallerCallbacks;
import org.jspecify.annotations.Nullable;

/**
 * What the container asks where nothing implements Jakarta Security. Unlike {@link
 * RemoteUserAuthContext} it has nobody to hand on to, and answers each question about a request.
 * Safe for use by many threads.
 *
 * @param integration where requests are decided upon
 * @param handler tells the container of a caller
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
      throw CallerCallbacks.failed("a request can't be decided upon", failure);
    }
    if (outcome instanceof Authenticated authenticated) {
      CallerCallbacks.setCallerAndGroups(handler, client, authenticated.caller());
      return AuthStatus.SUCCESS;
    }
    if (outcome instanceof Anonymous) {
      // Without a callback: Jetty takes one without a name for a caller.
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
        // It failed before anybody asked, and its answer is an error's.
        return new Anonymous();
      }
      // Who never says whether it is (Jetty) asks before the guard about protected resources alone.
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
