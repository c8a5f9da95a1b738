// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.small;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Copies a session as a cluster does: GET returns the attribute that Gatepass stores, and POST
 * stores it in a session of this node. DELETE logs out.
 */
@WebServlet("/session-copy")
public class SessionCopyServlet extends HttpServlet {
  private static final String OWNER = "org.gatepass.owner";

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(request.getSession().getAttribute(OWNER));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    request.getSession().setAttribute(OWNER, request.getParameter("owner"));
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    request.logout();
  }
}
