// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.sync;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.gatepass.store.internal.account.AccountDatabase;
import org.gatepass.store.internal.account.LocalAdministrators;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.internal.jpa.SqlFailure;
import org.gatepass.store.sync.DirectoryEntry;
import org.gatepass.store.sync.DirectorySync;
import org.gatepass.store.sync.IncompleteExportException;
import org.gatepass.store.sync.SyncResult;

/**
 * Synchronises the {@link org.gatepass.store.UserAccount} rows. Safe for use by many threads.
 *
 * @param database the accounts
 * @param isCallerName whether a new account may have a name
 * @param events fires events after each commit
 */
public record AccountSync(
    AccountDatabase database, Predicate<String> isCallerName, Consumer<Object> events)
    implements DirectorySync {

  @Override
  public SyncResult apply(String administratorsGroup, Stream<DirectoryEntry> entries) {
    EntryStream stream = stream(new LocalAdministrators(administratorsGroup));
    stream.store(entries);
    return stream.counts().result(0);
  }

  @Override
  public SyncResult applyFullExport(
      String administratorsGroup, Stream<DirectoryEntry> entries, int maxMissing) {
    if (maxMissing < 0) {
      throw new IllegalArgumentException("The maximum number of missing accounts is negative");
    }
    LocalAdministrators administrators = new LocalAdministrators(administratorsGroup);
    EntryStream stream = stream(administrators);
    stream.store(entries);
    if (stream.counts().isEmpty()) {
      throw new IncompleteExportException("The export has no entry", stream.counts().result(0));
    }
    MissingAccounts missing = new MissingAccounts(database, administrators);
    int limit = maxMissing == Integer.MAX_VALUE ? maxMissing : maxMissing + 1;
    List<String> ids = missing.find(stream.covered(), limit);
    if (ids.size() > maxMissing) {
      throw new IncompleteExportException(
          "The export lacks entries for more than " + maxMissing + " active accounts",
          stream.counts().result(0));
    }
    long deactivated = 0;
    for (int from = 0; from < ids.size(); from += EntryStream.BATCH) {
      List<String> part = ids.subList(from, Math.min(ids.size(), from + EntryStream.BATCH));
      deactivated += deactivate(missing, part, stream.counts());
    }
    return stream.counts().result(deactivated);
  }

  /** Deactivates accounts. After a failure the halves: one account keeps no other one active. */
  private long deactivate(MissingAccounts missing, List<String> ids, SyncCounts counts) {
    int size = ids.size();
    List<Change> changes;
    try {
      changes =
          size == 1
              ? Repetition.ofLostRaces(() -> missing.deactivate(ids))
              : missing.deactivate(ids);
    } catch (RuntimeException failure) {
      boolean isOfDatabase = size > 1 || SqlFailure.in(failure) != null;
      if (!isOfDatabase || !Repetition.isLostRace(failure)) {
        throw failure; // the next accounts would fail as well
      }
      if (size == 1) {
        missing.names(ids).forEach(counts::addNotDeactivated);
        return 0;
      }
      return deactivate(missing, ids.subList(0, size / 2), counts)
          + deactivate(missing, ids.subList(size / 2, size), counts);
    }
    fire(changes);
    return changes.size();
  }

  private EntryStream stream(LocalAdministrators administrators) {
    return new EntryStream(
        new SyncBatch(database, new EntryRules(administrators, isCallerName)), this::fire);
  }

  private void fire(List<Change> changes) {
    changes.forEach(change -> change.event().ifPresent(events));
  }
}
