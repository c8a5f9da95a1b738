// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.gatepass.AuthenticatedBy;
import org.gatepass.internal.bounded.BoundedMap;
import org.jspecify.annotations.Nullable;

/**
 * A cache of groups that identity stores gave. Requests that need the same groups share one
 * question; a request that waits for another request's question gives up after two seconds. The age
 * of an answer counts from before its question, on a monotonic clock. At most 10,000 answers are
 * remembered, and no failure is. Safe for use by many threads.
 */
public final class RememberedGroups {
  private static final Duration MAX_WAIT = Duration.ofSeconds(2);
  private static final int CAPACITY = 10_000;

  private final long maxAgeNanos;
  private final LongSupplier nanoTime;
  private final Duration maxWait;
  private final Map<Key, Answer> answers;

  /**
   * Makes an empty memory.
   *
   * @param maxAge how long an answer counts; zero to ask for each request
   * @param nanoTime a monotonic clock in nanoseconds, such as {@code System::nanoTime}
   */
  public RememberedGroups(Duration maxAge, LongSupplier nanoTime) {
    this(maxAge, nanoTime, MAX_WAIT, CAPACITY);
  }

  public RememberedGroups(Duration maxAge, LongSupplier nanoTime, Duration maxWait, int capacity) {
    this.maxAgeNanos = maxAge.toNanos();
    this.nanoTime = nanoTime;
    this.maxWait = maxWait;
    this.answers = new BoundedMap<>(capacity);
  }

  /**
   * What a question depends on: all that a store may read of the result that it is asked with.
   *
   * @param asked the stores that are asked
   * @param acceptedBy the store that has accepted the caller
   * @param callerName the caller name
   * @param by how the caller logged in; null where the store that accepted the caller does not tell
   * @param callerDn the caller's distinguished name, or null
   * @param callerUniqueId the caller's unique id, or null
   * @param callerGroups the groups that the store that accepted the caller has given
   */
  record Key(
      String asked,
      String acceptedBy,
      String callerName,
      @Nullable AuthenticatedBy by,
      @Nullable String callerDn,
      @Nullable String callerUniqueId,
      Set<String> callerGroups) {
    /** Copies the groups. */
    Key {
      callerGroups = Set.copyOf(callerGroups);
    }
  }

  /** Returns the time for {@link #put}, to be taken before the store is asked. */
  long now() {
    return nanoTime.getAsLong();
  }

  /**
   * The groups of a caller.
   *
   * @param key what the question depends on
   * @param question asks the stores
   * @throws IllegalStateException when another request asks the same, and has no answer in time
   */
  Set<String> get(Key key, Supplier<Set<String>> question) {
    if (maxAgeNanos == 0) {
      return question.get();
    }
    Answer answer;
    boolean isMine = false;
    synchronized (answers) {
      answer = answers.get(key);
      long now = nanoTime.getAsLong();
      if (answer == null || answer.isTooOld(now, maxAgeNanos)) {
        answer = new Answer(now, new CompletableFuture<>());
        answers.put(key, answer);
        isMine = true;
      }
    }
    return isMine ? ask(key, answer, question) : await(answer);
  }

  /**
   * Remembers groups that a store has given with a login, unless a later question is known.
   *
   * @param key what the groups depend on
   * @param groups the groups
   * @param askedAt {@link #now()} before the store was asked
   */
  void put(Key key, Set<String> groups, long askedAt) {
    Answer answer = new Answer(askedAt, CompletableFuture.completedFuture(Set.copyOf(groups)));
    synchronized (answers) {
      Answer known = answers.get(key);
      if (known == null || known.askedAt() - askedAt <= 0) {
        answers.put(key, answer);
      }
    }
  }

  private Set<String> ask(Key key, Answer answer, Supplier<Set<String>> question) {
    try {
      Set<String> groups = Set.copyOf(question.get());
      answer.groups().complete(groups);
      return groups;
    } finally {
      if (!answer.groups().isDone()) {
        synchronized (answers) {
          answers.remove(key, answer);
        }
        answer.groups().completeExceptionally(new IllegalStateException("no groups were read"));
      }
    }
  }

  private Set<String> await(Answer answer) {
    try {
      return answer.groups().get(maxWait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException tooLong) {
      throw new IllegalStateException("The groups were not read in time", tooLong);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("Another request could not read the groups", failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The groups were not read", e);
    }
  }

  /** An answer, or a question under way. */
  private record Answer(long askedAt, CompletableFuture<Set<String>> groups) {
    boolean isTooOld(long now, long maxAgeNanos) {
      return groups.isDone() && now - askedAt >= maxAgeNanos;
    }

    /** By identity: each question is one of its own. */
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
