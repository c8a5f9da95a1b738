// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.answers;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;

/**
 * An error page that returns its request. The parameter {@code page} makes it fail in many ways.
 */
@WebServlet("/errors/*")
public class ErrorPageServlet extends HttpServlet {
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String way = request.getParameter("page");
    // On Tomcat a forward of an error page is an error dispatch too.
    boolean isPage =
        request.getDispatcherType() == DispatcherType.ERROR
            && !"/next".equals(request.getPathInfo());
    switch (isPage && way != null ? way : "show") {
      case "throw" -> throw new ServletException("on purpose");
      case "late" -> {
        response.getOutputStream().print("half a page");
        throw new IllegalStateException("on purpose");
      }
      case "error" -> response.sendError(404);
      case "authenticate" -> request.authenticate(response);
      case "forward" -> request.getRequestDispatcher("/errors/next").forward(request, response);
      case "session" -> {
        request.getSession();
        show(request, response);
      }
      default -> show(request, response);
    }
  }

  private static void show(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Principal caller = request.getUserPrincipal();
    HttpSession session = request.getSession(false);
    response.setContentType("text/plain");
    StringBuilder seen = new StringBuilder();
    seen.append(request.getDispatcherType())
        .append(request.getPathInfo())
        .append(" status ")
        .append(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE))
        .append(" caller ")
        .append(caller == null ? "-" : caller.getName())
        .append(" note ")
        .append(session == null ? "-" : session.getAttribute(CalledServlet.NOTE))
        .append('\n');
    for (String name : Collections.list(request.getHeaderNames())) {
      seen.append(name).append('=').append(Collections.list(request.getHeaders(name))).append('\n');
    }
    for (String hidden : new String[] {"remote-user", "x-gateway-secret", "remote_user"}) {
      seen.append(request.getHeader(hidden));
    }
    response.getWriter().print(seen);
  }
}
