// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.LoginTimes;
import org.gatepass.store.internal.freshness.RememberedStates.Load;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RememberedStatesTest {
  private static final int CALLERS = 100_000;
  private static final int MAX_BYTES = 64_000_000;

  /** As from a database: each text is an object of its own. */
  private static KnownCaller caller(int number) {
    return new KnownCaller(
        "person-%06d".formatted(number),
        true,
        true,
        true,
        "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNo" + number,
        false,
        Set.of(new String("user"), "department-" + number % 97),
        "person.%d@department-%d.example.org".formatted(number, number % 97),
        "Person Number %d of the Large Department".formatted(number),
        null,
        "01234567-89ab-cdef-0123-%012d".formatted(number),
        Instant.ofEpochSecond(1_700_000_000L + number),
        LoginTimes.UNLIMITED);
  }

  private static void put(RememberedStates states, KnownCaller caller) {
    states.end(states.begin(caller.name()), caller);
  }

  private static long usedBytes() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(50);
      least =
          Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
    return least;
  }

  @Test
  void holdAHundredThousandCallersInLessThan64Megabytes() throws InterruptedException {
    long before = usedBytes();
    RememberedStates states = new RememberedStates(System::nanoTime);
    for (int i = 0; i < CALLERS; i++) {
      put(states, caller(i));
    }
    long bytes = usedBytes() - before;

    System.out.printf("%,d callers take %,d bytes%n", CALLERS, bytes);
    assertThat(states.count()).isEqualTo(CALLERS);
    assertThat(bytes).isLessThan(MAX_BYTES);
  }

  @Test
  void stayWithinTheMaximumWeight() throws InterruptedException {
    long before = usedBytes();
    RememberedStates states = new RememberedStates(System::nanoTime, 8L << 20);
    for (int i = 0; i < CALLERS; i++) {
      put(states, caller(i));
    }
    long bytes = usedBytes() - before;

    System.out.printf("%,d callers within 8 MiB take %,d bytes%n", states.count(), bytes);
    assertThat(states.count()).isBetween(1_000L, 20_000L);
    assertThat(bytes).isLessThan(10_000_000);
  }

  @Test
  void weighTheGroupsOfACaller() {
    RememberedStates states = new RememberedStates(System::nanoTime, 100_000);
    Set<String> groups =
        IntStream.range(0, 2_000).mapToObj(i -> "group-" + i).collect(Collectors.toSet());

    put(states, caller(1));
    put(states, caller(2).with(groups, null));

    assertThat(states.count()).isEqualTo(1);
    assertThat(states.find("person-000001")).isNotNull();
    assertThat(states.find("person-000002")).isNull();
  }

  @Test
  void keepNoHash() {
    RememberedStates states = new RememberedStates(System::nanoTime);

    put(states, caller(1));

    assertThat(states.find("person-000001")).isEqualTo(caller(1).with(caller(1).groups(), null));
  }

  @Nested
  class ALoad {
    private final RememberedStates states = new RememberedStates(System::nanoTime);
    private final String name = caller(1).name();

    @Test
    void isNotCachedWhereTheNameWasForgottenMeanwhile() {
      Load load = states.begin(name);
      states.forget(name);

      states.end(load, caller(1));

      assertThat(states.find(name)).isNull();
    }

    @Test
    void isCachedWhereItBeganAfterTheNameWasForgotten() {
      Load early = states.begin(name);
      states.forget(name);
      Load late = states.begin(name);

      states.end(late, caller(1));
      states.end(early, caller(1).with(Set.of("old"), null));

      assertThat(states.find(name)).isEqualTo(caller(1).with(caller(1).groups(), null));
      assertThat(states.openLoads()).isZero();
    }

    @Test
    void isCachedWhereAnotherNameWasForgotten() {
      Load load = states.begin(name);
      states.forget(caller(2).name());

      states.end(load, caller(1));

      assertThat(states.find(name)).isNotNull();
    }

    @Test
    void isNotCachedAfterItsTwinWasForgotten() {
      Load one = states.begin(name);
      Load other = states.begin(name);
      states.end(one, caller(1));
      states.forget(name);

      states.end(other, caller(1));

      assertThat(states.find(name)).isNull();
    }

    @Test
    void thatFindsNothingOrFailsLeavesNoRegistration() {
      states.end(states.begin(name), null);
      Load forgotten = states.begin(name);
      states.forget(name);
      states.end(forgotten, null);

      assertThat(states.find(name)).isNull();
      assertThat(states.openLoads()).isZero();
    }
  }
}
