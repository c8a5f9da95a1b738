// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.servlets;

import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** In an application of its own: how many providers of Jakarta Authentication the server has. */
@WebServlet("/registrations")
public class RegistrationsServlet extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(AuthConfigFactory.getFactory().getRegistrationIDs(null).length);
  }
}
