// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.password;

import java.time.Duration;

/**
 * How many failures are free, and how long the next attempt has to wait after that: a second, then
 * twice as long after each further failure, 30 seconds at most, so that nobody is locked out for
 * long. Failures count for five minutes. Immutable.
 *
 * @param free how many failures cost nothing
 */
record FailureLimit(int free) {
  /** How long a failure counts. */
  static final Duration WINDOW = Duration.ofMinutes(5);

  /** The longest wait. */
  static final Duration MAX_WAIT = Duration.ofSeconds(30);

  /** After how many failures beyond the free ones the wait is the longest: 2^5 is over 30. */
  private static final int DOUBLINGS = 5;

  /** How many failures have to be told apart. */
  int remembered() {
    return free + DOUBLINGS;
  }

  /** How long the attempt after the latest of so many failures waits; zero when they are free. */
  Duration waitAfter(int failures) {
    if (failures < free) {
      return Duration.ZERO;
    }
    return failures - free >= DOUBLINGS
        ? MAX_WAIT
        : Duration.ofSeconds(1L << (failures - free));
  }
}
