// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.gatepass.CallerRevoked;
import org.gatepass.store.RevocationsMissed;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.UnchangingDirectory;
import org.gatepass.store.internal.freshness.Change.Kind;
import org.gatepass.store.internal.freshness.Freshness;
import org.gatepass.store.internal.freshness.RevisionClock;
import org.gatepass.store.internal.freshness.RevisionQuery;
import org.gatepass.store.internal.freshness.RevisionQuery.Link;
import org.gatepass.store.internal.freshness.RevisionQuery.Result;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The task that fires the events, with a real scheduler and a fake database. */
@Timeout(60)
class RevocationWatchTest {
  private static final Duration STALENESS = Duration.ofMillis(200);

  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService readers = Executors.newCachedThreadPool();
  private final BlockingQueue<Object> fired = new LinkedBlockingQueue<>();
  private final AtomicInteger queries = new AtomicInteger();

  /** All changes; the revision is their number. */
  private final List<Link> links = new ArrayList<>();

  private volatile boolean failing;

  /** Blocks the next query; later ones are answered. */
  private volatile @Nullable CountDownLatch hanging;

  private final Freshness freshness = new Freshness(STALENESS::toNanos, System::nanoTime);
  private final RevisionClock revisions = freshness.clock((RevisionQuery) this::since);
  private final CallerDirectory directory = freshness.remembering(new NoCallers(), revisions);
  private final RevocationWatch watch =
      new RevocationWatch(scheduler, readers, List.of(revisions), fired::add);

  private Result since(Object known) {
    queries.incrementAndGet();
    CountDownLatch latch = hanging;
    if (latch != null) {
      hanging = null;
      await(latch);
    }
    if (failing) {
      throw new IllegalStateException("The database is down");
    }
    synchronized (links) {
      Long from = (Long) known;
      return Result.of(
          from,
          links.size(),
          links.stream().filter(link -> from != null && link.revision() > from).toList());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitQueries(int number) throws InterruptedException {
    while (queries.get() < number) {
      Thread.sleep(5);
    }
  }

  /** Another persistence unit, used by a request already, whose database behaves as given. */
  private RevisionClock otherUnit(Supplier<Object> database) {
    RevisionClock clock = freshness.clock(database);
    freshness.remembering(new NoCallers(), clock).find("mallory");
    return clock;
  }

  private static final class NoCallers extends UnchangingDirectory {
    @Override
    public Optional<KnownCaller> ask(String name) {
      return Optional.empty();
    }
  }

  private void commit(String name) {
    synchronized (links) {
      links.add(new Link(links.size(), links.size() + 1, name, Kind.REVOKED));
    }
  }

  private void request() {
    directory.find("mallory");
  }

  @AfterEach
  void stop() throws InterruptedException {
    watch.stop();
    scheduler.shutdown();
    // No task may be left: it would run after the application.
    assertThat(scheduler.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    readers.shutdown();
    assertThat(readers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void firesChangesOfOthersOnANodeWithoutRequests() throws InterruptedException {
    watch.start();
    request();

    commit("alice");
    assertThat(fired.poll(10, TimeUnit.SECONDS)).isEqualTo(new CallerRevoked("alice"));
    commit("bob");
    assertThat(fired.poll(10, TimeUnit.SECONDS)).isEqualTo(new CallerRevoked("bob"));
  }

  @Test
  void sendsNoQueryBeforeTheFirstRequest() throws InterruptedException {
    watch.start();

    Thread.sleep(1_500);

    assertThat(queries).hasValue(0);
  }

  @Test
  void sendsNoMoreQueriesThanRequestsWould() throws InterruptedException {
    watch.start();
    long start = System.nanoTime();
    long taken = 0;
    while (taken < 10 * STALENESS.toNanos()) {
      request();
      Thread.sleep(1);
      taken = System.nanoTime() - start;
    }

    assertThat(queries.get()).isBetween(2, (int) (taken / STALENESS.toNanos()) + 1);
  }

  @Test
  void firesOneEventForAllCallersWhereTheRevisionHasNoListOfChanges() throws InterruptedException {
    AtomicInteger revision = new AtomicInteger();
    RevisionClock plain = otherUnit(revision::get);
    RevocationWatch other = new RevocationWatch(scheduler, readers, List.of(plain), fired::add);
    other.start();

    revision.incrementAndGet();

    assertThat(fired.poll(10, TimeUnit.SECONDS)).isEqualTo(new RevocationsMissed());
    other.stop();
  }

  @Test
  void continuesAfterAFailureOfAnObserver() throws InterruptedException {
    RevocationWatch failing =
        new RevocationWatch(
            scheduler,
            readers,
            List.of(revisions),
            event -> {
              fired.add(event);
              throw new AssertionError("an error that Events.fire does not catch");
            });
    failing.start();
    request();

    commit("alice");
    assertThat(fired.poll(10, TimeUnit.SECONDS)).isEqualTo(new CallerRevoked("alice"));
    commit("bob");
    assertThat(fired.poll(10, TimeUnit.SECONDS)).isEqualTo(new CallerRevoked("bob"));
    failing.stop();
  }

  @Test
  void continuesAfterAFailureOfTheDatabase() throws InterruptedException {
    watch.start();
    request();
    failing = true;
    commit("alice");
    int before = queries.get();
    while (queries.get() < before + 2) {
      Thread.sleep(10);
    }
    assertThat(fired).isEmpty();

    failing = false;

    assertThat(fired.poll(10, TimeUnit.SECONDS)).isEqualTo(new CallerRevoked("alice"));
  }

  @Test
  void endsWithTheApplication() throws InterruptedException {
    watch.start();
    request();
    watch.stop();
    commit("alice");

    Thread.sleep(3 * STALENESS.toMillis());

    // A run may have been in progress.
    assertThat(queries.get()).isLessThanOrEqualTo(2);
    assertThat(fired).isEmpty();
  }

  @Test
  void firesInThreadsOfItsOwnUntilItStops() throws InterruptedException {
    ClassLoader application = new ClassLoader() {};
    BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    Thread.currentThread().setContextClassLoader(application);
    RevocationWatch other =
        RevocationWatch.inOwnThreads(
            List.of(revisions), event -> threads.add(Thread.currentThread()));
    Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
    other.start();
    request();

    commit("alice");

    Thread thread = threads.take();
    assertThat(thread.getContextClassLoader()).isSameAs(application);
    assertThat(thread.isDaemon()).isTrue();
    other.stop();
    thread.join(); // fails by the time limit of this class if the thread continues
  }

  /** The first query of the task hangs for good; the database answers a request. */
  @Test
  void firesWhatARequestReadsWhileItsOwnQueryHangs() throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    try {
      request();
      hanging = latch;
      watch.start();
      awaitQueries(2);
      commit("alice");

      while (fired.isEmpty()) {
        try {
          request();
        } catch (PersistenceException inTheQueryThatHangs) {
          Thread.sleep(10);
        }
      }

      assertThat(fired.take()).isEqualTo(new CallerRevoked("alice"));
      assertThat(latch.getCount()).isEqualTo(1);
    } finally {
      latch.countDown();
    }
  }

  @Test
  void readsAnewOnANodeWithoutRequestsWhileAQueryHangs() throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    try {
      request();
      hanging = latch;
      watch.start();
      awaitQueries(2);
      commit("alice");

      assertThat(fired.poll(10, TimeUnit.SECONDS)).isEqualTo(new CallerRevoked("alice"));
    } finally {
      latch.countDown();
    }
  }

  @Test
  void holdsAtMostTwoThreadsWhileAllQueriesHang() throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    AtomicInteger hangs = new AtomicInteger();
    AtomicBoolean down = new AtomicBoolean();
    RevisionClock other =
        otherUnit(
            () -> {
              if (down.get()) {
                hangs.incrementAndGet();
                await(latch);
              }
              return 1L;
            });
    RevocationWatch both =
        new RevocationWatch(scheduler, readers, List.of(other, revisions), fired::add);
    try {
      down.set(true);
      both.start();
      request();
      while (hangs.get() < 2) {
        Thread.sleep(5);
      }
      // The next would be sent after four times the staleness.
      Thread.sleep(1_000 + 10 * STALENESS.toMillis());
      commit("alice");

      // The other persistence unit is not affected.
      assertThat(fired.poll(10, TimeUnit.SECONDS)).isEqualTo(new CallerRevoked("alice"));
      assertThat(hangs).hasValue(2);
    } finally {
      both.stop();
      latch.countDown();
    }
  }

  @Test
  void warnsOnceOfAFailingDatabaseWhileAnotherOneIsHealthy() throws InterruptedException {
    AtomicInteger failures = new AtomicInteger();
    AtomicBoolean down = new AtomicBoolean();
    RevisionClock other =
        otherUnit(
            () -> {
              if (down.get()) {
                failures.incrementAndGet();
                throw new IllegalStateException("The database is down");
              }
              return 1L;
            });
    RevocationWatch both =
        new RevocationWatch(scheduler, readers, List.of(other, revisions), fired::add);
    request();
    down.set(true);

    List<LogRecord> logged = warningsOf(both, () -> failures.get() >= 4);

    assertThat(logged)
        .singleElement()
        .extracting(LogRecord::getMessage)
        .asString()
        .contains("PersistenceException");
  }

  @Test
  void continuesAfterARejectionByTheScheduler() throws InterruptedException {
    AtomicInteger toReject = new AtomicInteger(2);
    ScheduledExecutorService rejecting =
        new ScheduledThreadPoolExecutor(1) {
          @Override
          public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            if (toReject.getAndDecrement() > 0) {
              throw new RejectedExecutionException("The server is suspended");
            }
            return super.schedule(task, delay, unit);
          }
        };
    RevocationWatch other = new RevocationWatch(rejecting, readers, List.of(revisions), fired::add);
    request();
    commit("alice");

    List<LogRecord> logged = warningsOf(other, () -> !fired.isEmpty());

    assertThat(fired).containsExactly(new CallerRevoked("alice"));
    assertThat(logged).hasSize(1);
    rejecting.shutdown();
    assertThat(rejecting.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  /** The warnings of a watch, from its start until a condition holds. */
  private static List<LogRecord> warningsOf(RevocationWatch watch, BooleanSupplier end)
      throws InterruptedException {
    List<LogRecord> logged = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            if (Level.WARNING.equals(line.getLevel())) {
              logged.add(line);
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(RevocationWatch.class.getName());
    logger.addHandler(handler);
    try {
      watch.start();
      while (!end.getAsBoolean()) {
        Thread.sleep(5);
      }
    } finally {
      watch.stop();
      logger.removeHandler(handler);
    }
    return logged;
  }

  @Test
  void runsOnceASecondWithoutStaleness() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    ScheduledExecutorService counting =
        new ScheduledThreadPoolExecutor(1) {
          @Override
          public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            runs.incrementAndGet();
            return super.schedule(task, delay, unit);
          }
        };
    RevisionClock clock =
        new Freshness(() -> 0, System::nanoTime).clock((RevisionQuery) this::since);
    RevocationWatch other = new RevocationWatch(counting, readers, List.of(clock), fired::add);
    long start = System.nanoTime();
    other.start();

    Thread.sleep(3_500);

    other.stop();
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    assertThat(runs.get()).isBetween(2, (int) seconds + 1);
    assertThat(queries).hasValue(0);
    counting.shutdown();
    assertThat(counting.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }
}
