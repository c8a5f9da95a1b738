// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import java.util.function.Supplier;

/**
 * How long identity stores have waited for their databases during the decision that the current
 * thread makes. The decision may call several stores, and look for the ends of logins: all of them
 * share the time that the request may wait. Each thread has its own time, so the class is safe for
 * use by many threads.
 */
public final class StoreWaits {
  /** The state of a thread that makes no decision. */
  private static final long OUTSIDE = -1;

  /** An array of the JDK: the entry refers to no class of the application. */
  private static final ThreadLocal<long[]> NANOS =
      ThreadLocal.withInitial(() -> new long[] {OUTSIDE});

  private StoreWaits() {}

  /**
   * Runs a decision, for which the time starts at zero. A decision within another one has a time of
   * its own.
   *
   * @param decision the decision
   * @param <T> the type of its result
   * @return its result
   */
  public static <T> T during(Supplier<T> decision) {
    long[] nanos = NANOS.get();
    long outer = nanos[0];
    nanos[0] = 0;
    try {
      return decision.get();
    } finally {
      nanos[0] = outer;
    }
  }

  /**
   * Adds the time that a store has waited. Without effect in a thread that makes no decision.
   *
   * @param nanos the time in nanoseconds, 0 or more
   */
  public static void add(long nanos) {
    long[] sum = NANOS.get();
    if (sum[0] != OUTSIDE) {
      sum[0] += nanos;
    }
  }

  /**
   * Returns how long stores have waited during this decision.
   *
   * @return the time in nanoseconds; 0 in a thread that makes no decision
   */
  public static long nanos() {
    return Math.max(0, NANOS.get()[0]);
  }
}
