// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.headeronly;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.TreeSet;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.TrustReport;

/** Writes what the application sees of the caller, and for how long a login lasts. */
@WebServlet({"/open", "/max-age", "/protected"})
public class CallerServlet extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response
        .getWriter()
        .print(request.getServletPath().equals("/max-age") ? maxAge(request) : caller(request));
  }

  private static String caller(HttpServletRequest request) {
    return request.getUserPrincipal() instanceof RemoteUserPrincipal caller
        ? caller.getName()
            + " "
            + new TreeSet<>(caller.groups())
            + " "
            + request.isUserInRole("user")
            + " "
            + caller.authenticatedBy()
            + " "
            + caller.email().orElse("-")
        : "anonymous";
  }

  private static String maxAge(HttpServletRequest request) {
    return TrustReport.of(request).orElseThrow().settings().stream()
        .filter(setting -> setting.key().equals("gatepass.session-max-age"))
        .map(TrustReport.Setting::value)
        .findFirst()
        .orElseThrow();
  }
}
