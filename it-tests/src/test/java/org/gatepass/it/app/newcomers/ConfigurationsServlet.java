// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.newcomers;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Returns the calls of the hook and the created accounts, by caller name. */
@WebServlet("/configurations")
public class ConfigurationsServlet extends HttpServlet {
  @Inject Configurations configurations;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(configurations.of(request.getParameter("name")));
  }
}
