// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The revision of callers' states, as this node knows it. Whoever needs it and finds the known one
 * too old asks the database; who comes meanwhile waits for that answer, for a limited time. An
 * answer's age counts from before its question was sent, on a monotonic clock: what committed
 * before that moment is in it, however long the answer took. The first answer of all may come too
 * late, since much has to start for it: then there is a second question. Safe for use by many
 * threads.
 */
final class RevisionClock {
  private static final long GREATEST_PATIENCE = Duration.ofSeconds(2).toNanos();

  /** The first answer waits for the provider to start and for the first connection. */
  private static final long FIRST_PATIENCE = Duration.ofSeconds(10).toNanos();

  private static final int GREATEST_SHIFT = 16;

  private final Supplier<@Nullable Object> question;
  private final LongSupplier maxAgeNanos;
  private final LongSupplier nanoTime;

  private volatile @Nullable Reading latest;

  /** Whether the database has ever answered. */
  private volatile boolean awake;

  /** The question whose answer is waited for. */
  private @Nullable Question current;

  /** How many questions have no answer yet, those included that nobody waits for any more. */
  private int open;

  /**
   * Makes one that knows nothing yet.
   *
   * @param question asks the database for the revision; null when it has none
   * @param maxAgeNanos how old an answer may be
   * @param nanoTime a monotonic clock in nanoseconds
   */
  RevisionClock(
      Supplier<@Nullable Object> question, LongSupplier maxAgeNanos, LongSupplier nanoTime) {
    this.question = question;
    this.maxAgeNanos = maxAgeNanos;
    this.nanoTime = nanoTime;
  }

  /**
   * An answer.
   *
   * @param revision the revision; null when there is none
   * @param askedAt when the question was about to be sent, on the clock
   */
  record Reading(@Nullable Object revision, long askedAt) {}

  /**
   * The revision, not older than it may be.
   *
   * @throws PersistenceException when it can't be had in time
   */
  Reading read() {
    Reading known = latest;
    return known != null && isFresh(known) ? known : ask();
  }

  /** Whether an answer is not older than it may be. */
  boolean isFresh(Reading reading) {
    return nanoTime.getAsLong() - reading.askedAt() < maxAgeNanos.getAsLong();
  }

  /**
   * Forgets what is known, because this node has committed a change: whoever comes from now on asks
   * anew, and waits for no question that was sent before.
   */
  synchronized void expire() {
    latest = null;
    current = null;
  }

  private Reading ask() {
    Question joined;
    boolean first = false;
    synchronized (this) {
      Reading known = latest;
      if (known != null && isFresh(known)) {
        return known;
      }
      joined = current;
      if (joined == null || isGivenUp(joined)) {
        joined = new Question(nanoTime.getAsLong(), !awake);
        current = joined;
        open++;
        first = true;
      }
    }
    if (first) {
      send(joined);
    }
    return answer(joined);
  }

  /**
   * Whether another question may be sent although there is no answer to this one. Each that stays
   * open doubles the time until the next: a database that never answers holds few threads, and one
   * that has come back is found.
   */
  private boolean isGivenUp(Question asked) {
    int doublings = Math.min(open - 1, GREATEST_SHIFT);
    return nanoTime.getAsLong() - asked.sentAt >= patience(asked) << doublings;
  }

  private long patience(Question asked) {
    return asked.first ? FIRST_PATIENCE : Math.min(maxAgeNanos.getAsLong(), GREATEST_PATIENCE);
  }

  private void send(Question asked) {
    Reading reading = null;
    try {
      reading = new Reading(question.get(), asked.sentAt);
    } catch (RuntimeException failure) {
      asked.answer.completeExceptionally(failure);
    } finally {
      answered(asked, reading);
    }
  }

  private synchronized void answered(Question asked, @Nullable Reading reading) {
    open--;
    awake |= reading != null;
    // Else a change was committed since, or a later question is under way.
    if (current == asked) {
      current = null;
      if (reading != null) {
        latest = reading;
      }
    }
    if (reading == null) {
      // Has no effect where the failure is told already.
      asked.answer.completeExceptionally(new IllegalStateException("The question broke off"));
    } else {
      asked.answer.complete(reading);
    }
  }

  private Reading answer(Question asked) {
    try {
      long waited = nanoTime.getAsLong() - asked.sentAt;
      Reading reading =
          asked.answer.get(Math.max(0, patience(asked) - waited), TimeUnit.NANOSECONDS);
      if (isFresh(reading)) {
        return reading;
      }
      if (asked.first) {
        return ask();
      }
    } catch (ExecutionException failed) {
      throw new PersistenceException("The revision could not be read", failed.getCause());
    } catch (TimeoutException late) {
      throw new PersistenceException("The revision was not read in time", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new PersistenceException("Interrupted while the revision was read", interrupted);
    }
    throw new PersistenceException("The revision was read too late");
  }

  private static final class Question {
    private final long sentAt;
    private final boolean first;
    private final CompletableFuture<Reading> answer = new CompletableFuture<>();

    /**
     * Makes one.
     *
     * @param sentAt when it is about to be sent, on the clock
     * @param first whether no question has been answered before
     */
    Question(long sentAt, boolean first) {
      this.sentAt = sentAt;
      this.first = first;
    }
  }
}
