// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.small;

import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.gatepass.RequestRejected;

/** A programmatic login with the application's own response to a failure. */
@WebServlet("/enter")
public class LoginServlet extends HttpServlet {
  @Inject SecurityContext security;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AuthenticationStatus status =
        security.authenticate(
            request,
            response,
            AuthenticationParameters.withParams()
                .credential(
                    new UsernamePasswordCredential(
                        request.getParameter("name"), request.getParameter("password"))));
    if (status == AuthenticationStatus.SUCCESS) {
      Principal caller = request.getUserPrincipal();
      response.getWriter().print("welcome " + (caller == null ? "anonymous" : caller.getName()));
    } else {
      response.setStatus(418);
      response.getWriter().print("sorry: " + RequestRejected.of(request).orElseThrow().reason());
    }
  }
}
