// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import java.util.SortedSet;
import java.util.TreeSet;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.jpa.Unrepeated;

/**
 * The local administrators: accounts with a password in one group. The database only narrows the
 * search, since it may treat different group names as equal, for example by case.
 *
 * @param group the administrators' group
 */
public record LocalAdministrators(String group) {
  /** Whether an account is a local administrator, active or not. */
  public boolean include(UserAccount account) {
    return account.isLocal() && account.getGroups().contains(group);
  }

  /**
   * Whether an account is a local administrator that is active, not locked and not expired. A
   * temporary password that has expired admits no administrator.
   */
  boolean includeActive(UserAccount account) {
    InstantSource clock = InstantSource.system();
    KnownCaller caller = AccountRows.known(account);
    return caller.active()
        && include(account)
        && caller.times().rejection(clock).isEmpty()
        && !caller.isTemporaryPasswordExpired(clock);
  }

  /**
   * Whether an account is an active local administrator who can log in at once, and at each later
   * time. Recovery access may have no page on which to change a password, and no change of the
   * database precedes the end of an account or of a password.
   */
  boolean includeReady(UserAccount account) {
    return includeActive(account)
        && !account.isPasswordChangeRequired()
        && account.getExpiresAt() == null
        && account.getPasswordExpiresAt() == null;
  }

  /**
   * The ids of the active local administrators in ascending order, and perhaps of accounts whose
   * group the database treats as equal. Each transaction that locks several rows locks them in this
   * order.
   */
  public SortedSet<String> idsOfActive(EntityManager entityManager) {
    return new TreeSet<>(
        entityManager
            .createQuery(
                "select a.id from UserAccount a where a.id <> :question and a.active = true"
                    + " and a.passwordHash is not null and :group member of a.groups",
                String.class)
            .setParameter("question", Unrepeated.text())
            .setParameter("group", group)
            .getResultList());
  }
}
