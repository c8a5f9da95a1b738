// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.echo;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** For the role user only. */
@WebServlet("/protected/*")
@ServletSecurity(@HttpConstraint(rolesAllowed = "user"))
public class ProtectedServlet extends HttpServlet {
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Seen.CALLS.incrementAndGet();
    response.getWriter().print("caller " + request.getUserPrincipal().getName());
  }
}
