// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How fresh what is remembered of callers has to be. Safe for use by many threads.
 *
 * @param maxAgeNanos the staleness, which is known from the start of the application on; 0 to
 *     remember nobody
 * @param nanoTime a monotonic clock in nanoseconds
 */
record Freshness(LongSupplier maxAgeNanos, LongSupplier nanoTime) {

  /** The database of the ready-made accounts in a persistence unit. */
  AccountDatabase accounts(Database database) {
    RevisionRow row = new RevisionRow(database);
    return new AccountDatabase(database, row, clock(row::read), new AccountInsert());
  }

  RevisionClock clock(Supplier<@Nullable Object> question) {
    return new RevisionClock(question, maxAgeNanos, nanoTime);
  }

  CallerDirectory remembering(CallerDirectory callers, RevisionClock revisions) {
    return new RememberingDirectory(callers, revisions, maxAgeNanos, nanoTime);
  }
}
