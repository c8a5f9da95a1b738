// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RememberedGroupsTest {
  private static final RememberedGroups.Key ALICE = key("store", "alice");
  private static final RememberedGroups.Key BOB = key("store", "bob");

  private final AtomicInteger asked = new AtomicInteger();
  private long now;

  private static RememberedGroups.Key key(String acceptedBy, String callerName) {
    return new RememberedGroups.Key("", acceptedBy, callerName, null, null, null, Set.of());
  }

  private RememberedGroups groups(Duration maxAge) {
    return new RememberedGroups(maxAge, () -> now, Duration.ofMillis(200), 2);
  }

  private Set<String> answer() {
    return Set.of("answer " + asked.incrementAndGet());
  }

  @Test
  void countUntilTheirMaximumAge() {
    RememberedGroups groups = groups(Duration.ofMinutes(1));
    groups.get(ALICE, this::answer);

    now = Duration.ofMinutes(1).toNanos() - 1;
    assertThat(groups.get(ALICE, this::answer)).containsExactly("answer 1");
    now++;
    assertThat(groups.get(ALICE, this::answer)).containsExactly("answer 2");
  }

  @Test
  void ageFromBeforeTheirQuestion() {
    RememberedGroups groups = groups(Duration.ofMinutes(1));
    groups.get(
        ALICE,
        () -> {
          now = Duration.ofSeconds(59).toNanos();
          return answer();
        });

    now = Duration.ofSeconds(60).toNanos();
    assertThat(groups.get(ALICE, this::answer)).containsExactly("answer 2");
  }

  @Test
  void ofALoginAgeFromBeforeIt() {
    RememberedGroups groups = groups(Duration.ofMinutes(1));
    long askedAt = groups.now();
    now = Duration.ofSeconds(59).toNanos();
    groups.put(ALICE, Set.of("user"), askedAt);

    assertThat(groups.get(ALICE, this::answer)).containsExactly("user");
    now = Duration.ofSeconds(60).toNanos();
    assertThat(groups.get(ALICE, this::answer)).containsExactly("answer 1");
  }

  @Test
  void ofALoginReplaceNoLaterAnswer() {
    RememberedGroups groups = groups(Duration.ofMinutes(1));
    long askedAt = groups.now();
    now++;
    groups.get(ALICE, this::answer);

    groups.put(ALICE, Set.of("user"), askedAt);

    assertThat(groups.get(ALICE, this::answer)).containsExactly("answer 1");
  }

  @Test
  void areReadEachTimeWithoutAMaximumAge() {
    RememberedGroups groups = groups(Duration.ZERO);
    groups.get(ALICE, this::answer);

    assertThat(groups.get(ALICE, this::answer)).containsExactly("answer 2");
  }

  @Test
  void areOneCallersAlone() {
    RememberedGroups groups = groups(Duration.ofMinutes(1));
    groups.get(ALICE, this::answer);

    assertThat(groups.get(BOB, this::answer)).containsExactly("answer 2");
    assertThat(groups.get(key("other store", "alice"), this::answer)).containsExactly("answer 3");
  }

  @Test
  void areForgottenBeyondTheCapacity() {
    RememberedGroups groups = groups(Duration.ofMinutes(1));
    for (String name : List.of("one", "two", "three")) {
      groups.get(key("store", name), this::answer);
    }

    assertThat(groups.get(key("store", "three"), this::answer)).containsExactly("answer 3");
    assertThat(groups.get(key("store", "one"), this::answer)).containsExactly("answer 4");
  }

  @Test
  void areReadAgainAfterAFailure() {
    RememberedGroups groups = groups(Duration.ofMinutes(1));

    assertThatThrownBy(
            () ->
                groups.get(
                    ALICE,
                    () -> {
                      throw new IllegalStateException("down");
                    }))
        .hasMessage("down");
    assertThat(groups.get(ALICE, this::answer)).containsExactly("answer 1");
  }

  @Test
  void areOneQuestionForRequestsAtTheSameTime() throws Exception {
    RememberedGroups groups =
        new RememberedGroups(Duration.ofMinutes(1), () -> now, Duration.ofSeconds(30), 2);
    CountDownLatch answered = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      List<Future<Set<String>>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(
            threads.submit(
                () ->
                    groups.get(
                        ALICE,
                        () -> {
                          awaitQuietly(answered);
                          return answer();
                        })));
      }
      answered.countDown();

      for (Future<Set<String>> one : all) {
        assertThat(one.get(30, TimeUnit.SECONDS)).containsExactly("answer 1");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void areNotWaitedForLongWhileAnotherRequestAsks() throws Exception {
    RememberedGroups groups = groups(Duration.ofMinutes(1));
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Set<String>> first =
          thread.submit(
              () ->
                  groups.get(
                      ALICE,
                      () -> {
                        asking.countDown();
                        awaitQuietly(answered);
                        return answer();
                      }));
      asking.await();

      long start = System.nanoTime();
      assertThatThrownBy(() -> groups.get(ALICE, this::answer))
          .hasMessage("The groups were not read in time");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
      assertThat(groups.get(BOB, () -> Set.of("user"))).containsExactly("user");

      answered.countDown();
      assertThat(first.get(30, TimeUnit.SECONDS)).containsExactly("answer 1");
    } finally {
      thread.shutdownNow();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
