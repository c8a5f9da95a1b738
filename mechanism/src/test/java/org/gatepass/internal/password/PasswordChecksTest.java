// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PasswordChecksTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch release = new CountDownLatch(1);
  private final PasswordChecks checks = new PasswordChecks(2);

  @AfterEach
  void end() {
    release.countDown();
    threads.shutdownNow();
  }

  private String untilReleased() {
    try {
      assertThat(release.await(15, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return "done";
  }

  private void occupyAll() throws InterruptedException {
    assertThat(List.of(occupy(), occupy())).noneMatch(Future::isDone);
  }

  /** Begins a check that lasts, and waits until it has begun. */
  private Future<Optional<String>> occupy() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Future<Optional<String>> future =
        threads.submit(
            () ->
                checks.run(
                    () -> {
                      begun.countDown();
                      return untilReleased();
                    }));
    assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
    return future;
  }

  @Test
  void givesWhatTheCheckGave() {
    assertThat(checks.run(() -> "right")).contains("right");
  }

  @Test
  void runsAsManyAtATimeAsItMay() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<Optional<Integer>>> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      all.add(
          threads.submit(
              () ->
                  checks.run(
                      () -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        return running.getAndDecrement();
                      })));
    }
    for (Future<Optional<Integer>> one : all) {
      assertThat(one.get()).isPresent();
    }
    assertThat(most.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void givesUpAfterASecond() throws Exception {
    occupyAll();
    long start = System.nanoTime();

    assertThat(checks.run(() -> "right")).isEmpty();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
  }

  /** On a busy machine waiting checks may end before all have come: then the test tries again. */
  @Test
  void rejectsChecksWithoutAPlaceInTheQueueAtOnce() throws Exception {
    occupyAll();
    Duration quickest = Duration.ofDays(1);
    for (int attempt = 0; attempt < 5 && quickest.toMillis() > 500; attempt++) {
      List<Thread> waiting = new ArrayList<>();
      for (int i = 0; i < 2 * 8; i++) {
        Thread thread = new Thread(() -> checks.run(() -> "right"));
        thread.setDaemon(true);
        thread.start();
        waiting.add(thread);
      }
      while (waiting.stream().anyMatch(thread -> thread.getState() == Thread.State.RUNNABLE)) {
        Thread.onSpinWait();
      }
      long start = System.nanoTime();
      assertThat(checks.run(() -> "right")).isEmpty();
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      quickest = taken.compareTo(quickest) < 0 ? taken : quickest;
      for (Thread thread : waiting) {
        thread.join();
      }
    }

    assertThat(quickest).isLessThan(Duration.ofMillis(500));
  }

  @Test
  void hasRoomAgainAfterAFailure() {
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(
              () ->
                  checks.run(
                      () -> {
                        throw new IllegalStateException("no database");
                      }))
          .hasMessage("no database");
    }

    assertThat(checks.run(() -> "right")).contains("right");
  }

  @Test
  void endsTheWaitOfAnInterruptedThread() throws Exception {
    occupyAll();
    Future<Boolean> interrupted =
        threads.submit(
            () -> {
              Thread.currentThread().interrupt();
              return checks.run(() -> "right").isEmpty() && Thread.interrupted();
            });

    assertThat(interrupted.get()).isTrue();
  }
}
