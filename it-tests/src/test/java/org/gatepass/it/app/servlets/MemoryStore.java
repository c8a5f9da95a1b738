// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.servlets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserCredential;

/** Accounts of the application in memory, in place of a database. */
@ApplicationScoped
public class MemoryStore implements IdentityStore {
  /**
   * One account.
   *
   * @param password blank: none
   */
  public record Account(
      String name, Set<String> groups, boolean active, boolean byHeader, String password) {}

  private final List<Account> accounts =
      new CopyOnWriteArrayList<>(
          List.of(
              new Account("alice", Set.of("user"), true, true, ""),
              new Account("bob", Set.of("user"), false, true, ""),
              new Account("carol", Set.of("user", "administrator"), true, true, ""),
              new Account("dora", Set.of("user"), true, true, "dora-secret-1"),
              new Account("erin", Set.of(), true, true, ""),
              new Account("j\u00fcrgen", Set.of("user"), true, true, ""),
              new Account("admin", Set.of("administrator"), true, false, "admin-of-the-tests-1")));

  /** All accounts. */
  public List<Account> accounts() {
    return accounts;
  }

  /** Takes an account's right to come in at all. */
  public void deactivate(String name) {
    accounts.replaceAll(
        account ->
            account.name().equals(name)
                ? new Account(name, account.groups(), false, account.byHeader(), account.password())
                : account);
  }

  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (credential instanceof RemoteUserCredential header) {
      return find(header.callerName(), true);
    }
    if (credential instanceof RememberedCallerCredential remembered) {
      return find(remembered.callerName(), remembered.loggedInBy() == AuthenticatedBy.HEADER);
    }
    if (credential instanceof UsernamePasswordCredential password) {
      return accounts.stream()
              .filter(account -> account.name().equals(password.getCaller()))
              .filter(account -> !account.password().isEmpty())
              .anyMatch(account -> password.getPassword().compareTo(account.password()))
          ? find(password.getCaller(), false)
          : CredentialValidationResult.INVALID_RESULT;
    }
    return CredentialValidationResult.NOT_VALIDATED_RESULT;
  }

  private CredentialValidationResult find(String name, boolean byHeader) {
    if (name.equals("broken")) {
      throw new IllegalStateException("the database is down");
    }
    return accounts.stream()
        .filter(account -> account.name().equals(name) && account.active())
        .filter(account -> account.byHeader() || !byHeader)
        .map(account -> new CredentialValidationResult(name, account.groups()))
        .findFirst()
        .orElse(CredentialValidationResult.INVALID_RESULT);
  }
}
