// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.servlets;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatepass.RemoteUserPrincipal;

/** Returns the caller, in the format of the demo's contract. */
@WebServlet({"/api/whoami", "/api/me"})
public class WhoAmIServlet extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    JsonObjectBuilder json = Json.createObjectBuilder();
    JsonArrayBuilder groups = Json.createArrayBuilder();
    if (request.getUserPrincipal() instanceof RemoteUserPrincipal caller) {
      caller.groups().stream().sorted().forEach(groups::add);
      json.add("caller", caller.getName());
      json.add("groups", groups);
      json.add("authenticatedBy", caller.authenticatedBy().name());
      caller.email().ifPresentOrElse(text -> json.add("email", text), () -> json.addNull("email"));
      caller
          .displayName()
          .ifPresentOrElse(text -> json.add("name", text), () -> json.addNull("name"));
    } else {
      json.addNull("caller").add("groups", groups).addNull("authenticatedBy");
      json.addNull("email").addNull("name");
    }
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().print(json.build());
  }
}
