// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.sync;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gatepass.store.sync.SyncProblem;
import org.gatepass.store.sync.SyncResult;

/** Counts the outcomes of one synchronisation. Not safe for use by several threads. */
final class SyncCounts {
  private final Map<Outcome.Kind, Long> counts = new EnumMap<>(Outcome.Kind.class);
  private final List<SyncProblem> problems = new ArrayList<>();

  void add(Outcome outcome) {
    counts.merge(outcome.kind(), 1L, Long::sum);
    outcome
        .problems()
        .forEach(reason -> problems.add(new SyncProblem(outcome.wanted().name(), reason)));
  }

  /** A missing account that stays active. Its entry may have the same problem already. */
  void addNotDeactivated(String name) {
    SyncProblem problem = new SyncProblem(name, SyncProblem.Reason.NOT_STORED);
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }

  SyncResult result(long missing) {
    return new SyncResult(
        count(Outcome.Kind.CREATED),
        count(Outcome.Kind.CHANGED),
        count(Outcome.Kind.DEACTIVATED),
        count(Outcome.Kind.UNCHANGED),
        count(Outcome.Kind.REJECTED),
        missing,
        problems);
  }

  private long count(Outcome.Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }
}
