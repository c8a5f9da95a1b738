// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.small;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatepass.store.UserAccount;
import org.gatepass.store.UserAccounts;

/** Calls an enterprise bean that reads an account, and returns the account as stored afterwards. */
@WebServlet("/look")
public class LookServlet extends HttpServlet {
  @Inject LookEjb bean;
  @Inject UserAccounts accounts;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name = request.getParameter("name");
    bean.lookAt(name);
    UserAccount account = accounts.find(name).orElseThrow();
    response
        .getWriter()
        .printf(
            "%s %s %s %s",
            account.isActive(), account.getGroups(), account.getDisplayName(), account.getEmail());
  }
}
