// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.admin;

import java.util.Optional;
import java.util.function.Consumer;
import org.gatepass.CallerRevoked;
import org.gatepass.store.UserAccount;

/**
 * Changes accounts on behalf of one caller, and protects the local administrators: the accounts
 * that have a password and belong to the administrators' group. They are the recovery access when
 * the proxy, or the administration of its users, can't be trusted. Two rules hold:
 *
 * <ul>
 *   <li>only a caller who has logged in by password may change, rename, delete or create a local
 *       administrator, in one step or in several;
 *   <li>the last active local administrator stays, and so does the last one whose account and
 *       password have no end and who need not change the password, even when several callers change
 *       accounts at the same time. A locked or expired account is not active here.
 * </ul>
 *
 * <p>The application checks by the container's roles whether the caller may administer accounts at
 * all. Each method runs in a transaction of its own, and checks the rules within that transaction.
 * Safe for use by many threads.
 *
 * <pre>{@code
 * administrations.by(caller, "administrator").change("alice", account -> account.setActive(false));
 * }</pre>
 */
public interface AccountAdministration {
  /**
   * Whether the caller may change or delete an account in its present state.
   *
   * @param account the account
   * @return false for a local administrator, unless the caller has logged in by password
   */
  boolean mayTouch(UserAccount account);

  /**
   * Stores a new account.
   *
   * @param account the account
   * @throws AdministrationRejectedException if the caller may not create the account, an account of
   *     its name exists, another account is bound to its stable id, or the database is read-only
   */
  void create(UserAccount account);

  /**
   * Changes an account. If the change ends remembered logins, {@link CallerRevoked} is fired after
   * the commit; if it changes only the groups, {@link org.gatepass.store.CallerGroupsChanged}.
   *
   * @param name the caller name, compared exactly
   * @param change changes the account within the transaction; an exception rolls the change back
   * @return the changed account, or empty when no account has this name
   * @throws AdministrationRejectedException if the caller may not change the account as it was or
   *     as it would become, if the change would take away the last active local administrator, if
   *     another account is bound to the stable id, or if the database is read-only
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
   * @throws AdministrationRejectedException if the caller may not change the account, the new name
   *     is taken, or the database is read-only
   */
  Optional<UserAccount> rename(String name, String newName);

  /**
   * Deletes an account with its groups. The rows that stay for a while are described at {@link
   * org.gatepass.store.UserAccounts#delete}. {@link CallerRevoked} is fired after the commit.
   *
   * @param name the caller name, compared exactly
   * @return true if an account of this name existed
   * @throws AdministrationRejectedException if the caller may not delete the account, if it is the
   *     last active local administrator, or if the database is read-only
   */
  boolean delete(String name);
}
