// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The task that fires the events, with a real scheduler and a fake database. */
@Timeout(60)
class RevocationWatchTest {
  private static final Duration STALENESS = Duration.ofMillis(200);

  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final BlockingQueue<Object> fired = new LinkedBlockingQueue<>();
  private final AtomicInteger queries = new AtomicInteger();

  /** All changes; the revision is their number. */
  private final List<Link> links = new ArrayList<>();

  private volatile boolean failing;

  private final Freshness freshness = new Freshness(STALENESS::toNanos, System::nanoTime);
  private final RevisionClock revisions = freshness.clock((RevisionQuery) this::since);
  private final CallerDirectory directory =
      freshness.remembering(
          new UnchangingDirectory() {
            @Override
            public Optional<KnownCaller> ask(String name) {
              return Optional.empty();
            }
          },
          revisions);
  private final RevocationWatch watch =
      new RevocationWatch(scheduler, List.of(revisions), fired::add);

  private Result since(Object known) {
    queries.incrementAndGet();
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

  private void commit(String name) {
    synchronized (links) {
      links.add(new Link(links.size(), links.size() + 1, name, Kind.REVOKED));
    }
  }

  private void request() {
    directory.find("nobody");
  }

  @AfterEach
  void stop() throws InterruptedException {
    watch.stop();
    scheduler.shutdown();
    // No task may be left: it would run after the application.
    assertThat(scheduler.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
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
    RevisionClock plain = freshness.clock((Supplier<Object>) revision::get);
    RevocationWatch other = new RevocationWatch(scheduler, List.of(plain), fired::add);
    other.start();
    freshness
        .remembering(
            new UnchangingDirectory() {
              @Override
              public Optional<KnownCaller> ask(String name) {
                return Optional.empty();
              }
            },
            plain)
        .find("nobody");

    revision.incrementAndGet();

    assertThat(fired.poll(10, TimeUnit.SECONDS)).isEqualTo(new RevocationsMissed());
    other.stop();
  }

  @Test
  void continuesAfterAFailureOfAnObserver() throws InterruptedException {
    RevocationWatch failing =
        new RevocationWatch(
            scheduler,
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
}
