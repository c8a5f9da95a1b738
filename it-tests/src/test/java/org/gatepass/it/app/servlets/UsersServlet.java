// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.servlets;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Lists the accounts to administrators. */
@WebServlet("/api/users")
public class UsersServlet extends HttpServlet {
  @Inject MemoryStore store;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String search = request.getParameter("q") == null ? "" : request.getParameter("q");
    List<MemoryStore.Account> found =
        store.accounts().stream().filter(account -> account.name().contains(search)).toList();
    JsonArrayBuilder json = Json.createArrayBuilder();
    for (MemoryStore.Account account : found) {
      JsonArrayBuilder groups = Json.createArrayBuilder();
      account.groups().stream().sorted().forEach(groups::add);
      json.add(
          Json.createObjectBuilder()
              .add("name", account.name())
              .add("active", account.active())
              .add("groups", groups));
    }
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("X-Total-Count", Integer.toString(found.size()));
    response.getWriter().print(json.build());
  }

  /** Deactivates an account. */
  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
    store.deactivate(request.getParameter("name"));
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
