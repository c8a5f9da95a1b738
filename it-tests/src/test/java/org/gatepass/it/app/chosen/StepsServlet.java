// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.chosen;

import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.Principal;
import org.gatepass.it.app.owned.Note;

/**
 * Executes the steps in the parameter {@code steps}, one after the other, and returns the caller
 * after the last one. {@code +dora} logs in with a password, {@code ~dora} does so on the
 * container's own request, {@code -} logs out, {@code n1} writes a note into the session and into a
 * session-scoped bean, {@code ?} reads both.
 */
@WebServlet("/steps")
public class StepsServlet extends HttpServlet {
  @Inject SecurityContext security;
  @Inject Note note;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    StringBuilder read = new StringBuilder();
    for (String step : request.getParameter("steps").split(",", -1)) {
      switch (step.charAt(0)) {
        case '+' -> logIn(request, response, step.substring(1));
        case '~' -> logIn(received(request), response, step.substring(1));
        case '-' -> request.logout();
        case '?' -> read.append(attribute(request)).append(',').append(note.text());
        default -> {
          request.getSession().setAttribute("note", step);
          note.write(step);
        }
      }
    }
    Principal caller = request.getUserPrincipal();
    response.setContentType("text/plain");
    response.setHeader("X-Caller", caller == null ? "anonymous" : caller.getName());
    response.getWriter().print(read);
  }

  private static Object attribute(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    Object value = session == null ? null : session.getAttribute("note");
    return value == null ? "-" : value;
  }

  private void logIn(HttpServletRequest request, HttpServletResponse response, String name) {
    String password = name.equals("dora") ? "dora-secret-1" : "admin-of-the-tests-1";
    AuthenticationStatus status =
        security.authenticate(
            request,
            response,
            AuthenticationParameters.withParams()
                .credential(new UsernamePasswordCredential(name, password)));
    if (status != AuthenticationStatus.SUCCESS) {
      throw new IllegalStateException("the login of " + name + " failed: " + status);
    }
  }

  private static HttpServletRequest received(HttpServletRequest request) {
    HttpServletRequest received = request;
    while (received instanceof HttpServletRequestWrapper wrapper
        && wrapper.getRequest() instanceof HttpServletRequest wrapped) {
      received = wrapped;
    }
    return received;
  }
}
