// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.servlets;

import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Returns, in an application of its own, whether the server has a provider for another one. */
@WebServlet("/registrations")
public class RegistrationsServlet extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String server = getServletContext().getVirtualServerName();
    response
        .getWriter()
        .print(
            AuthConfigFactory.getFactory()
                    .getConfigProvider(
                        "HttpServlet",
                        (server == null ? "server" : server) + " " + request.getParameter("path"),
                        null)
                != null);
  }
}
