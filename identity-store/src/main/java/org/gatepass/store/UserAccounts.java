// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.gatepass.CallerRevoked;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.store.password.PasswordHashes;

/**
 * The accounts, for those who administer them. An application injects it; it is there when a
 * store's definition is over such accounts. What it returns is detached: changes count only through
 * {@link #change}. Each method that writes does so in a transaction of its own. Safe for use by
 * many threads.
 */
public class UserAccounts {
  /** For the container. */
  public UserAccounts() {}

  /**
   * Finds an account.
   *
   * @param name the caller name, compared exactly
   * @return the account, or empty when there is none of this name
   */
  public Optional<UserAccount> find(String name) {
    return database().read(entityManager -> AccountRows.find(entityManager, name));
  }

  /**
   * Lists accounts in the order of their names.
   *
   * @param search a text that name, e-mail address or display name contains, in any case; empty for
   *     all
   * @param offset how many to leave out at the start
   * @param limit how many to list at most
   * @return the accounts
   */
  public List<UserAccount> list(String search, int offset, int limit) {
    return page(new AccountSearch(search, null), offset, limit);
  }

  /**
   * Counts accounts.
   *
   * @param search as in {@link #list}
   * @return how many {@link #list} would give without a limit
   */
  public long count(String search) {
    return count(new AccountSearch(search, null));
  }

  /**
   * Lists the local accounts of a group, those with a password, in the order of their names.
   *
   * @param group the group's name
   * @param search as in {@link #list}
   * @param offset how many to leave out at the start
   * @param limit how many to list at most
   * @return the accounts, active or not
   */
  public List<UserAccount> listLocal(String group, String search, int offset, int limit) {
    return page(new AccountSearch(search, group), offset, limit);
  }

  /**
   * Counts the local accounts of a group: those with a password.
   *
   * @param group the group's name
   * @param search as in {@link #list}
   * @return how many {@link #listLocal} would give without a limit
   */
  public long countLocal(String group, String search) {
    return count(new AccountSearch(search, group));
  }

  /**
   * Stores a new account.
   *
   * @param account the account
   * @throws RuntimeException of the persistence provider or the transaction, when there is one of
   *     this name
   */
  public void create(UserAccount account) {
    database()
        .note(
            entityManager -> {
              entityManager.persist(account);
              return account;
            });
  }

  /**
   * Stores a new account, unless there is one of its name, or of one that the database takes for
   * equal; that one stays as it is. Idempotent, for accounts that are to be there from the start:
   *
   * <pre>{@code
   * UserAccount alice = new UserAccount("alice");
   * alice.setGroups(Set.of("user"));
   * alice.setLoginByHeader(true);
   * accounts.createIfAbsent(alice);
   * }</pre>
   *
   * <p>Of several threads or nodes that do so at the same time one stores its account. The others
   * wait for its commit and return false; {@link #find} then returns the account that is stored. A
   * transaction of the application's neither takes part nor is rolled back.
   *
   * @param account the account
   * @return whether it is stored
   * @throws RuntimeException of the persistence provider or the transaction, when it is not stored
   *     for another reason
   */
  public boolean createIfAbsent(UserAccount account) {
    return database().insertIfAbsent(account);
  }

  /**
   * Changes an account. When that ends remembered logins, {@link CallerRevoked} is fired once it is
   * committed.
   *
   * @param name the caller name, compared exactly
   * @param change what to do to the account
   * @return the account as it is then, or empty when there is none of this name
   */
  public Optional<UserAccount> change(String name, Consumer<UserAccount> change) {
    AtomicBoolean revoked = new AtomicBoolean();
    Optional<UserAccount> changed =
        database()
            .change(
                entityManager -> {
                  Optional<UserAccount> account = AccountRows.lock(entityManager, name);
                  account.ifPresent(
                      known -> {
                        String stamp = known.securityStamp();
                        change.accept(known);
                        revoked.set(!known.securityStamp().equals(stamp));
                      });
                  return account;
                },
                Optional::isPresent);
    if (revoked.get()) {
      Events.fire(new CallerRevoked(name));
    }
    return changed;
  }

  /**
   * Deletes an account. {@link CallerRevoked} is fired once that is committed.
   *
   * @param name the caller name, compared exactly
   * @return whether there was one of this name
   */
  public boolean delete(String name) {
    boolean deleted =
        database()
            .change(
                entityManager -> {
                  Optional<UserAccount> account = AccountRows.lock(entityManager, name);
                  account.ifPresent(entityManager::remove);
                  return account.isPresent();
                },
                found -> found);
    if (deleted) {
      Events.fire(new CallerRevoked(name));
    }
    return deleted;
  }

  /**
   * Gives an account a password. That ends remembered logins.
   *
   * @param account the account; to be stored by {@link #create} or within {@link #change}
   * @param password 1 to 1,024 characters; not changed
   * @throws IllegalArgumentException if the password is empty, longer, or no well-formed text
   */
  public void setPassword(UserAccount account, char[] password) {
    account.setPasswordHash(hash(password));
  }

  /**
   * Hashes a password at the cost in force, {@code gatepass.password-cost}. It takes its time: hash
   * a password before {@link #change}, which holds locks, and set the hash within.
   *
   * @param password 1 to 1,024 characters; not changed
   * @return the hash, for {@link UserAccount#setPasswordHash}
   * @throws IllegalArgumentException if the password is empty, longer, or no well-formed text
   */
  public String hash(char[] password) {
    return new PasswordHashes(StoreExtension.ofThisApplication().accountOptions().passwordCost())
        .hash(password);
  }

  /**
   * The accounts as one caller may administer them.
   *
   * @param caller the caller
   * @param administratorsGroup the group that, with a password, makes a local administrator
   * @return the administration, for as long as the caller is known to be this one
   */
  public AccountAdministration administration(
      RemoteUserPrincipal caller, String administratorsGroup) {
    return new AccountAdministration(database(), caller, administratorsGroup);
  }

  private static List<UserAccount> page(AccountSearch search, int offset, int limit) {
    return database().read(entityManager -> search.page(entityManager, offset, limit));
  }

  private static long count(AccountSearch search) {
    return database().read(search::count);
  }

  private static AccountDatabase database() {
    return StoreExtension.ofThisApplication().directories().accounts().orElseThrow().database();
  }
}
