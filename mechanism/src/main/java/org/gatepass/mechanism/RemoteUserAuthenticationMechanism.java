// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.Credential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.gatepass.mechanism.Outcome.Challenge;
import org.gatepass.mechanism.Outcome.Enter;
import org.gatepass.mechanism.Outcome.LoginFailed;
import org.gatepass.mechanism.Outcome.Refuse;
import org.jspecify.annotations.Nullable;

/**
 * The door that Jakarta Security opens: a CDI bean that carries out what {@link AuthenticationFlow}
 * decides. {@link RemoteUserExtension} adds it; it bears no scope, so that no scan finds it, and
 * has no injection points, because GlassFish 7 looks for them where Soteria's beans can't be seen.
 */
public class RemoteUserAuthenticationMechanism implements HttpAuthenticationMechanism {
  private volatile @Nullable AuthenticationFlow flow;

  /** For the container. */
  public RemoteUserAuthenticationMechanism() {}

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    Outcome outcome =
        flow()
            .decide(
                new Attempt(received(request), context.isProtected(), offeredCredential(context)));
    if (outcome instanceof Enter enter) {
      Answer.keepPrivate(response);
      return context.notifyContainerAboutLogin(enter.caller(), enter.caller().groups());
    }
    if (outcome instanceof Refuse refuse) {
      Answer.refuse(refuse, response);
      endUnlessProgrammatic(request, context);
      return AuthenticationStatus.SEND_FAILURE;
    }
    if (outcome instanceof Challenge challenge) {
      Answer.challenge(challenge, response);
      endUnlessProgrammatic(request, context);
      // As Soteria's own mechanisms do: a 401 has failed, only a dialogue goes on.
      return challenge.login() instanceof Challenge.Login.Page
          ? AuthenticationStatus.SEND_CONTINUE
          : AuthenticationStatus.SEND_FAILURE;
    }
    if (outcome instanceof LoginFailed) {
      return AuthenticationStatus.SEND_FAILURE;
    }
    return context.doNothing();
  }

  @Override
  public void cleanSubject(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    flow().logOut(request);
    context.cleanClientSubject();
  }

  /**
   * The request as the container received it. When an application asks for authentication, WildFly
   * hands over what the filters have made of the request: without the secret, or with a header that
   * no proxy has sent.
   */
  private static HttpServletRequest received(HttpServletRequest request) {
    HttpServletRequest received = request;
    while (received instanceof HttpServletRequestWrapper wrapper
        && wrapper.getRequest() instanceof HttpServletRequest wrapped) {
      received = wrapped;
    }
    return received;
  }

  /** A servlet that has asked for authentication itself is running, and goes on with its answer. */
  private static void endUnlessProgrammatic(
      HttpServletRequest request, HttpMessageContext context) {
    if (!context.isAuthenticationRequest()) {
      GuardFilter.end(request);
    }
  }

  private static @Nullable Credential offeredCredential(HttpMessageContext context) {
    if (!context.isAuthenticationRequest()) {
      return null;
    }
    AuthenticationParameters parameters = context.getAuthParameters();
    return parameters == null ? null : parameters.getCredential();
  }

  private AuthenticationFlow flow() {
    AuthenticationFlow known = flow;
    if (known == null) {
      known = RemoteUserExtension.ofThisApplication().flow();
      flow = known;
    }
    return known;
  }
}
