// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import java.time.Duration;

/**
 * The fetches that unknown key ids may cause: three at once, then one a minute, whatever the ids
 * are. Safe for use by many threads.
 */
final class FetchBudget {
  private static final int BURST = 3;
  private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

  /** When the budget is full again. */
  private long fullAt;

  FetchBudget(long nanoTime) {
    fullAt = nanoTime;
  }

  /** Takes one fetch out of the budget, if there is one. */
  synchronized boolean take(long nanoTime) {
    if (untilNext(nanoTime).isZero()) {
      fullAt = nanoTime + Math.max(0, fullAt - nanoTime) + INTERVAL;
      return true;
    }
    return false;
  }

  /** The time until the next fetch is allowed; zero if one is allowed now. */
  synchronized Duration untilNext(long nanoTime) {
    return Duration.ofNanos(Math.max(0, fullAt - nanoTime - (BURST - 1) * INTERVAL));
  }
}
