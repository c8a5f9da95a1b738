// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.sync;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.internal.jpa.SqlFailure;
import org.gatepass.store.sync.DirectoryEntry;
import org.gatepass.store.sync.SyncProblem.Reason;

/**
 * Divides the entries of one export into transactions. If the database rejects a transaction for
 * its data, or another transaction overtakes it, the halves are stored, so that in the end a single
 * entry fails. Not safe for use by several threads.
 */
final class EntryStream {
  /** The number of entries of a transaction. Each node reads up to this number of changes. */
  static final int BATCH = 1_000;

  private final SyncBatch batch;
  private final Consumer<List<Change>> changes;
  private final SyncCounts counts = new SyncCounts();
  private final Set<String> covered = new HashSet<>();

  /**
   * Makes an instance without entries.
   *
   * @param batch stores entries in one transaction
   * @param changes accepts the changes of a transaction after its commit
   */
  EntryStream(SyncBatch batch, Consumer<List<Change>> changes) {
    this.batch = batch;
    this.changes = changes;
  }

  SyncCounts counts() {
    return counts;
  }

  /** The ids of the accounts that the entries cover. */
  Set<String> covered() {
    return covered;
  }

  /** Stores entries. A repeated name or stable id begins a new transaction. */
  void store(Stream<DirectoryEntry> entries) {
    List<WantedAccount> next = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> ids = new HashSet<>();
    Iterator<DirectoryEntry> all = entries.iterator();
    while (all.hasNext()) {
      WantedAccount wanted = WantedAccount.of(all.next());
      String id = wanted.stableId();
      if (next.size() == BATCH
          || names.contains(wanted.name())
          || (id != null && ids.contains(id))) {
        store(next, 1);
        next.clear();
        names.clear();
        ids.clear();
      }
      next.add(wanted);
      names.add(wanted.name());
      if (id != null) {
        ids.add(id);
      }
    }
    if (!next.isEmpty()) {
      store(next, 1);
    }
  }

  private void store(List<WantedAccount> entries, int attempt) {
    List<Outcome> outcomes;
    try {
      outcomes = batch.store(entries);
    } catch (RuntimeException failure) {
      if (!SqlFailure.isUnfitValue(failure) && !Repetition.isLostRace(failure)) {
        throw failure;
      }
      storeAfter(failure, entries, attempt);
      return;
    }
    changes.accept(SyncBatch.changes(outcomes));
    List<WantedAccount> overtaken = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome.kind() == Outcome.Kind.OVERTAKEN) {
        overtaken.add(outcome.wanted());
      } else {
        covered.addAll(outcome.covered());
        counts.add(outcome);
      }
    }
    if (overtaken.isEmpty()) {
      return;
    }
    if (attempt < Repetition.MAX_ATTEMPTS) {
      store(overtaken, attempt + 1);
    } else {
      overtaken.forEach(this::reject);
    }
  }

  private void storeAfter(RuntimeException failure, List<WantedAccount> entries, int attempt) {
    int size = entries.size();
    if (size > 1) {
      store(List.copyOf(entries.subList(0, size / 2)), 1);
      store(List.copyOf(entries.subList(size / 2, size)), 1);
    } else if (attempt < Repetition.MAX_ATTEMPTS) {
      WantedAccount only = entries.get(0);
      boolean isLast = attempt + 1 == Repetition.MAX_ATTEMPTS;
      // Groups or a display name that the database rejects must not keep an account active. After
      // a lock or a deadlock the values are fit.
      boolean leaveOut = isLast && SqlFailure.mayBeOfAValue(failure);
      store(List.of(leaveOut ? only.withoutValues() : only), attempt + 1);
    } else if (SqlFailure.in(failure) == null) {
      throw failure; // not by the database: the next entries would fail as well
    } else {
      reject(entries.get(0));
    }
  }

  private void reject(WantedAccount wanted) {
    if (wanted.isActive()) {
      batch.plan(List.of(wanted)).forEach(outcome -> covered.addAll(outcome.covered()));
    }
    counts.add(Outcome.rejected(wanted, Reason.NOT_STORED, List.of()));
  }
}
