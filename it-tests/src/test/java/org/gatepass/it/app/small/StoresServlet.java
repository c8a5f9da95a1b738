// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.small;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.CallerOnlyCredential;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserCredential;
import org.gatepass.store.internal.cdi.ActiveUserIdentityStore;
import org.gatepass.store.internal.cdi.DatabasePasswordIdentityStore;

/** Calls each identity store directly, and returns the results. */
@WebServlet("/stores")
public class StoresServlet extends HttpServlet {
  @Inject Instance<IdentityStore> stores;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name = request.getParameter("name");
    String password = request.getParameter("password");
    Map<String, Credential> credentials =
        Map.of(
            "header", new RemoteUserCredential(name, Set.of(), null, null),
            "password", new UsernamePasswordCredential(name, password),
            "remembered-header",
                new RememberedCallerCredential(name, AuthenticatedBy.HEADER, "another stamp"),
            "remembered-password",
                new RememberedCallerCredential(name, AuthenticatedBy.PASSWORD, "another stamp"),
            "caller-only", new CallerOnlyCredential(name));
    Credential credential = credentials.get(request.getParameter("credential"));
    response
        .getWriter()
        .print(
            stores.stream()
                .sorted(Comparator.comparingInt(IdentityStore::priority))
                .map(store -> nameOf(store) + "=" + statusOf(store, credential))
                .filter(answer -> !isServersAndSilent(answer))
                .collect(Collectors.joining(" ")));
  }

  private static String nameOf(IdentityStore store) {
    if (store instanceof ActiveUserIdentityStore) {
      return "active-user";
    }
    return store instanceof DatabasePasswordIdentityStore ? "password" : "server's";
  }

  /** Payara has a store of its own in every application, which must stay out of this. */
  private static boolean isServersAndSilent(String answer) {
    return answer.equals("server's=NOT_VALIDATED");
  }

  private static Status statusOf(IdentityStore store, Credential credential) {
    return store.validate(credential).getStatus();
  }
}
