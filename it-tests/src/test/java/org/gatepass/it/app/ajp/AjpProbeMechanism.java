// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.ajp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Returns two values in response headers: the caller that the server has set before the mechanism
 * runs, and AJP's secret.
 */
@ApplicationScoped
public class AjpProbeMechanism implements HttpAuthenticationMechanism {
  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    response.setHeader("x-caller", String.valueOf(request.getRemoteUser()));
    response.setHeader("x-secret", String.valueOf(request.getAttribute("secret")));
    return context.doNothing();
  }
}
