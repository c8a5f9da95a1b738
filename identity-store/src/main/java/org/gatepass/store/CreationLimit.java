// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many accounts may still be created, so that a proxy gone wild fills no table. It looks back
 * over one minute. Safe for use by many threads.
 */
final class CreationLimit {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Deque<Instant> taken = new ArrayDeque<>();

  CreationLimit(InstantSource clock) {
    this.clock = clock;
  }

  /** Takes one, unless as many as this have been taken within the minute. */
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

  /** Gives one back that was not used after all. */
  synchronized void giveBack() {
    taken.pollLast();
  }
}
