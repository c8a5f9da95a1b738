// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** Writes the caller's name, and whether the caller has the role {@code user}. */
abstract class WhoServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Principal caller = request.getUserPrincipal();
    response.setContentType("application/json");
    response
        .getWriter()
        .print(
            "{\"caller\":\""
                + (caller == null ? "" : caller.getName())
                + "\",\"user\":"
                + request.isUserInRole("user")
                + "}");
  }
}
