// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchBudgetTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  /** A monotonic clock may begin anywhere, and overflow. */
  @ParameterizedTest
  @ValueSource(longs = {0, -5, Long.MAX_VALUE - 1, Long.MIN_VALUE})
  void isThreeAtOnceAndThenOneAMinute(long start) {
    FetchBudget budget = new FetchBudget(start);
    assertThat(budget.untilNext(start)).isZero();
    for (int i = 0; i < 3; i++) {
      assertThat(budget.take(start)).isTrue();
    }
    assertThat(budget.take(start)).isFalse();
    assertThat(budget.untilNext(start)).isEqualTo(Duration.ofMinutes(1));
    assertThat(budget.take(start + MINUTE - 1)).isFalse();
    assertThat(budget.untilNext(start + MINUTE - 1)).isEqualTo(Duration.ofNanos(1));
    assertThat(budget.take(start + MINUTE)).isTrue();
    assertThat(budget.take(start + MINUTE)).isFalse();
    assertThat(budget.take(start + 2 * MINUTE)).isTrue();
    assertThat(budget.take(start + 2 * MINUTE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4, 1_000})
  void isNeverMoreThanThree(long minutes) {
    FetchBudget budget = new FetchBudget(0);
    for (int i = 0; i < 3; i++) {
      assertThat(budget.take(0)).isTrue();
    }
    for (int i = 0; i < 3; i++) {
      assertThat(budget.take(minutes * MINUTE)).isTrue();
    }
    assertThat(budget.take(minutes * MINUTE)).isFalse();
  }
}
