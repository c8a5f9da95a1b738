// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.open;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.Principal;

/**
 * Writes which of its places a request has reached, as whom, and with what. The parameter {@code
 * do} names an action before that, or a dispatch to the place in {@code to}.
 */
@WebServlet(
    urlPatterns = {
      "/health",
      "/metrics/*",
      "/api/*",
      "/closed/*",
      "/protected/*",
      "/front/*",
      "/login"
    },
    asyncSupported = true)
public class PlacesServlet extends HttpServlet {
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    boolean dispatched = request.getAttribute("dispatched") != null;
    String action = dispatched ? null : request.getParameter("do");
    String to = request.getParameter("to");
    request.setAttribute("dispatched", true);
    switch (action == null ? "" : action) {
      case "forward" -> request.getRequestDispatcher(to).forward(request, response);
      case "include" -> request.getRequestDispatcher(to).include(request, response);
      case "error" -> response.sendError(418);
      case "async" -> {
        AsyncContext async = request.startAsync();
        async.dispatch(to);
      }
      case "authenticate" -> {
        if (request.authenticate(response)) {
          write(request, response);
        }
      }
      case "note" -> {
        request.getSession().setAttribute("note", request.getParameter("to"));
        write(request, response);
      }
      default -> write(request, response);
    }
  }

  private static void write(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Principal caller = request.getUserPrincipal();
    HttpSession session = request.getSession(false);
    response
        .getWriter()
        .print(
            "place="
                + request.getServletPath()
                + " caller="
                + (caller == null ? "none" : caller.getName())
                + " secret="
                + request.getHeader(OpenSecurity.SECRET_HEADER)
                + " note="
                + (session == null ? null : session.getAttribute("note")));
  }
}
