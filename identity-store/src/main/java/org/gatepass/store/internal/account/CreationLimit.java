// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Limits the accounts that are created within one minute, so that a faulty proxy can't fill the
 * table. Safe for use by many threads.
 */
final class CreationLimit {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Deque<Instant> taken = new ArrayDeque<>();

  CreationLimit(InstantSource clock) {
    this.clock = clock;
  }

  /** Takes one creation; false if the maximum has been taken within the last minute. */
  synchronized boolean take(int perMinute) {
    Instant now = clock.instant();
    while (!taken.isEmpty() && !taken.getFirst().isAfter(now.minus(WINDOW))) {
      taken.removeFirst();
    }
    if (taken.size() >= perMinute) {
      return false;
    }
    taken.addLast(now);
    return true;
  }

  /** Gives back a creation that was not used. */
  synchronized void giveBack() {
    taken.pollLast();
  }
}
