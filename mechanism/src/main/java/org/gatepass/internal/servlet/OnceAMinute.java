// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Limits a log line to one a minute, where each request has the same cause. Thread-safe. */
final class OnceAMinute {
  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  private final AtomicLong last = new AtomicLong(System.nanoTime() - QUIET_NANOS);

  /** Whether the line is due; true for one of the calls of a minute. */
  boolean isDue() {
    long now = System.nanoTime();
    long before = last.get();
    return now - before >= QUIET_NANOS && last.compareAndSet(before, now);
  }
}
