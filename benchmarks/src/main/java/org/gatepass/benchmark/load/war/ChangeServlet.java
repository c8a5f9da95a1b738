// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import org.gatepass.store.UserAccount;
import org.gatepass.store.UserAccounts;

/** Changes the groups of an account through the library. Only for the measurement. */
@WebServlet("/change")
public class ChangeServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** The accounts. */
  @Inject transient UserAccounts accounts;

  /** For the container. */
  public ChangeServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    String group = ChangedServlet.GROUP + request.getParameter("number");
    Optional<UserAccount> changed =
        accounts.change(
            request.getParameter("name"), account -> account.setGroups(Set.of("user", group)));
    if (changed.isEmpty()) {
      throw new ServletException("There is no such account");
    }
  }
}
