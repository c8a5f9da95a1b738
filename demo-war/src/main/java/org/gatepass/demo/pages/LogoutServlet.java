// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.pages;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatepass.LoginOptions;
import org.gatepass.demo.PasswordLogin;

/** Logs people out. A link, or a picture in somebody else's page, can't do it: POST alone. */
@WebServlet("/logout")
public class LogoutServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Inject transient PasswordLogin passwordLogin;
  @Inject transient LoginOptions options;

  /** For the container. */
  public LogoutServlet() {}

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (isBrowsers(request) && !FormToken.isIn(request)) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    passwordLogin.logOut(request, response);
    GoOn.to(
        options.signOutUrl().orElse(request.getContextPath() + "/"),
        "You are signed out here",
        getServletContext(),
        response);
  }

  /** Browsers say so with each POST; only their cookies can be used by somebody else's page. */
  private static boolean isBrowsers(HttpServletRequest request) {
    return request.getHeader("Sec-Fetch-Site") != null || request.getHeader("Origin") != null;
  }
}
