// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.ear;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Returns the caller to callers with the role user. */
@WebServlet("/in")
@ServletSecurity(@HttpConstraint(rolesAllowed = "user"))
public class EarProtectedServlet extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(request.getRemoteUser());
  }
}
