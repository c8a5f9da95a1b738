// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.servlets;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** For administrators only. */
@WebServlet({"/admin/", "/admin/index.xhtml", "/api/diagnostics"})
public class AdministratorsServlet extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print("for administrators");
  }
}
