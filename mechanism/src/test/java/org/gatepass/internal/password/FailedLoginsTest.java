// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.gatepass.internal.password.LoginAttempt.Begun;
import org.gatepass.internal.password.LoginAttempt.MustWait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailedLoginsTest {
  private static final String HERE = "203.0.113.9";
  private static final String ELSEWHERE = "203.0.113.10";

  /** A monotonic clock may begin anywhere, also below zero. */
  private long now = -TimeUnit.MINUTES.toNanos(2);

  private final FailedLogins logins = new FailedLogins(() -> now);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private void fail(int times, String name, String client) {
    for (int i = 0; i < times; i++) {
      assertThat(logins.begin(name, client)).isInstanceOf(Begun.class);
    }
  }

  private Duration waitOf(String name, String client) {
    return logins.begin(name, client) instanceof MustWait mustWait
        ? mustWait.remaining()
        : Duration.ZERO;
  }

  @Test
  void leavesTenFailuresOfANameFromAClientFree() {
    fail(10, "dora", HERE);

    assertThat(waitOf("dora", HERE)).isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({"9, 0", "10, 1", "11, 2", "12, 4", "13, 8", "14, 16", "15, 30", "16, 30", "99, 30"})
  void doublesTheWaitUpToHalfAMinute(int failures, int seconds) {
    assertThat(new FailureLimit(10).waitAfter(failures)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void acceptsOneAttemptAfterTheWaitAndThenWaitsLonger() {
    fail(10, "dora", HERE);
    pass(Duration.ofSeconds(1).minusNanos(1));
    assertThat(waitOf("dora", HERE)).isEqualTo(Duration.ofNanos(1));

    pass(Duration.ofNanos(1));
    fail(1, "dora", HERE);

    assertThat(waitOf("dora", HERE)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void doesNotCountAttemptsThatHaveToWait() {
    fail(10, "dora", HERE);
    for (int i = 0; i < 1_000; i++) {
      assertThat(waitOf("dora", HERE)).isPositive();
    }

    pass(Duration.ofSeconds(1));

    fail(1, "dora", HERE);
  }

  @Test
  void neverKeepsACallerOutFromElsewhere() {
    for (int client = 0; client < 100; client++) {
      fail(10, "dora", "198.51.100." + client);
    }

    fail(10, "dora", HERE);
  }

  @Test
  void leavesThirtyFailuresOfAClientFree() {
    for (int name = 0; name < 30; name++) {
      fail(1, "name" + name, HERE);
    }

    assertThat(waitOf("another", HERE)).isEqualTo(Duration.ofSeconds(1));
    assertThat(waitOf("another", ELSEWHERE)).isZero();
  }

  @Test
  void countsAttemptsWithoutANameByTheClientAlone() {
    for (int i = 0; i < 30; i++) {
      assertThat(logins.begin(HERE)).isInstanceOf(Begun.class);
    }

    assertThat(logins.begin(HERE))
        .isInstanceOfSatisfying(
            MustWait.class, wait -> assertThat(wait.remaining()).isEqualTo(Duration.ofSeconds(1)));
    assertThat(logins.begin(ELSEWHERE)).isInstanceOf(Begun.class);
  }

  @Test
  void keepsTheFailuresOfAClientWhoseNextAttemptWithoutANameSucceeds() {
    for (int i = 0; i < 29; i++) {
      logins.begin(HERE);
    }
    ((Begun) logins.begin(HERE)).succeeded();
    ((Begun) logins.begin(HERE)).withdrawn();

    assertThat(logins.begin(HERE)).isInstanceOf(Begun.class);
    assertThat(logins.begin(HERE)).isInstanceOf(MustWait.class);
  }

  @Test
  void forgetsAFailureAfterFiveMinutes() {
    fail(9, "dora", HERE);
    pass(Duration.ofMinutes(5).minusNanos(1));
    fail(1, "dora", HERE);
    assertThat(waitOf("dora", HERE)).isPositive();

    pass(Duration.ofNanos(1));

    fail(9, "dora", HERE);
    assertThat(waitOf("dora", HERE)).isPositive();
  }

  @Test
  void neverMakesAnybodyWaitForMoreThanHalfAMinute() {
    for (int i = 0; i < 200; i++) {
      Duration wait = waitOf("dora", HERE);
      assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(30));
      pass(wait);
    }
  }

  @Test
  void forgivesTheNameThatSucceedsAndNoOther() {
    fail(9, "dora", HERE);
    fail(9, "carol", HERE);
    ((Begun) logins.begin("dora", HERE)).succeeded();

    fail(10, "dora", HERE);
    assertThat(waitOf("dora", HERE)).isPositive();
    fail(1, "carol", HERE);
    assertThat(waitOf("carol", HERE)).isPositive();
  }

  @Test
  void keepsAClientsFailuresAfterALoginWithAnotherAccount() {
    for (int name = 0; name < 30; name++) {
      fail(1, "name" + name, HERE);
      pass(Duration.ofMillis(1));
      if (logins.begin("attacker", HERE) instanceof Begun own) {
        own.succeeded();
      }
    }

    assertThat(waitOf("another", HERE)).isPositive();
  }

  @Test
  void takesBackWhatCouldNotBeChecked() {
    for (int i = 0; i < 100; i++) {
      ((Begun) logins.begin("dora", HERE)).withdrawn();
    }

    fail(10, "dora", HERE);
  }

  @Test
  void takesBackOneOfSeveralAttemptsOfTheSameMoment() {
    fail(8, "dora", HERE);
    Begun begun = (Begun) logins.begin("dora", HERE);
    fail(1, "dora", HERE);
    begun.withdrawn();

    fail(1, "dora", HERE);
    assertThat(waitOf("dora", HERE)).isPositive();
  }

  @Test
  void countsAnAttemptBeforeItIsChecked() throws Exception {
    List<Callable<LoginAttempt>> tasks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      tasks.add(() -> logins.begin("dora", HERE));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      int begun = 0;
      for (Future<LoginAttempt> attempt : threads.invokeAll(tasks)) {
        begun += attempt.get() instanceof Begun ? 1 : 0;
      }
      assertThat(begun).isEqualTo(10);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void countsANameInAnyCase() {
    fail(5, "dora", HERE);
    fail(5, "DORA", HERE);

    assertThat(waitOf("Dora", HERE)).isPositive();
  }

  @Test
  void takesAnIpv6NetworkForOneClient() {
    fail(5, "dora", "2001:db8:0:1::1");
    fail(5, "dora", "2001:db8:0:1:ffff::2");

    assertThat(waitOf("dora", "2001:db8:0:1::3")).isPositive();
    assertThat(waitOf("dora", "2001:db8:0:2::1")).isZero();
  }

  @Test
  void countsUnreadableAddressesTogether() {
    fail(5, "dora", "(unreadable)");
    fail(5, "dora", "what");

    assertThat(waitOf("dora", "")).isPositive();
  }

  @Test
  void remembersNoMoreThanItsCapacityAndTheLatest() {
    FailedLogins small = new FailedLogins(() -> now, 3);
    for (int i = 0; i < 10; i++) {
      small.begin("dora", HERE);
    }
    for (int i = 0; i < 2; i++) {
      small.begin("name", "198.51.100." + i);
    }
    assertThat(small.begin("dora", HERE)).isInstanceOf(MustWait.class);

    for (int i = 0; i < 100; i++) {
      small.begin("name", "198.51.100." + i);
    }

    assertThat(small.size()).isEqualTo(6);
    assertThat(small.begin("dora", HERE)).isInstanceOf(Begun.class);
  }

  @Test
  void removesNamesAndAddressesThatNoLongerCountWithTheNextAttemptOfAnother() {
    fail(1, "dora", HERE);
    pass(Duration.ofMinutes(2));
    fail(1, "carol", ELSEWHERE);
    assertThat(logins.size()).isEqualTo(4);

    pass(Duration.ofMinutes(3).minusNanos(1));
    logins.begin("198.51.100.7");
    assertThat(logins.size()).isEqualTo(5);

    pass(Duration.ofNanos(1));
    ((Begun) logins.begin("198.51.100.7")).withdrawn();
    assertThat(logins.size()).isEqualTo(3);
    pass(Duration.ofMinutes(5));
    assertThat(logins.size()).isZero();
  }

  @Test
  void keepsNoMoreOfALongNameThanItsBeginning() {
    fail(10, "d".repeat(150), HERE);

    assertThat(waitOf("d".repeat(1_000_000), HERE)).isPositive();
    assertThat(waitOf("d".repeat(149), HERE)).isZero();
  }
}
