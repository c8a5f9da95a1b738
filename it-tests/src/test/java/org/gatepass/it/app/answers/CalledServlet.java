// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.answers;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts its calls, and returns their number at {@code /calls}; writes and reads a note. Public.
 */
@WebServlet({"/open", "/calls", "/write", "/read"})
public class CalledServlet extends HttpServlet {
  static final String NOTE = "note";

  private static final AtomicInteger CALLS = new AtomicInteger();

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    switch (request.getServletPath()) {
      case "/calls" -> response.getWriter().print(CALLS.get());
      case "/write" -> request.getSession().setAttribute(NOTE, request.getParameter(NOTE));
      case "/read" -> {
        HttpSession session = request.getSession(false);
        response.getWriter().print(session == null ? "-" : session.getAttribute(NOTE));
      }
      default -> response.getWriter().print(CALLS.incrementAndGet());
    }
  }
}
