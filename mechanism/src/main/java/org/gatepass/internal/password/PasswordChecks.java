// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.password;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The limit on concurrent password checks. A check uses a processor and many megabytes while it
 * lasts, and clients need no correct password to cause one. Further checks wait in order of
 * arrival, for at most a second. The number of waiting checks is limited, so that threads of the
 * server remain free for other requests. Safe for use by many threads.
 */
public final class PasswordChecks {
  private static final long MAX_WAIT_MILLIS = 1_000;

  /**
   * The number of waiting checks for each running check. Servers have at least 16 threads a
   * processor.
   */
  private static final int WAITING_PER_CHECK = 8;

  private final Semaphore checks;
  private final Semaphore places;

  /**
   * Creates the limit.
   *
   * @param atOnce the maximum number of concurrent checks; 1 or more
   */
  public PasswordChecks(int atOnce) {
    this.checks = new Semaphore(atOnce, true);
    this.places = new Semaphore(atOnce + atOnce * WAITING_PER_CHECK);
  }

  /**
   * Runs a check, if the limit allows it in time.
   *
   * @param check the check
   * @param <T> the type of the result
   * @return the result of the check, or empty if it was not run
   */
  public <T> Optional<T> run(Supplier<T> check) {
    if (!places.tryAcquire()) {
      return Optional.empty();
    }
    try {
      if (!checks.tryAcquire(MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
      try {
        return Optional.of(check.get());
      } finally {
        checks.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      places.release();
    }
  }
}
