// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.sync;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.account.AccountDatabase;
import org.gatepass.store.internal.account.AccountRows;
import org.gatepass.store.internal.account.ChangedAccount;
import org.gatepass.store.internal.account.LocalAdministrators;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.internal.jpa.Unrepeated;

/**
 * The active accounts that may log in by header, and that a full export does not cover.
 *
 * @param database the accounts
 * @param administrators the local administrators, who are never missing
 */
record MissingAccounts(AccountDatabase database, LocalAdministrators administrators) {
  private static final int PAGE = 1_000;

  /**
   * The ids of missing accounts.
   *
   * @param covered the ids of the accounts in the export
   * @param limit the maximum number of ids to find
   */
  List<String> find(Set<String> covered, int limit) {
    Set<String> present = database.readCommitted(administrators::idsOfActive);
    List<String> missing = new ArrayList<>();
    String last = "";
    while (missing.size() < limit) {
      String after = last;
      List<String> page = database.readCommitted(entityManager -> page(entityManager, after));
      page.stream()
          .filter(id -> !covered.contains(id) && !present.contains(id))
          .limit(limit - (long) missing.size())
          .forEach(missing::add);
      if (page.size() < PAGE) {
        break;
      }
      last = page.get(PAGE - 1);
    }
    return missing;
  }

  /** The names of accounts. */
  List<String> names(List<String> ids) {
    return database.readCommitted(
        entityManager ->
            AccountRows.ofIds(entityManager, ids).stream().map(UserAccount::getName).toList());
  }

  private static List<String> page(EntityManager entityManager, String after) {
    return entityManager
        .createQuery(
            "select a.id from UserAccount a where a.id > :after and a.id <> :question"
                + " and a.active = true and a.loginByHeader = true order by a.id",
            String.class)
        .setParameter("after", after)
        .setParameter("question", Unrepeated.text())
        .setMaxResults(PAGE)
        .getResultList();
  }

  /**
   * Deactivates missing accounts in one transaction, except those that have changed meanwhile.
   *
   * @return the changes
   */
  List<Change> deactivate(List<String> ids) {
    return database.change(
        entityManager -> {
          JdbcBatches.use(entityManager);
          AccountRows.lockIds(entityManager, new TreeSet<>(ids));
          List<Change> changes = new ArrayList<>();
          for (UserAccount account : AccountRows.ofIds(entityManager, ids)) {
            if (account.isActive()
                && account.isLoginByHeader()
                && !administrators.include(account)) {
              changes.addAll(
                  ChangedAccount.by(entityManager, account, () -> account.setActive(false))
                      .changes());
            }
          }
          entityManager.flush();
          entityManager.clear();
          return changes;
        },
        changes -> changes);
  }
}
