// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.gatepass.spi.StoreWaits;
import org.gatepass.store.internal.jpa.LateException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The revision, with a clock that the test sets. */
@Timeout(60)
class RevisionClockTest {
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger questions = new AtomicInteger();

  /** The behaviour of the database for the next query. */
  private volatile Supplier<Object> database = () -> 1L;

  private long staleness = SECOND;
  private final RevisionClock clock = new RevisionClock(this::ask, () -> staleness, now::get);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private Object ask() {
    questions.incrementAndGet();
    return database.get();
  }

  @AfterEach
  void endThreads() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private Object revision() {
    return clock.read().revision();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Nested
  class TheAge {
    @ParameterizedTest
    @ValueSource(longs = {0, -5 * SECOND, Long.MAX_VALUE - SECOND / 2, Long.MIN_VALUE})
    void lastsForTheStalenessWhereverTheClockBegan(long start) {
      now.set(start);
      assertThat(revision()).isEqualTo(1L);
      database = () -> 2L;

      now.addAndGet(SECOND - 1);
      assertThat(revision()).isEqualTo(1L);
      assertThat(questions).hasValue(1);

      now.addAndGet(1);
      assertThat(revision()).isEqualTo(2L);
      assertThat(questions).hasValue(2);
    }

    @Test
    void isThatOfTheLatestResultAlsoAfterAFailure() {
      assertThat(clock.ageNanos()).isEmpty();
      revision();
      database =
          () -> {
            throw new IllegalStateException("down");
          };

      now.addAndGet(SECOND * 3);
      assertThatThrownBy(RevisionClockTest.this::revision).isInstanceOf(PersistenceException.class);

      assertThat(clock.ageNanos()).hasValue(SECOND * 3);
    }

    @Test
    void isThatOfTheLatestResultAlsoAfterAChangeOfThisNode() {
      revision();
      now.addAndGet(SECOND / 2);

      clock.expire();

      assertThat(clock.ageNanos()).hasValue(SECOND / 2);
    }

    @Test
    void beginsBeforeTheQueryIsSent() {
      database =
          () -> {
            now.addAndGet(SECOND * 6 / 10);
            return 1L;
          };
      revision();

      now.addAndGet(SECOND * 4 / 10 - 1);
      revision();
      assertThat(questions).hasValue(1);

      now.addAndGet(1);
      revision();
      assertThat(questions).hasValue(2);
    }

    @Test
    void makesAResultUselessThatTookTheStalenessOrLonger() {
      database =
          () -> {
            now.addAndGet(SECOND);
            return 1L;
          };

      assertThatThrownBy(RevisionClockTest.this::revision)
          .isInstanceOf(PersistenceException.class)
          .hasMessage("The revision was read too late");

      database = () -> 2L;
      assertThat(revision()).isEqualTo(2L);
    }

    @Test
    void isReadAgainWhereTheFirstResultIsLate() {
      database =
          () -> {
            // The provider starts.
            now.addAndGet(questions.get() == 1 ? 5 * SECOND : 0);
            return (long) questions.get();
          };

      assertThat(revision()).isEqualTo(2L);
      assertThat(questions).hasValue(2);
    }

    @Test
    void isReadOnceWhereALaterResultIsLate() {
      revision();
      now.addAndGet(SECOND);
      database =
          () -> {
            now.addAndGet(SECOND);
            return 2L;
          };

      assertThatThrownBy(RevisionClockTest.this::revision)
          .hasMessage("The revision was read too late");
      assertThat(questions).hasValue(2);
    }

    @Test
    void runsOnWhileTheMachineIsSuspended() {
      revision();
      database = () -> 2L;

      now.addAndGet(Duration.ofHours(3).toNanos());

      assertThat(revision()).isEqualTo(2L);
    }

    @Test
    void ofAMissingRevisionIsTheSame() {
      database = () -> null;

      assertThat(revision()).isNull();
      assertThat(revision()).isNull();

      assertThat(questions).hasValue(1);
    }
  }

  @Nested
  class ADatabaseThatFails {
    @Test
    void returnsNothingOlderThanTheMaximumAge() {
      revision();
      now.addAndGet(SECOND);
      database =
          () -> {
            throw new IllegalStateException("down");
          };

      assertThatThrownBy(RevisionClockTest.this::revision)
          .isInstanceOf(PersistenceException.class)
          .cause()
          .hasMessage("down");
      assertThatExceptionOfType(PersistenceException.class)
          .isThrownBy(RevisionClockTest.this::revision);
      assertThat(questions).hasValue(3);

      database = () -> 1L;
      assertThat(revision()).isEqualTo(1L);
    }

    @Test
    void failsWaitingRequestsToo() throws InterruptedException {
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch down = new CountDownLatch(1);
      database =
          () -> {
            asked.countDown();
            await(down);
            throw new IllegalStateException("down");
          };
      Future<Object> first = threads.submit(RevisionClockTest.this::revision);
      asked.await();
      Future<Object> second = threads.submit(RevisionClockTest.this::revision);

      down.countDown();

      for (Future<Object> each : List.of(first, second)) {
        assertThatThrownBy(each::get).hasCauseInstanceOf(PersistenceException.class);
      }
    }

    @Test
    void thatEndsInAnErrorBlocksNoRequest() {
      database =
          () -> {
            throw new AssertionError("broken");
          };
      assertThatThrownBy(RevisionClockTest.this::revision).isInstanceOf(AssertionError.class);

      database = () -> 1L;

      assertThat(revision()).isEqualTo(1L);
    }
  }

  @Nested
  class ADatabaseThatIsSlow {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);

    /** On a database that has answered before. */
    private Future<Object> firstWhoWaits() throws InterruptedException {
      revision();
      clock.expire();
      questions.set(0);
      return firstOfAllWhoWaits();
    }

    private Future<Object> firstOfAllWhoWaits() throws InterruptedException {
      database =
          () -> {
            asked.countDown();
            await(answer);
            return 1L;
          };
      Future<Object> first = threads.submit(RevisionClockTest.this::revision);
      asked.await();
      return first;
    }

    @Test
    void isSentOnceForManyRequests() throws InterruptedException, ExecutionException {
      staleness = Duration.ofHours(1).toNanos();
      Future<Object> first = firstWhoWaits();
      List<Future<Object>> others = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        others.add(threads.submit(RevisionClockTest.this::revision));
      }

      answer.countDown();

      assertThat(first.get()).isEqualTo(1L);
      for (Future<Object> other : others) {
        assertThat(other.get()).isEqualTo(1L);
      }
      assertThat(questions).hasValue(1);
    }

    @Test
    void timesOutAfterTheStaleness() throws InterruptedException {
      staleness = Duration.ofMillis(100).toNanos();
      Future<Object> unused = firstWhoWaits();

      long start = System.nanoTime();
      assertThatThrownBy(RevisionClockTest.this::revision)
          .isInstanceOf(PersistenceException.class)
          .hasMessage("The revision was not read in time");

      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(staleness);
      assertThat(questions).hasValue(1);
    }

    @Test
    void isAwaitedForLongerAtTheStart() throws InterruptedException, ExecutionException {
      staleness = Duration.ofMillis(100).toNanos();
      Future<Object> first = firstOfAllWhoWaits();
      Future<Object> other = threads.submit(RevisionClockTest.this::revision);
      assertThatThrownBy(() -> other.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      database = () -> 2L;
      now.addAndGet(SECOND);

      answer.countDown();

      assertThat(first.get()).isEqualTo(2L);
      assertThat(other.get()).isEqualTo(2L);
      assertThat(questions).hasValue(2);
    }

    @Test
    void timesOutAfter1800MillisecondsWithALongStaleness() throws InterruptedException {
      staleness = Duration.ofHours(1).toNanos();
      Future<Object> unused = firstWhoWaits();
      now.addAndGet(Duration.ofMillis(1800).toNanos() - 1);

      assertThatThrownBy(RevisionClockTest.this::revision)
          .hasMessage("The revision was not read in time");
      assertThat(questions).hasValue(1);
    }

    @Test
    void isSentAgainByTheNextRequestAndThenMoreAndMoreRarely()
        throws InterruptedException, ExecutionException {
      Future<Object> first = firstWhoWaits();
      CountDownLatch secondAsked = new CountDownLatch(1);
      database =
          () -> {
            secondAsked.countDown();
            await(answer);
            return 2L;
          };

      now.addAndGet(SECOND);
      Future<Object> second = threads.submit(RevisionClockTest.this::revision);
      secondAsked.await();
      database = () -> 3L;

      // Two queries are open: the next request may send one after two seconds.
      now.addAndGet(2 * SECOND - 1);
      assertThatThrownBy(RevisionClockTest.this::revision)
          .hasMessage("The revision was not read in time");
      assertThat(questions).hasValue(2);
      now.addAndGet(1);
      assertThat(revision()).isEqualTo(3L);

      // A late result does not replace the current one, which serves the late requests too.
      answer.countDown();
      for (Future<Object> late : List.of(first, second)) {
        assertThat(late.get()).isEqualTo(3L);
      }
      assertThat(revision()).isEqualTo(3L);
      assertThat(questions).hasValue(3);
    }

    @Test
    void keepsTheInterruptedStatus() throws InterruptedException {
      staleness = Duration.ofHours(1).toNanos();
      Future<Object> unused = firstWhoWaits();

      Thread.currentThread().interrupt();

      assertThatExceptionOfType(PersistenceException.class)
          .isThrownBy(RevisionClockTest.this::revision);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** The threads that query the database from now on. */
  private Queue<Thread> senders() {
    Queue<Thread> senders = new ConcurrentLinkedQueue<>();
    database =
        () -> {
          senders.add(Thread.currentThread());
          return 2L;
        };
    return senders;
  }

  /** The database has answered before, and the revision has just become too old. */
  @Nested
  class AQueryInAnotherThread {
    private final CountDownLatch answer = new CountDownLatch(1);

    @BeforeEach
    void useThreads() {
      clock.queryIn(threads);
      revision();
      now.addAndGet(SECOND);
      questions.set(0);
    }

    private void hang() {
      database =
          () -> {
            await(answer);
            return 2L;
          };
    }

    @AfterEach
    void endQueries() {
      answer.countDown();
    }

    @Test
    void isNotThatOfTheRequest() {
      Queue<Thread> senders = senders();

      assertThat(revision()).isEqualTo(2L);

      assertThat(senders).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void isAwaitedForTheStalenessByTheRequestThatSendsIt() {
      staleness = Duration.ofMillis(300).toNanos();
      hang();

      long start = System.nanoTime();
      assertThatThrownBy(RevisionClockTest.this::revision)
          .isInstanceOf(PersistenceException.class)
          .hasMessage("The revision was not read in time");

      assertThat(System.nanoTime() - start).isBetween(staleness, 20 * SECOND);
      assertThat(answer.getCount()).isEqualTo(1);
      assertThat(questions).hasValue(1);
    }

    /** The age counts from before the query: a result that comes late admits no caller. */
    @Test
    void publishesNoResultThatIsTooOld() throws InterruptedException {
      staleness = Duration.ofMillis(300).toNanos();
      hang();
      assertThatThrownBy(RevisionClockTest.this::revision)
          .hasMessage("The revision was not read in time");
      now.addAndGet(staleness);

      answer.countDown();
      threads.shutdown();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
      database =
          () -> {
            throw new IllegalStateException("down");
          };

      assertThatThrownBy(RevisionClockTest.this::revision).cause().hasMessage("down");
    }

    @Test
    void isOneForManyRequests() throws InterruptedException, ExecutionException {
      staleness = Duration.ofHours(1).toNanos();
      now.addAndGet(staleness);
      hang();
      List<Future<Object>> requests = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        requests.add(threads.submit(RevisionClockTest.this::revision));
      }

      answer.countDown();

      for (Future<Object> each : requests) {
        assertThat(each.get()).isEqualTo(2L);
      }
      assertThat(questions).hasValue(1);
    }

    @Test
    void failsTheRequestThatSendsIt() {
      database =
          () -> {
            throw new IllegalStateException("down");
          };

      assertThatThrownBy(RevisionClockTest.this::revision)
          .isInstanceOf(PersistenceException.class)
          .cause()
          .hasMessage("down");
    }

    @Test
    void thatEndsInAnErrorBlocksNoRequest() {
      database =
          () -> {
            throw new AssertionError("broken");
          };
      assertThatExceptionOfType(PersistenceException.class)
          .isThrownBy(RevisionClockTest.this::revision);

      database = () -> 2L;

      assertThat(revision()).isEqualTo(2L);
    }

    @Test
    void hasAThreadWhileLoadsOccupyAllOfTheirs() throws InterruptedException {
      CountDownLatch loading = new CountDownLatch(QueryThreads.MAX_QUERIES);
      for (int i = 0; i < QueryThreads.MAX_QUERIES; i++) {
        Future<?> unused =
            threads.submit(
                () ->
                    clock.load(
                        () -> {
                          loading.countDown();
                          await(answer);
                          return "loaded";
                        }));
      }
      loading.await();
      Queue<Thread> senders = senders();

      assertThat(revision()).isEqualTo(2L);

      assertThat(senders).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void isThatOfTheTaskWhichKeepsTheRevisionFresh() {
      Queue<Thread> senders = senders();

      clock.keepFresh();

      assertThat(senders).containsExactly(Thread.currentThread());
    }
  }

  /** The writes that a login does not depend on. */
  @Nested
  class AWriteInAnotherThread {
    private final CountDownLatch answer = new CountDownLatch(1);

    @BeforeEach
    void useThreads() {
      clock.queryIn(threads);
    }

    @AfterEach
    void endWrites() {
      answer.countDown();
    }

    private Object hang() {
      await(answer);
      return "late";
    }

    @Test
    void endsForTheRequestWithinTwoSeconds() {
      assertThat(clock.writeIfFree(() -> "written")).isEqualTo("written");

      long start = System.nanoTime();
      assertThatThrownBy(() -> clock.writeIfFree(this::hang)).isInstanceOf(LateException.class);

      assertThat(System.nanoTime() - start).isBetween(SECOND, 8 * SECOND);
      assertThat(answer.getCount()).isEqualTo(1);
    }

    @Test
    void leavesThreadsToTheLoads() {
      for (int i = 0; i < 8; i++) {
        StoreWaits.during(
            () -> {
              StoreWaits.add(Duration.ofMillis(1700).toNanos());
              return assertThatThrownBy(() -> clock.writeIfFree(this::hang))
                  .hasMessage("The database did not answer in time");
            });
      }

      assertThatThrownBy(() -> clock.writeIfFree(this::hang))
          .hasMessage("No thread is free for the query");
      assertThat(clock.load(() -> "loaded")).isEqualTo("loaded");
    }
  }

  @Test
  void isFirstReadInTheThreadOfTheRequest() {
    Queue<Thread> senders = new ConcurrentLinkedQueue<>();
    database =
        () -> {
          senders.add(Thread.currentThread());
          return 1L;
        };
    clock.queryIn(threads);

    revision();

    assertThat(senders).containsExactly(Thread.currentThread());
  }

  @Nested
  class AChangeOfThisNode {
    @Test
    void isReadAtOnce() {
      revision();
      database = () -> 2L;

      clock.expire();

      assertThat(revision()).isEqualTo(2L);
    }

    @Test
    void isReadAlthoughAnEarlierQueryWasUnderWay() throws InterruptedException, ExecutionException {
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch answer = new CountDownLatch(1);
      database =
          () -> {
            asked.countDown();
            await(answer);
            return 1L;
          };
      Future<Object> before = threads.submit(RevisionClockTest.this::revision);
      asked.await();

      database = () -> 2L;
      clock.expire();

      // Neither waits for the answer from before, nor uses it when it comes.
      assertThat(revision()).isEqualTo(2L);
      answer.countDown();
      assertThat(before.get()).isEqualTo(2L);
      assertThat(revision()).isEqualTo(2L);
      assertThat(questions).hasValue(2);
    }
  }
}
