// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.servlets;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatepass.LoginOptions;

/** Logs out. */
@WebServlet({"/logout", "/api/logout"})
public class LeaveServlet extends HttpServlet {
  @Inject LoginOptions options;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    request.logout();
    response.setHeader("X-Left", Boolean.toString(request.getUserPrincipal() == null));
    response.setHeader("Location", options.signOutUrl().orElse(request.getContextPath() + "/"));
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
  }
}
