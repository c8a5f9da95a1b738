// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.jpa;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes that a login does not depend on: the time of a login, display data, a better hash. A
 * failed write is skipped. For a minute after a failure all such writes are skipped, since a
 * read-only database rejects each of them, and persistence providers log each failure at length.
 * Safe for use by many threads.
 */
public final class OptionalWrites {
  private static final Logger LOG = System.getLogger(OptionalWrites.class.getName());
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;

  /** When the latest pause ends or has ended. */
  private final AtomicLong resume;

  private final AtomicLong nextNote;

  /**
   * Makes an instance without a pause.
   *
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public OptionalWrites(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    resume = new AtomicLong(nanoTime.getAsLong());
    nextNote = new AtomicLong(nanoTime.getAsLong());
  }

  /**
   * Writes, unless a write failed within the last minute. A write that is merely late pauses no
   * other one: it may wait for one row alone, and may still succeed.
   *
   * @param what the name of the data, for the log
   * @param write the write
   * @return whether the data is written
   */
  public boolean attempt(String what, Runnable write) {
    if (arePaused()) {
      return false;
    }
    try {
      write.run();
      return true;
    } catch (RuntimeException failure) {
      if (failure instanceof LateException || SqlFailure.isTimeout(failure)) {
        late(what);
      } else {
        failed(what, failure);
      }
      return false;
    }
  }

  private void late(String what) {
    if (isFirstOfAMinute(nextNote)) {
      LOG.log(
          Level.WARNING, "Could not store " + what + " in time: the login succeeded without it");
    }
  }

  /** Whether a write failed within the last minute. */
  public boolean arePaused() {
    return nanoTime.getAsLong() - resume.get() < 0;
  }

  /** Pauses all optional writes after a failure, with one log line. */
  public void failed(String what, RuntimeException failure) {
    if (isFirstOfAMinute(resume)) {
      LOG.log(
          Level.WARNING,
          "Could not store "
              + what
              + " ("
              + cause(failure)
              + "): logins succeed without it, and such writes are skipped for one minute");
    }
  }

  /** Logs, at most once a minute, that data was left out of a write. */
  public void lessened(String what, RuntimeException failure) {
    if (isFirstOfAMinute(nextNote)) {
      LOG.log(
          Level.WARNING,
          "Could not store " + what + " (" + cause(failure) + "): the old value is kept");
    }
  }

  private boolean isFirstOfAMinute(AtomicLong end) {
    long now = nanoTime.getAsLong();
    long known = end.get();
    return now - known >= 0 && end.compareAndSet(known, now + PAUSE);
  }

  /** The cause without its message, in which a database may quote values. */
  private static String cause(RuntimeException failure) {
    SQLException ofDatabase = SqlFailure.in(failure);
    @Nullable String state = ofDatabase == null ? null : ofDatabase.getSQLState();
    return state == null ? failure.getClass().getName() : "SQLSTATE " + state;
  }
}
