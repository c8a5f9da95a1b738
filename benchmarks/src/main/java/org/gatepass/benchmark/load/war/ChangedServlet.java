// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatepass.RemoteUserPrincipal;

/** For users only: writes the caller's name, and the number in the caller's changing group. */
@WebServlet("/who")
@ServletSecurity(@HttpConstraint(rolesAllowed = "user"))
public class ChangedServlet extends HttpServlet {
  /** The beginning of the name of the group that changes. */
  public static final String GROUP = "change-";

  private static final long serialVersionUID = 1;

  /** For the container. */
  public ChangedServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RemoteUserPrincipal caller = (RemoteUserPrincipal) request.getUserPrincipal();
    String number = "";
    for (String group : caller.groups()) {
      if (group.startsWith(GROUP)) {
        number = group.substring(GROUP.length());
      }
    }
    response.setContentType("text/plain");
    response.getWriter().print(caller.getName() + " " + number);
  }
}
