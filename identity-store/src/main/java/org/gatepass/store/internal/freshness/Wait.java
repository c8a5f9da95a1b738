// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gatepass.spi.StoreWaits;

/**
 * How long a request may wait for a query in another thread. All waits of a decision share 1.8
 * seconds. The first query of its kind may take ten seconds, because the persistence provider
 * starts then; such a wait does not count for the others.
 *
 * @param nanos the time in nanoseconds; 0 or less if the request must not wait any more
 * @param isCounted whether the wait counts for the later waits of the decision
 */
record Wait(long nanos, boolean isCounted) {
  private static final long FIRST = Duration.ofSeconds(10).toNanos();

  /** The time for all waits of a decision, in nanoseconds. */
  static final long ALL = Duration.ofMillis(1800).toNanos();

  /** The wait for the first query of its kind. */
  static Wait first() {
    return new Wait(FIRST, false);
  }

  /** The wait for another query. */
  static Wait next() {
    return new Wait(ALL - StoreWaits.nanos(), true);
  }

  Wait atMost(long limit) {
    return new Wait(Math.min(nanos, limit), isCounted);
  }

  boolean isOver() {
    return nanos <= 0;
  }

  /** Waits for a result. */
  <T> T forResult(CompletableFuture<T> result)
      throws ExecutionException, TimeoutException, InterruptedException {
    if (result.isDone()) {
      return result.get();
    }
    long start = System.nanoTime();
    try {
      return result.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } finally {
      if (isCounted) {
        StoreWaits.add(System.nanoTime() - start);
      }
    }
  }
}
