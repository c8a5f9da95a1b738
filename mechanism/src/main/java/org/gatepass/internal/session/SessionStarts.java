// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.gatepass.internal.bounded.BoundedMap;

/**
 * The limit on sessions that logins without a cookie start: ten a minute for each caller. With more
 * than 10,000 callers in a minute, the oldest count is dropped. Safe for use by many threads.
 */
public final class SessionStarts {
  private static final int LIMIT = 10;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MAX_CALLERS = 10_000;

  private final InstantSource clock;
  private final Map<String, Count> counts = new BoundedMap<>(MAX_CALLERS);

  public SessionStarts(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether a caller may start another session, which is then counted. */
  public synchronized boolean mayStart(String callerName) {
    Instant now = clock.instant();
    Count count = counts.get(callerName);
    if (count == null || !now.isBefore(count.since().plus(WINDOW))) {
      count = new Count(now, 0);
    }
    if (count.started() >= LIMIT) {
      return false;
    }
    counts.put(callerName, new Count(count.since(), count.started() + 1));
    return true;
  }

  private record Count(Instant since, int started) {}
}
