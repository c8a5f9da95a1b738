// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.password;

import java.time.Duration;

/**
 * The number of free failures and the wait after them: one second, then twice as long after each
 * further failure, at most 30 seconds, so that callers are not locked out for long. Failures count
 * for five minutes. Immutable and safe for use by many threads.
 *
 * @param free the number of failures without a wait
 */
record FailureLimit(int free) {
  /** The time for which a failure counts. */
  static final Duration WINDOW = Duration.ofMinutes(5);

  /** The maximum wait. */
  static final Duration MAX_WAIT = Duration.ofSeconds(30);

  /** The number of failures beyond the free ones that leads to the maximum wait: 2^5 is over 30. */
  private static final int DOUBLINGS = 5;

  /** The number of failures to store. */
  int remembered() {
    return free + DOUBLINGS;
  }

  /** The wait after the given number of failures; zero for free ones. */
  Duration waitAfter(int failures) {
    if (failures < free) {
      return Duration.ZERO;
    }
    return failures - free >= DOUBLINGS ? MAX_WAIT : Duration.ofSeconds(1L << (failures - free));
  }
}
