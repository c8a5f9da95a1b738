// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.sync;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.gatepass.store.AccountInternals;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.account.AccountDatabase;
import org.gatepass.store.internal.account.AccountRows;
import org.gatepass.store.internal.account.ChangedAccount;
import org.gatepass.store.internal.freshness.Change;

/**
 * Stores entries in one transaction. First it reads the accounts outside of any transaction. It
 * locks the accounts that differ, reads them again, and decides by the locked rows. Without a
 * difference there is no transaction.
 *
 * @param database the accounts
 * @param rules plans the outcome of an entry
 */
record SyncBatch(AccountDatabase database, EntryRules rules) {

  /**
   * Stores entries.
   *
   * @param entries the entries, each with another name and stable id
   * @return the outcomes, each as stored
   */
  List<Outcome> store(List<WantedAccount> entries) {
    List<Outcome> outcomes = new ArrayList<>(plan(entries));
    List<Outcome> pending = outcomes.stream().filter(Outcome::isPending).toList();
    if (pending.isEmpty()) {
      return outcomes;
    }
    outcomes.removeIf(Outcome::isPending);
    outcomes.addAll(
        database.change(entityManager -> write(entityManager, pending), SyncBatch::changes));
    return outcomes;
  }

  /** The planned outcomes of the entries for the committed accounts. */
  List<Outcome> plan(List<WantedAccount> entries) {
    return database.readCommitted(
        entityManager -> {
          LoadedAccounts accounts = LoadedAccounts.of(entityManager, entries);
          return entries.stream().map(each -> rules.plan(each, accounts)).toList();
        });
  }

  static List<Change> changes(List<Outcome> outcomes) {
    return outcomes.stream().flatMap(outcome -> outcome.changes().stream()).toList();
  }

  private List<Outcome> write(EntityManager entityManager, List<Outcome> pending) {
    JdbcBatches.use(entityManager);
    SortedSet<String> locked = new TreeSet<>();
    pending.forEach(outcome -> locked.addAll(outcome.covered()));
    AccountRows.lockIds(entityManager, locked);
    List<WantedAccount> entries = pending.stream().map(Outcome::wanted).toList();
    LoadedAccounts accounts = LoadedAccounts.of(entityManager, entries);
    List<Outcome> written = new ArrayList<>();
    for (WantedAccount wanted : entries) {
      Outcome outcome = rules.plan(wanted, accounts);
      if (!outcome.isPending()) {
        written.add(outcome);
      } else if (outcome.kind() == Outcome.Kind.CREATED) {
        written.add(create(entityManager, wanted, outcome));
      } else if (!locked.containsAll(outcome.covered())) {
        written.add(outcome.overtaken());
      } else {
        UserAccount account = accounts.of(outcome.covered().get(0));
        written.add(
            outcome.with(
                ChangedAccount.by(entityManager, account, () -> outcome.wanted().applyTo(account))
                    .changes()));
      }
    }
    // The statements that list the changes would otherwise compare each account once more.
    entityManager.flush();
    entityManager.clear();
    return written;
  }

  private static Outcome create(
      EntityManager entityManager, WantedAccount wanted, Outcome outcome) {
    UserAccount account = new UserAccount(wanted.name());
    account.setLoginByHeader(true);
    wanted.applyTo(account);
    entityManager.persist(account);
    return new Outcome(
        wanted,
        outcome.kind(),
        List.of(AccountInternals.id(account)),
        outcome.problems(),
        List.of());
  }
}
