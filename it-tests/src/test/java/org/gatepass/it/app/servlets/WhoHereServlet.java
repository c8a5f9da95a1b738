// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.servlets;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** Programmatic login and logout, and the caller afterwards. */
@WebServlet(
    urlPatterns = {"/who", "/who/demand", "/who/forward", "/who/async", "/who/session"},
    asyncSupported = true)
public class WhoHereServlet extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    switch (request.getServletPath()) {
      case "/who/forward" -> request.getRequestDispatcher("/who").forward(request, response);
      case "/who/async" -> {
        AsyncContext later = request.startAsync(request, response);
        later.start(() -> later.dispatch("/who"));
      }
      case "/who/demand" -> {
        if (request.authenticate(response)) {
          answer(request, response);
        }
      }
      case "/who/session" -> {
        request.getSession();
        answer(request, response);
      }
      default -> answer(request, response);
    }
  }

  private static void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Principal caller = request.getUserPrincipal();
    response
        .getWriter()
        .print(
            (caller == null ? "nobody" : caller.getName())
                + " "
                + request.getRemoteUser()
                + " "
                + request.isUserInRole("user")
                + " "
                + request.isUserInRole("administrator")
                + " "
                + request.getHeader("x-gateway-secret"));
  }
}
