// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.gatepass.store.internal.jpa.LateException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the queries of requests in other threads, so that a request waits for a limited time where
 * the driver waits for longer. The thread of the request runs a query if there is no executor, or
 * if the executor does not begin the query in time. Safe for use by many threads.
 */
final class QueryThreads {
  /** How long a request waits for a thread: the application may keep the executor busy. */
  private static final long MAX_START = Duration.ofMillis(100).toNanos();

  /** More than the connections of most pools; further queries would only wait for a connection. */
  static final int MAX_QUERIES = 64;

  private final Semaphore free;
  private final long maxStartNanos;
  private volatile @Nullable Executor executor;

  /** Runs at most {@link #MAX_QUERIES} queries at a time in other threads. */
  QueryThreads() {
    this(MAX_QUERIES, MAX_START);
  }

  /** Runs at most {@code maxQueries} queries at a time in other threads. */
  QueryThreads(int maxQueries) {
    this(maxQueries, MAX_START);
  }

  QueryThreads(int maxQueries, long maxStartNanos) {
    free = new Semaphore(maxQueries);
    this.maxStartNanos = maxStartNanos;
  }

  /** Runs the queries in an executor from now on. */
  void use(Executor threads) {
    executor = threads;
  }

  /** Runs a query. Returns when the query has begun in another thread, or has ended in this one. */
  void run(Runnable query) {
    Task task = new Task(query);
    if (!task.beginsElsewhere()) {
      task.run();
    }
  }

  /**
   * Runs a query, and waits for its result. A query that runs in this thread has no limit.
   *
   * @throws LateException when there is no result in time
   */
  <T> T call(Supplier<T> query, Wait wait) {
    throwIfOver(wait);
    CompletableFuture<T> result = new CompletableFuture<>();
    run(() -> complete(result, query));
    return result(result, wait);
  }

  /**
   * Runs a query that may be left out, and waits for its result. With an executor the query never
   * runs in this thread.
   *
   * @throws LateException when there is no thread, or no result in time
   */
  <T> T callIfFree(Supplier<T> query, Wait wait) {
    if (executor == null) {
      return query.get();
    }
    throwIfOver(wait);
    CompletableFuture<T> result = new CompletableFuture<>();
    Task task = new Task(() -> complete(result, query));
    if (!task.beginsElsewhere() && task.withdraw()) {
      throw new LateException("No thread is free for the query");
    }
    return result(result, wait);
  }

  private static void throwIfOver(Wait wait) {
    if (wait.isOver()) {
      throw new LateException("The database did not answer in time");
    }
  }

  private static <T> T result(CompletableFuture<T> result, Wait wait) {
    try {
      return wait.forResult(result);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (failed.getCause() instanceof Error error) {
        throw error;
      }
      throw new PersistenceException("The query failed", failed.getCause());
    } catch (TimeoutException late) {
      throw new LateException("The database did not answer in time");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LateException("Interrupted during a query");
    }
  }

  private static <T> void complete(CompletableFuture<T> result, Supplier<T> query) {
    try {
      result.complete(query.get());
    } catch (RuntimeException | Error failure) {
      result.completeExceptionally(failure);
    }
  }

  /** A query, which the first thread that calls {@link #run} runs. */
  private final class Task implements Runnable {
    /** Null once a thread has begun: the executor may hold this task for longer. */
    private final AtomicReference<@Nullable Runnable> query;

    private final CountDownLatch begun = new CountDownLatch(1);

    /** Whether this task holds a permit. */
    private boolean permitted;

    Task(Runnable query) {
      this.query = new AtomicReference<>(query);
    }

    /** Whether the executor has begun the query in time. */
    boolean beginsElsewhere() {
      Executor threads = executor;
      if (threads == null || !free.tryAcquire()) {
        return false;
      }
      permitted = true;
      try {
        threads.execute(this);
        return begun.await(maxStartNanos, TimeUnit.NANOSECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      } catch (RuntimeException | OutOfMemoryError rejected) {
        // The server stops, accepts no task from this thread, or can start no thread.
        return false;
      }
    }

    /** Whether the query will not run, because no thread has begun it. */
    boolean withdraw() {
      if (query.getAndSet(null) == null) {
        return false;
      }
      release();
      return true;
    }

    @Override
    public void run() {
      Runnable taken = query.getAndSet(null);
      if (taken == null) {
        return;
      }
      begun.countDown();
      try {
        taken.run();
      } finally {
        release();
      }
    }

    private void release() {
      if (permitted) {
        free.release();
      }
    }
  }
}
