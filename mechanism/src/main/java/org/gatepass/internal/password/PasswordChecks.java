// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.password;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Checks only so many passwords at a time: each takes a processor and many megabytes for as long as
 * it lasts, and whoever asks need not know any password. The others wait in the order in which they
 * came, for a second at most; and only as many wait as have a prospect, so that the server's
 * threads stay free for those who need no password. Safe for use by many threads.
 */
public final class PasswordChecks {
  private static final long MAX_WAIT_MILLIS = 1_000;

  /** How many wait for each that is checked. Servers have 16 threads a processor and more. */
  private static final int WAITING_PER_CHECK = 8;

  private final Semaphore checks;
  private final Semaphore places;

  /**
   * Makes a gate.
   *
   * @param atOnce how many are checked at a time; 1 or more
   */
  public PasswordChecks(int atOnce) {
    this.checks = new Semaphore(atOnce, true);
    this.places = new Semaphore(atOnce + atOnce * WAITING_PER_CHECK);
  }

  /**
   * Runs a check, when there is room for it in time.
   *
   * @param check the check
   * @param <T> what it gives
   * @return what the check gave, or empty when it was not run
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
