// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import java.util.function.LongSupplier;

/**
 * The moment at which a request stops waiting for the database, however many queries it needs.
 *
 * @param at the moment on the clock
 * @param nanoTime a monotonic clock in nanoseconds
 */
record Deadline(long at, LongSupplier nanoTime) {
  /** The deadline after a time in nanoseconds. */
  static Deadline after(long nanos, LongSupplier nanoTime) {
    return new Deadline(nanoTime.getAsLong() + nanos, nanoTime);
  }

  /** The time until the deadline in nanoseconds; 0 or less after it. */
  long left() {
    return at - nanoTime.getAsLong();
  }
}
