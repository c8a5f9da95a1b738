// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.small;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Sets the server's own idle limit for one session, as {@code session-timeout} does for all. */
@WebServlet("/idle")
public class IdleServlet extends HttpServlet {
  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    request
        .getSession(false)
        .setMaxInactiveInterval(Integer.parseInt(request.getParameter("seconds")));
    response.setStatus(204);
  }
}
