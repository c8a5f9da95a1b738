// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.freshness.Change;

/**
 * An account that the current transaction has changed or deleted.
 *
 * @param account the account
 * @param change what has changed
 */
public record ChangedAccount(UserAccount account, Change change) {
  /**
   * Works on an account.
   *
   * @param account the account, whose row is locked
   * @param work changes or deletes the account
   */
  public static ChangedAccount by(EntityManager entityManager, UserAccount account, Runnable work) {
    KnownCaller before = AccountRows.known(account);
    work.run();
    KnownCaller after = entityManager.contains(account) ? AccountRows.known(account) : null;
    return new ChangedAccount(account, Change.between(before, after));
  }

  /** The change of an account, if there is one. */
  public static List<Change> changes(Optional<ChangedAccount> changed) {
    return changed.map(ChangedAccount::change).stream().toList();
  }

  /** The events about the changes of an account. */
  public static List<Object> events(Optional<ChangedAccount> changed) {
    return changes(changed).stream().flatMap(change -> change.event().stream()).toList();
  }
}
