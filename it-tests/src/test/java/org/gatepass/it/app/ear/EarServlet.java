// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.ear;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Returns the caller, the secrets that the application sees, and the number of events. */
@WebServlet("/who")
public class EarServlet extends HttpServlet {
  @Inject EarEvents events;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response
        .getWriter()
        .print(
            "%s %s %s %s"
                .formatted(
                    request.getRemoteUser(),
                    request.getHeader("x-staff-secret") == null ? "hidden" : "visible",
                    request.getHeader("x-shop-secret") == null ? "hidden" : "visible",
                    events.rejected()));
  }
}
