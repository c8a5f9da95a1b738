// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.chosen;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanismHandler;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatepass.it.app.choice.FromProxy;

/** Chooses {@link TicketMechanism} for requests with the header {@code x-machine}. */
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
@ApplicationScoped
public class TicketHandler implements HttpAuthenticationMechanismHandler {
  @Inject @FromProxy HttpAuthenticationMechanism fromProxy;
  @Inject @TicketMechanism.ByTicket HttpAuthenticationMechanism byTicket;

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws AuthenticationException {
    return chosenFor(request).validateRequest(request, response, context);
  }

  @Override
  public AuthenticationStatus secureResponse(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws AuthenticationException {
    return chosenFor(request).secureResponse(request, response, context);
  }

  @Override
  public void cleanSubject(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    chosenFor(request).cleanSubject(request, response, context);
  }

  private HttpAuthenticationMechanism chosenFor(HttpServletRequest request) {
    return request.getHeader("x-machine") == null ? fromProxy : byTicket;
  }
}
