// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The maximum age of cached callers. Safe for use by many threads.
 *
 * @param maxAgeNanos the staleness in nanoseconds, available when the application has started; 0
 *     for no cache
 * @param nanoTime a monotonic clock in nanoseconds
 */
record Freshness(LongSupplier maxAgeNanos, LongSupplier nanoTime) {

  RevisionClock clock(Supplier<@Nullable Object> query) {
    return new RevisionClock(query, maxAgeNanos, nanoTime);
  }

  CallerDirectory remembering(CallerDirectory callers, RevisionClock revisions) {
    return new RememberingDirectory(callers, revisions, maxAgeNanos, nanoTime);
  }
}
