// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.Credential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatepass.internal.flow.Attempt;
import org.gatepass.internal.flow.Outcome;
import org.gatepass.internal.flow.Outcome.Anonymous;
import org.gatepass.internal.flow.Outcome.Authenticated;
import org.gatepass.internal.servlet.RequestReceiver;
import org.jspecify.annotations.Nullable;

/**
 * The integration as a mechanism of Jakarta Security: a CDI bean that carries out the decisions of
 * {@code AuthenticationFlow}. {@link RemoteUserExtension} adds it. The class has no scope, so that
 * class scans do not find it. It has no injection points, because GlassFish 7 resolves them where
 * Soteria's beans are invisible.
 */
public class RemoteUserAuthenticationMechanism implements HttpAuthenticationMechanism {
  private final RequestReceiver receiver =
      new RequestReceiver(() -> ThisApplication.extension().flow());

  /** For the container. */
  public RemoteUserAuthenticationMechanism() {}

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    Attempt attempt = Attempt.unwrapped(request, context.isProtected(), offeredCredential(context));
    Outcome outcome =
        context.isAuthenticationRequest()
            ? receiver.receiveWithin(attempt, response)
            : receiver.receive(attempt, response);
    if (outcome instanceof Authenticated authenticated) {
      return context.notifyContainerAboutLogin(
          authenticated.caller(), authenticated.caller().groups());
    }
    if (outcome instanceof Anonymous) {
      return context.doNothing();
    }
    return outcome.isDialogue()
        ? AuthenticationStatus.SEND_CONTINUE
        : AuthenticationStatus.SEND_FAILURE;
  }

  @Override
  public void cleanSubject(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    receiver.flow().logOut(request);
    context.cleanClientSubject();
  }

  private static @Nullable Credential offeredCredential(HttpMessageContext context) {
    if (!context.isAuthenticationRequest()) {
      return null;
    }
    AuthenticationParameters parameters = context.getAuthParameters();
    return parameters == null ? null : parameters.getCredential();
  }
}
