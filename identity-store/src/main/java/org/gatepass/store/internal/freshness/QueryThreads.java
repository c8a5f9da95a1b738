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

  private final Semaphore free = new Semaphore(MAX_QUERIES);
  private final long maxStartNanos;
  private volatile @Nullable Executor executor;

  QueryThreads() {
    this(MAX_START);
  }

  QueryThreads(long maxStartNanos) {
    this.maxStartNanos = maxStartNanos;
  }

  /** Runs the queries in an executor from now on. */
  void use(Executor threads) {
    executor = threads;
  }

  /** Runs a query. Returns when the query has begun in another thread, or has ended in this one. */
  void run(Runnable query) {
    Executor threads = executor;
    if (threads == null || !free.tryAcquire()) {
      query.run();
      return;
    }
    Task task = new Task(query);
    boolean begun;
    try {
      threads.execute(task);
      begun = task.beginsInTime();
    } catch (RuntimeException | OutOfMemoryError rejected) {
      // The server stops, accepts no task from this thread, or can start no thread.
      begun = false;
    }
    if (!begun) {
      task.run();
    }
  }

  /**
   * Runs a query, and waits for its result until a deadline. A query that runs in this thread has
   * no limit.
   *
   * @throws PersistenceException when there is no result in time
   */
  <T> T call(Supplier<T> query, Deadline deadline) {
    CompletableFuture<T> result = new CompletableFuture<>();
    run(() -> complete(result, query));
    try {
      return result.get(Math.max(0, deadline.left()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (failed.getCause() instanceof Error error) {
        throw error;
      }
      throw new PersistenceException("The query failed", failed.getCause());
    } catch (TimeoutException late) {
      throw new PersistenceException("The database did not answer in time", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new PersistenceException("Interrupted during a query", interrupted);
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

    Task(Runnable query) {
      this.query = new AtomicReference<>(query);
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
        free.release();
      }
    }

    boolean beginsInTime() {
      try {
        return begun.await(maxStartNanos, TimeUnit.NANOSECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
