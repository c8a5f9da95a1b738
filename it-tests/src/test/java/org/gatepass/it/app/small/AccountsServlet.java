// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.small;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import javax.sql.DataSource;
import org.gatepass.store.UserAccount;
import org.gatepass.store.UserAccounts;

/** Changes accounts as a test requires. */
@WebServlet("/accounts/*")
public class AccountsServlet extends HttpServlet {
  @Inject UserAccounts accounts;

  /** Not {@code @Inject}: a server of Jakarta EE 11 has a second bean, in addition to ours. */
  @PersistenceUnit EntityManagerFactory entityManagers;

  @Inject Revocations revocations;

  @Resource DataSource dataSource;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name = request.getParameter("name");
    switch (request.getPathInfo()) {
      case "/create" -> {
        UserAccount account = new UserAccount(name);
        account.setLoginByHeader(true);
        account.setGroups(Set.of("user"));
        if (request.getParameter("password") != null) {
          accounts.setPassword(account, request.getParameter("password").toCharArray());
        }
        if (request.getParameter("hash") != null) {
          account.setPasswordHash(request.getParameter("hash"));
        }
        accounts.create(account);
      }
      case "/activate" -> accounts.change(name, account -> account.setActive(true));
      case "/deactivate" -> accounts.change(name, account -> account.setActive(false));
      case "/forbid-header" -> accounts.change(name, account -> account.setLoginByHeader(false));
      case "/change-password" ->
          accounts.change(
              name,
              account ->
                  accounts.setPassword(account, request.getParameter("password").toCharArray()));
      case "/require-change" ->
          accounts.change(name, account -> account.setPasswordChangeRequired(true));
      case "/lock" ->
          accounts.change(
              name, account -> account.setLockedUntil(Instant.now().plusSeconds(3_600)));
      case "/expire" -> accounts.change(name, account -> account.setExpiresAt(Instant.EPOCH));
      case "/expire-password" ->
          accounts.change(name, account -> account.setPasswordExpiresAt(Instant.EPOCH));
      case "/rename" -> accounts.change(name, account -> account.setDisplayName("Somebody"));
      case "/leave-groups" -> accounts.change(name, account -> account.setGroups(Set.of()));
      case "/delete" -> accounts.delete(name);
      case "/sign-out-everywhere" -> accounts.change(name, UserAccount::endRememberedLogins);
      case "/deactivate-by-sql" -> {
        sql("update gatepass_account set active = false where name = ?", name);
        // The work of a trigger, see FreshnessIT.
        sql("update gatepass_revision set revision = revision + 1 where ? is not null", name);
      }
      default -> response.sendError(404);
    }
    response.getWriter().print(accounts.find(name).isPresent());
  }

  /** The hash of an account, its last login or its revocations, so that a test sees them. */
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if ("/last-login".equals(request.getPathInfo())) {
      UserAccount account = accounts.find(request.getParameter("name")).orElseThrow();
      response.getWriter().print(account.lastLogin().map(Instant::toString).orElse("null"));
      return;
    }
    if ("/revocations".equals(request.getPathInfo())) {
      response.getWriter().print(revocations.of(request.getParameter("name")));
      return;
    }
    response
        .getWriter()
        .print(
            entityManagers
                .createEntityManager()
                .createQuery(
                    "select a.passwordHash from UserAccount a where a.name = :name", String.class)
                .setParameter("name", request.getParameter("name"))
                .getSingleResult());
  }

  private void sql(String statement, String name) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = connection.prepareStatement(statement)) {
      update.setString(1, name);
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
