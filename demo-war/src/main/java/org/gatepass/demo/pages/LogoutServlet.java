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

/**
 * Logs the caller out. Only POST is supported, so that a link or an image in another site's page
 * has no effect.
 */
@WebServlet("/logout")
public class LogoutServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Inject transient PasswordLogin passwordLogin;
  @Inject transient LoginOptions options;

  /** Called by the container. */
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

  /**
   * Whether a browser has sent the request: browsers send such a header with each POST. Only a
   * browser's cookies can be misused by another site's page.
   */
  private static boolean isBrowsers(HttpServletRequest request) {
    return request.getHeader("Sec-Fetch-Site") != null || request.getHeader("Origin") != null;
  }
}
