// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The committed changes of all accounts. One thread adds the changes of an account, another
 * compares answers.
 */
final class Committed {
  private final AtomicReferenceArray<@Nullable Change> latest;

  /**
   * Creates an empty list.
   *
   * @param accounts the number of accounts, which have the numbers from 1 on
   */
  Committed(int accounts) {
    latest = new AtomicReferenceArray<>(accounts + 1);
  }

  private record Change(long number, long committedAt, @Nullable Change earlier) {}

  /**
   * Adds a change.
   *
   * @param number greater than those of earlier changes of the account
   * @param committedAt a time of {@code System.nanoTime()} after the commit
   */
  void add(int account, long number, long committedAt) {
    latest.set(account, new Change(number, committedAt, latest.get(account)));
  }

  /**
   * The age of an answer: the nanoseconds from the first commit that the answer lacks to its
   * request; 0 or less if it lacks none that ended before the request.
   *
   * @param seen the number of the latest change in the answer
   * @param sentAt the time before the request was sent
   */
  long ageNanos(int account, long seen, long sentAt) {
    long age = 0;
    Change each = latest.get(account);
    while (each != null && each.number > seen) {
      age = sentAt - each.committedAt;
      each = each.earlier;
    }
    return age;
  }
}
