// SPDX-License-Identifier: Apache-2.0
package org.gatepass.testkit;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Rejection;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserCredential;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.password.PasswordChangeCredential;
import org.gatepass.password.RejectedResult;
import org.jspecify.annotations.Nullable;

/**
 * An identity store with accounts in memory, in place of a database: extend it by a bean of the
 * application under test. Safe for use by many threads.
 *
 * <pre>
 * &#064;ApplicationScoped
 * public class TestAccounts extends InMemoryAccounts {
 *   public TestAccounts() {
 *     add("alice", "user");
 *   }
 * }
 * </pre>
 *
 * <p>The store accepts active accounts: by the header, by the remembered login and by the password.
 * Names are case-sensitive. {@link #add} alone creates accounts. {@link #add}, {@link #setPassword}
 * and {@link #setActive} end the remembered logins of the account. Callers cannot change passwords.
 */
public abstract class InMemoryAccounts implements IdentityStore {
  /** The store id in results, by which the store recognizes remembered logins of its own. */
  private static final String ID = InMemoryAccounts.class.getName();

  private final Map<String, Account> accounts = new ConcurrentHashMap<>();

  private record Account(
      Set<String> groups, boolean active, @Nullable String password, String stamp) {
    Account with(boolean nowActive, @Nullable String nowPassword) {
      return new Account(groups, nowActive, nowPassword, UUID.randomUUID().toString());
    }

    CredentialValidationResult valid(String name, AuthenticatedBy by) {
      return new CredentialValidationResult(
          ID, new RemoteUserPrincipal(name, by, groups, null, null, stamp), null, null, groups);
    }
  }

  /** Creates a store without accounts. */
  protected InMemoryAccounts() {}

  /**
   * Adds an active account without a password, in place of an account of the same name.
   *
   * @param name the caller name
   * @param groups the groups
   */
  public void add(String name, String... groups) {
    accounts.put(name, new Account(Set.of(groups), true, null, UUID.randomUUID().toString()));
  }

  /**
   * Sets the password of an account.
   *
   * @param name the caller name
   * @param password the new password
   * @throws IllegalArgumentException if no account has this name
   */
  public void setPassword(String name, String password) {
    change(name, account -> account.with(account.active(), password));
  }

  /**
   * Activates or deactivates an account.
   *
   * @param name the caller name
   * @param active whether the account may be used
   * @throws IllegalArgumentException if no account has this name
   */
  public void setActive(String name, boolean active) {
    change(name, account -> account.with(active, account.password()));
  }

  /**
   * Removes an account, if there is one.
   *
   * @param name the caller name
   */
  public void remove(String name) {
    accounts.remove(name);
  }

  private void change(String name, UnaryOperator<Account> change) {
    if (accounts.computeIfPresent(name, (key, account) -> change.apply(account)) == null) {
      throw new IllegalArgumentException("there is no account \"" + name + "\"");
    }
  }

  /**
   * Validates the credential of a header login, a remembered login or a password login.
   *
   * @param credential the credential
   * @return the caller with the groups of the account, {@code INVALID}, or {@code NOT_VALIDATED}
   *     for another kind of credential
   */
  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (credential instanceof RemoteUserCredential header) {
      return validate(header);
    }
    if (credential instanceof RememberedCallerCredential remembered) {
      return validate(remembered);
    }
    if (credential instanceof UsernamePasswordCredential login) {
      return validate(login);
    }
    return CredentialValidationResult.NOT_VALIDATED_RESULT;
  }

  private CredentialValidationResult validate(RemoteUserCredential header) {
    String name = header.callerName();
    Account account = accounts.get(name);
    if (account != null && account.active()) {
      return account.valid(name, AuthenticatedBy.HEADER);
    }
    header.reject(account == null ? Rejection.UNKNOWN_CALLER : Rejection.INACTIVE_CALLER);
    return CredentialValidationResult.INVALID_RESULT;
  }

  /** A caller cannot change the password, which the reason says once the old one is verified. */
  private CredentialValidationResult validate(UsernamePasswordCredential login) {
    String name = login.getCaller();
    Account account = accounts.get(name);
    if (account == null
        || !account.active()
        || account.password() == null
        || !login.compareTo(name, account.password())) {
      return CredentialValidationResult.INVALID_RESULT;
    }
    return login instanceof PasswordChangeCredential
        ? new RejectedResult(Rejection.NO_SUCH_LOGIN)
        : account.valid(name, AuthenticatedBy.PASSWORD);
  }

  /** A login that another store has accepted continues, unless its caller is inactive here. */
  private CredentialValidationResult validate(RememberedCallerCredential remembered) {
    Account account = accounts.get(remembered.callerName());
    if (remembered.loggedInBy() == AuthenticatedBy.TOKEN
        || remembered.identityStoreId().filter(id -> !id.equals(ID)).isPresent()) {
      return account == null || account.active()
          ? CredentialValidationResult.NOT_VALIDATED_RESULT
          : CredentialValidationResult.INVALID_RESULT;
    }
    return account != null
            && account.active()
            && remembered.securityStamp().stream().allMatch(account.stamp()::equals)
        ? account.valid(remembered.callerName(), remembered.loggedInBy())
        : CredentialValidationResult.INVALID_RESULT;
  }
}
