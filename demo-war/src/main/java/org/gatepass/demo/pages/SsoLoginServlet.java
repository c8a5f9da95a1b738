// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.pages;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.gatepass.LocalPath;
import org.gatepass.demo.CurrentCaller;
import org.gatepass.demo.PasswordLogin;

/**
 * The path on which a gateway logs a caller in and the login is remembered. A link opens this path,
 * and the servlet redirects to the requested page.
 */
@WebServlet("/sso-login")
public class SsoLoginServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Inject transient PasswordLogin passwordLogin;

  /** Called by the container. */
  public SsoLoginServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String next = LocalPath.of(request.getParameter("next"), request.getContextPath() + "/");
    if (CurrentCaller.of(request).isPresent()) {
      SeeOther.send(response, next);
    } else if (passwordLogin.isOffered()) {
      SeeOther.send(
          response,
          request.getContextPath()
              + "/login?next="
              + URLEncoder.encode(next, StandardCharsets.UTF_8)
              + (CurrentCaller.isNotAdmitted(request) ? "&" + LoginPage.NOT_ADMITTED + "=1" : ""));
    } else if (CurrentCaller.isNotAdmitted(request)) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    } else {
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    }
  }
}
