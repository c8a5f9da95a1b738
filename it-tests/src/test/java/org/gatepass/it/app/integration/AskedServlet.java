// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.integration;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** Returns the integration and the caller of a request. */
@WebServlet({"/asked", "/asked-again"})
public class AskedServlet extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String again =
        request.getServletPath().equals("/asked-again")
            ? ", again " + request.authenticate(response)
            : "";
    String integration =
        request.getAttribute("org.gatepass.received") == null ? "mechanism" : "module";
    Principal caller = request.getUserPrincipal();
    response
        .getWriter()
        .print(
            caller == null
                ? integration
                : integration
                    + " "
                    + caller.getName()
                    + " "
                    + caller.getClass().getSimpleName()
                    + again);
  }
}
