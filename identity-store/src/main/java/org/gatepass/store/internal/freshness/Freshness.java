// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The maximum age of cached callers. Safe for use by many threads.
 *
 * @param maxAgeNanos the staleness in nanoseconds, available when the application has started; 0
 *     for no cache
 * @param nanoTime a monotonic clock in nanoseconds
 */
public record Freshness(LongSupplier maxAgeNanos, LongSupplier nanoTime) {

  /** The revision of callers' data, read by a query whose result is null without a revision. */
  public RevisionClock clock(Supplier<@Nullable Object> query) {
    return new RevisionClock(query, maxAgeNanos, nanoTime);
  }

  /** The revision of callers' data, read by a query that also lists the changes. */
  public RevisionClock clock(RevisionQuery query) {
    return new RevisionClock(query, maxAgeNanos, nanoTime);
  }

  /** A directory that caches the callers of another one until they change. */
  public CallerDirectory remembering(CallerDirectory callers, RevisionClock revisions) {
    RememberingDirectory directory =
        new RememberingDirectory(callers, revisions, maxAgeNanos, nanoTime);
    revisions.add(directory);
    return directory;
  }
}
