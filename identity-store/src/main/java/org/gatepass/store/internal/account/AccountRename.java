// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import jakarta.persistence.EntityManager;
import org.gatepass.store.AccountInternals;
import org.gatepass.store.UserAccount;

/**
 * Renames accounts. An inactive account keeps the former name taken. The unique index of the names
 * therefore rejects an account that another transaction creates for that name at the same time.
 */
public final class AccountRename {
  private AccountRename() {}

  /**
   * Renames an account in the current transaction.
   *
   * @param account the account, whose row is locked
   * @param newName the new name; the same name changes nothing
   */
  public static void rename(EntityManager entityManager, UserAccount account, String newName) {
    String former = account.getName();
    if (former.equals(newName)) {
      return;
    }
    AccountInternals.rename(account, newName);
    entityManager.flush(); // providers insert before they update
    if (AccountRows.equalTo(entityManager, former).isEmpty()) {
      UserAccount taken = new UserAccount(former);
      taken.setActive(false);
      entityManager.persist(taken);
    }
    // Otherwise the database treats both names as equal.
  }
}
