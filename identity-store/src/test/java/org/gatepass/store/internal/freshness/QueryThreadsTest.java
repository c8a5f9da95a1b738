// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepass.spi.StoreWaits;
import org.gatepass.store.internal.jpa.LateException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Queries in other threads, with executors as servers have them. */
@Timeout(60)
class QueryThreadsTest {
  private static final long LONG = Duration.ofMinutes(1).toNanos();
  private static final long SHORT = Duration.ofMillis(200).toNanos();

  private final QueryThreads queries = new QueryThreads(QueryThreads.MAX_QUERIES, LONG);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void endThreads() throws InterruptedException {
    end.countDown();
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private static Wait in(long nanos) {
    return new Wait(nanos, true);
  }

  private static Thread current() {
    return Thread.currentThread();
  }

  private String hang() {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return "late";
  }

  @Test
  void runsAQueryInAThreadOfTheExecutor() {
    queries.use(threads);

    assertThat(queries.call(QueryThreadsTest::current, in(LONG))).isNotSameAs(current());
  }

  @Test
  void runsAQueryInTheThreadOfTheRequestWithoutAnExecutor() {
    assertThat(queries.call(QueryThreadsTest::current, in(LONG))).isSameAs(current());
  }

  @Test
  void waitsForALimitedTime() {
    queries.use(threads);

    long start = System.nanoTime();
    assertThatThrownBy(() -> queries.call(this::hang, in(SHORT)))
        .isInstanceOf(PersistenceException.class)
        .hasMessage("The database did not answer in time");

    assertThat(System.nanoTime() - start).isBetween(SHORT, LONG);
    assertThat(end.getCount()).isEqualTo(1);
  }

  @Test
  void throwsTheFailureOfTheQuery() {
    queries.use(threads);
    IllegalStateException down = new IllegalStateException("down");

    assertThatThrownBy(
            () ->
                queries.call(
                    () -> {
                      throw down;
                    },
                    in(LONG)))
        .isSameAs(down);
  }

  @Test
  void throwsTheErrorOfTheQuery() {
    queries.use(threads);
    AssertionError broken = new AssertionError("broken");

    assertThatThrownBy(
            () ->
                queries.call(
                    () -> {
                      throw broken;
                    },
                    in(LONG)))
        .isSameAs(broken);
  }

  @Test
  void runsAQueryThatTheExecutorRejectsInTheThreadOfTheRequest() {
    queries.use(
        task -> {
          throw new RejectedExecutionException("The server stops");
        });

    for (int i = 0; i < 2 * QueryThreads.MAX_QUERIES; i++) {
      assertThat(queries.call(QueryThreadsTest::current, in(LONG))).isSameAs(current());
    }
  }

  @Test
  void sendsNoQueryForARequestThatMustNotWaitAnyMore() {
    AtomicInteger runs = new AtomicInteger();
    queries.use(threads);

    assertThatThrownBy(() -> queries.call(runs::incrementAndGet, in(0)))
        .isInstanceOf(LateException.class);
    assertThatThrownBy(() -> queries.callIfFree(runs::incrementAndGet, in(0)))
        .isInstanceOf(LateException.class);

    assertThat(runs).hasValue(0);
  }

  @Test
  void countsTheTimeThatARequestWaits() {
    queries.use(threads);

    long waited =
        StoreWaits.during(
            () -> {
              assertThatThrownBy(() -> queries.call(this::hang, new Wait(SHORT, false)))
                  .isInstanceOf(LateException.class);
              assertThat(StoreWaits.nanos()).isZero();
              assertThatThrownBy(() -> queries.call(this::hang, in(SHORT)))
                  .isInstanceOf(LateException.class);
              return StoreWaits.nanos();
            });

    assertThat(waited).isBetween(SHORT, LONG);
  }

  /** A write that a login does not depend on must not hold the login. */
  @Test
  void leavesOutAQueryThatNoThreadIsFreeFor() {
    QueryThreads two = new QueryThreads(2, LONG);
    two.use(threads);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> two.callIfFree(this::hang, in(SHORT)))
          .hasMessage("The database did not answer in time");
    }

    assertThatThrownBy(() -> two.callIfFree(this::hang, in(LONG)))
        .hasMessage("No thread is free for the query");
  }

  @Test
  void leavesOutAQueryThatTheExecutorDoesNotBegin() {
    QueryThreads one = new QueryThreads(1, SHORT);
    List<Runnable> waiting = new ArrayList<>();
    AtomicInteger runs = new AtomicInteger();
    one.use(waiting::add);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> one.callIfFree(runs::incrementAndGet, in(LONG)))
          .hasMessage("No thread is free for the query");
    }

    assertThat(waiting).as("the permit is free again").hasSize(2);
    waiting.forEach(Runnable::run);
    assertThat(runs).hasValue(0);
  }

  @Test
  void runsAQueryThatMayBeLeftOutInTheThreadOfTheRequestWithoutAnExecutor() {
    assertThat(queries.callIfFree(QueryThreadsTest::current, in(LONG))).isSameAs(current());
  }

  /** The application's own tasks occupy all threads of the executor. */
  @Test
  void runsAQueryThatTheExecutorDoesNotBeginInTheThreadOfTheRequest() {
    QueryThreads impatient = new QueryThreads(QueryThreads.MAX_QUERIES, SHORT);
    List<Runnable> waiting = new ArrayList<>();
    AtomicInteger runs = new AtomicInteger();
    impatient.use(waiting::add);

    assertThat(
            impatient.call(
                () -> {
                  runs.incrementAndGet();
                  return current();
                },
                in(LONG)))
        .isSameAs(current());

    // The executor's turn comes later.
    waiting.forEach(Runnable::run);
    assertThat(waiting).hasSize(1);
    assertThat(runs).hasValue(1);
  }

  @Test
  void holdsALimitedNumberOfThreads() {
    queries.use(threads);
    for (int i = 0; i < QueryThreads.MAX_QUERIES; i++) {
      queries.run(this::hang);
    }

    assertThat(queries.call(QueryThreadsTest::current, in(LONG))).isSameAs(current());
  }

  @Test
  void usesAThreadAgainAfterItsQuery() {
    queries.use(threads);

    for (int i = 0; i < 2 * QueryThreads.MAX_QUERIES; i++) {
      assertThat(queries.call(QueryThreadsTest::current, in(LONG))).isNotSameAs(current());
    }
  }

  @Test
  void runsTheQueryOfAnInterruptedRequestOnce() {
    AtomicInteger runs = new AtomicInteger();
    queries.use(task -> {});
    Thread.currentThread().interrupt();

    queries.run(runs::incrementAndGet);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(runs).hasValue(1);
  }
}
