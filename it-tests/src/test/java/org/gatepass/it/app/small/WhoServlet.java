// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.small;

import jakarta.ejb.EJBAccessException;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.security.enterprise.SecurityContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.function.Supplier;
import org.gatepass.CallerNames;
import org.gatepass.RemoteUserPrincipal;

/** Returns the caller of a servlet, of the security context and of an enterprise bean. */
@WebServlet("/who")
public class WhoServlet extends HttpServlet {
  @Inject WhoEjb ejb;
  @Inject SecurityContext security;
  @Inject CallerNames names;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    JsonObjectBuilder json = Json.createObjectBuilder();
    Principal principal = request.getUserPrincipal();
    json.add("servlet", principal == null ? "" : principal.getName());
    if (principal instanceof RemoteUserPrincipal caller) {
      json.add("way", caller.authenticatedBy().name()).add("email", caller.email().orElse(""));
    }
    json.add(
        "securityContext",
        security.getPrincipalsByType(RemoteUserPrincipal.class).stream()
            .map(RemoteUserPrincipal::getName)
            .findFirst()
            .orElse(""));
    json.add("inRoleUser", request.isUserInRole("user"));
    json.add("inRoleAdministrator", request.isUserInRole("administrator"));
    json.add("ejb", principal == null ? "" : ejb.callerName());
    json.add("ejbHasOurPrincipal", ejb.isOurPrincipal());
    json.add("ejbForUsers", allowed(ejb::forUsers));
    json.add("ejbForAdministrators", allowed(ejb::forAdministrators));
    String checked = request.getParameter("checked");
    if (checked != null) {
      json.add("rejection", names.rejectionOf(checked).map(Enum::name).orElse(""));
    }
    response.setContentType("application/json");
    response.getWriter().print(json.build());
  }

  private static boolean allowed(Supplier<String> call) {
    try {
      return !call.get().isEmpty();
    } catch (EJBAccessException rejected) {
      return false;
    }
  }
}
