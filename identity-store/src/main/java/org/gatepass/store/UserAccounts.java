// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gatepass.CallerRevoked;

/**
 * Finds, creates, changes and deletes {@link UserAccount} rows. The bean can be injected when a
 * store definition of the application uses {@link UserAccount} rows, not an entity of its own.
 * Returned accounts are detached: only {@link #change} stores changes. Each writing method runs in
 * a transaction of its own. Safe for use by many threads.
 */
public interface UserAccounts {
  /**
   * Finds an account by its caller name.
   *
   * @param name the caller name, compared exactly
   * @return the account, or empty when no account has this name
   */
  Optional<UserAccount> find(String name);

  /**
   * Lists accounts in the order of their names.
   *
   * @param search a text that the name, the e-mail address or the display name contains, in any
   *     case; empty for all accounts
   * @param offset the number of accounts to skip
   * @param limit the maximum number of accounts
   * @return the accounts
   */
  List<UserAccount> list(String search, int offset, int limit);

  /**
   * Counts accounts.
   *
   * @param search the text to search for, as in {@link #list}
   * @return the number of accounts that {@link #list} returns without a limit
   */
  long count(String search);

  /**
   * Lists the local accounts of a group, in the order of their names. A local account has a
   * password.
   *
   * @param group the group's name, compared exactly
   * @param search the text to search for, as in {@link #list}
   * @param offset the number of accounts to skip
   * @param limit the maximum number of accounts
   * @return the accounts, active or not
   */
  List<UserAccount> listLocal(String group, String search, int offset, int limit);

  /**
   * Counts the local accounts of a group. A local account has a password.
   *
   * @param group the group's name, compared exactly
   * @param search the text to search for, as in {@link #list}
   * @return the number of accounts that {@link #listLocal} returns without a limit
   */
  long countLocal(String group, String search);

  /**
   * Stores a new account.
   *
   * @param account the account
   * @throws RuntimeException if an account of this name exists; the persistence provider or the
   *     transaction manager throws it
   */
  void create(UserAccount account);

  /**
   * Stores a new account, unless an account of its name exists, or of a name that the database
   * treats as equal. An existing account stays unchanged. Idempotent, for accounts that must exist
   * when the application starts:
   *
   * <pre>{@code
   * UserAccount alice = new UserAccount("alice");
   * alice.setGroups(Set.of("user"));
   * alice.setLoginByHeader(true);
   * accounts.createIfAbsent(alice);
   * }</pre>
   *
   * <p>When several threads or nodes store the same name at the same time, one succeeds. The others
   * wait for its commit and return false; {@link #find} then returns the stored account. An open
   * transaction of the application neither takes part nor is rolled back.
   *
   * @param account the account
   * @return true if this call has stored the account; false if the name was taken
   * @throws RuntimeException if the account could not be stored for another reason; the persistence
   *     provider or the transaction manager throws it
   */
  boolean createIfAbsent(UserAccount account);

  /**
   * Changes an account. If the change ends remembered logins, {@link CallerRevoked} is fired after
   * the commit; if it changes only the groups, {@link CallerGroupsChanged}.
   *
   * @param name the caller name, compared exactly
   * @param change changes the account within the transaction
   * @return the changed account, or empty when no account has this name
   */
  Optional<UserAccount> change(String name, Consumer<UserAccount> change);

  /**
   * Renames an account. The account keeps its groups, its password and everything else, and its
   * remembered logins end. The former name stays taken by an inactive account without groups and
   * password: {@code gatepass.create-unknown-callers} creates no account of that name. Delete the
   * inactive account to release the name. {@link CallerRevoked} is fired for both names after the
   * commit. A rename to the same name changes nothing.
   *
   * @param name the caller name, compared exactly
   * @param newName the new caller name, 1 to 255 characters
   * @return the renamed account, or empty when no account has this name
   * @throws RuntimeException if the new name is taken; the persistence provider or the transaction
   *     manager throws it
   */
  Optional<UserAccount> rename(String name, String newName);

  /**
   * Exports the data of an account in Gatepass's tables, for a person who requests them. The keys
   * are the names of the attributes, such as {@code name}, {@code email}, {@code stableId}, {@code
   * groups} and {@code lastLogin}; {@code id} is the primary key, {@code local} is true for an
   * account with a password, and {@code changes} are the listed changes of the account, the oldest
   * first, after the latest deletion of an account of this name. Changes under a former name are in
   * the export of the account that keeps that name. Later versions may add keys. The hash of the
   * password and the security stamp are left out. Ended logins are left out, too: the tables
   * contain digests of them.
   *
   * @param name the caller name, compared exactly
   * @return an unmodifiable map in the order of its keys, or empty when no account has this name. A
   *     value is a text, a {@link Boolean}, an {@link java.time.Instant}, or a list of texts. An
   *     attribute without a value has no key
   */
  Optional<Map<String, Object>> export(String name);

  /**
   * Deletes an account with its groups, and removes its name from the earlier listed changes. The
   * list keeps the name once, for the deletion itself, until later changes delete that row. {@link
   * CallerRevoked} is fired after the commit. Accounts that keep former names taken stay.
   *
   * @param name the caller name, compared exactly
   * @return true if an account of this name existed
   */
  boolean delete(String name);

  /**
   * Sets the password of an account and ends its remembered logins. Only the object changes: store
   * it with {@link #create}, or call this method within {@link #change}. For a change by the
   * caller, use a {@link org.gatepass.password.PasswordChangeCredential}: its login verifies the
   * present password.
   *
   * @param account the account
   * @param password 1 to 1,024 characters; not changed
   * @throws IllegalArgumentException if the password is empty, longer, or not well-formed UTF-16
   */
  void setPassword(UserAccount account, char[] password);

  /**
   * Hashes a password at the cost set by {@code gatepass.password-cost}. Hashing is slow by design,
   * and {@link #change} holds locks: hash first, and set the hash within {@link #change}.
   *
   * @param password 1 to 1,024 characters; not changed
   * @return the hash, for {@link UserAccount#setPasswordHash}
   * @throws IllegalArgumentException if the password is empty, longer, or not well-formed UTF-16
   */
  String hash(char[] password);
}
