// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.password;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import org.gatepass.internal.bounded.BoundedMap;

/**
 * The recent failures of each key, up to a maximum number of keys. A full table drops the key with
 * the oldest latest attempt. Times are nanoseconds of a monotonic clock. Not safe for use by many
 * threads; {@link FailedLogins} synchronizes.
 *
 * @param <K> the key by which failures are counted
 */
final class FailureTable<K> {
  private final FailureLimit limit;
  private final Map<K, long[]> failures;

  FailureTable(FailureLimit limit, int capacity) {
    this.limit = limit;
    failures = new BoundedMap<>(capacity);
  }

  /** The wait of a key from now, in nanoseconds; zero or less for none. */
  long waitNanos(K key, long now) {
    long[] times = recent(key, now);
    if (times.length == 0) {
      return 0;
    }
    long wait = limit.waitAfter(times.length).toNanos();
    return wait == 0 ? 0 : wait - (now - times[times.length - 1]);
  }

  /** Counts a failure. */
  void add(K key, long now) {
    long[] times = recent(key, now);
    int kept = Math.min(times.length, limit.remembered() - 1);
    long[] more = Arrays.copyOfRange(times, times.length - kept, times.length + 1);
    more[kept] = now;
    failures.put(key, more);
  }

  /** Removes the failure that was counted at this time. */
  void remove(K key, long time) {
    long[] times = failures.get(key);
    if (times == null) {
      return;
    }
    for (int i = times.length - 1; i >= 0; i--) {
      if (times[i] == time) {
        long[] fewer = Arrays.copyOf(times, times.length - 1);
        System.arraycopy(times, i + 1, fewer, i, fewer.length - i);
        put(key, fewer);
        return;
      }
    }
  }

  /**
   * Removes the keys whose failures no longer count. The map is in the order of the accesses, so
   * that keys without an access within the window come first.
   */
  void removeOld(long now) {
    Iterator<long[]> eldest = failures.values().iterator();
    while (eldest.hasNext()) {
      long[] times = eldest.next();
      if (now - times[times.length - 1] < FailureLimit.WINDOW.toNanos()) {
        return;
      }
      eldest.remove();
    }
  }

  void clear(K key) {
    failures.remove(key);
  }

  int size() {
    return failures.size();
  }

  private long[] recent(K key, long now) {
    long[] times = failures.get(key);
    if (times == null) {
      return new long[0];
    }
    int old = 0;
    while (old < times.length && now - times[old] >= FailureLimit.WINDOW.toNanos()) {
      old++;
    }
    if (old == 0) {
      return times;
    }
    long[] recent = Arrays.copyOfRange(times, old, times.length);
    put(key, recent);
    return recent;
  }

  private void put(K key, long[] times) {
    if (times.length == 0) {
      failures.remove(key);
    } else {
      failures.put(key, times);
    }
  }
}
