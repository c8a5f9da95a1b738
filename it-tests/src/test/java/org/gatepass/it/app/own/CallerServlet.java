// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.own;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.TreeSet;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.RequestRejected;

/** Returns the caller, the kind of login and the groups; or the reason for an anonymous request. */
@WebServlet("/caller")
public class CallerServlet extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    JsonObjectBuilder json = Json.createObjectBuilder();
    if (request.getUserPrincipal() instanceof RemoteUserPrincipal caller) {
      json.add("name", caller.getName())
          .add("way", caller.authenticatedBy().name())
          .add("groups", String.join(",", new TreeSet<>(caller.groups())))
          .add("email", caller.email().orElse(""))
          .add("displayName", caller.displayName().orElse(""));
    }
    RequestRejected.of(request)
        .ifPresent(rejected -> json.add("rejected", rejected.reason().name()));
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().print(json.build());
  }
}
