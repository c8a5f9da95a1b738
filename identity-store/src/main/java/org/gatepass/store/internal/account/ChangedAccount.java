// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.freshness.Change;

/**
 * An account that the current transaction has changed, renamed or deleted.
 *
 * @param account the account
 * @param changes what has changed: one change, or for a rename that of each name
 */
public record ChangedAccount(UserAccount account, List<Change> changes) {
  /**
   * Works on an account.
   *
   * @param account the account, whose row is locked
   * @param work changes, renames or deletes the account
   */
  public static ChangedAccount by(EntityManager entityManager, UserAccount account, Runnable work) {
    KnownCaller before = AccountRows.known(account);
    work.run();
    KnownCaller after = entityManager.contains(account) ? AccountRows.known(account) : null;
    if (after == null || after.name().equals(before.name())) {
      return new ChangedAccount(account, List.of(Change.between(before, after)));
    }
    return new ChangedAccount(
        account,
        List.of(
            new Change(before.name(), Change.Kind.RENAMED),
            new Change(after.name(), Change.Kind.RENAMED)));
  }

  /** The changes of an account, if there are any. */
  public static List<Change> changes(Optional<ChangedAccount> changed) {
    return changed.map(ChangedAccount::changes).orElse(List.of());
  }

  /** The events about the changes of an account. */
  public static List<Object> events(Optional<ChangedAccount> changed) {
    return changes(changed).stream().flatMap(change -> change.event().stream()).toList();
  }
}
