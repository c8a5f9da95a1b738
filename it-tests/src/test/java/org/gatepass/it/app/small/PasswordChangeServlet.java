// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.small;

import static jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters.withParams;

import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.credential.Password;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatepass.RequestRejected;
import org.gatepass.password.PasswordChangeCredential;

/** Changes the caller's own password. */
@WebServlet("/change")
public class PasswordChangeServlet extends HttpServlet {
  @Inject SecurityContext security;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PasswordChangeCredential change =
        new PasswordChangeCredential(
            request.getParameter("name"),
            new Password(request.getParameter("password")),
            new Password(request.getParameter("new")));
    security.authenticate(request, response, withParams().credential(change));
    if (change.isChanged()) {
      response.getWriter().print("changed");
    } else {
      response.setStatus(418);
      response.getWriter().print("sorry: " + RequestRejected.of(request).orElseThrow().reason());
    }
  }
}
