// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.servlets;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The login page, and the redirect from the proxy's login back to a path of this application. */
@WebServlet({"/login", "/sso-login"})
public class LoginPagesServlet extends HttpServlet {
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_~-]+)*/?");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String asked = request.getParameter("next");
    String next =
        asked != null && asked.startsWith("/") && PATH.matcher(asked).matches()
            ? asked
            : request.getContextPath() + "/";
    if (request.getServletPath().equals("/login")) {
      // A page with a form has a token for it in the session.
      request.getSession().setAttribute("next", next);
      response.setContentType("text/html");
      response.getWriter().print("<form><input name=\"next\" value=\"" + next + "\"></form>");
      return;
    }
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader(
        "Location",
        request.getUserPrincipal() != null
            ? next
            : request.getContextPath()
                + "/login?next="
                + URLEncoder.encode(next, StandardCharsets.UTF_8));
  }
}
