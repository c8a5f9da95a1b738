// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.newcomers;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What the hook was asked for and what was created, by the name of the caller. */
@WebServlet("/configurations")
public class ConfigurationsServlet extends HttpServlet {
  @Inject Configurations configurations;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(configurations.of(request.getParameter("name")));
  }
}
