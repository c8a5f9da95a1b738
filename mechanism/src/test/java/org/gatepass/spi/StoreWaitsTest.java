// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StoreWaitsTest {
  private static long sum(long first, long second) {
    StoreWaits.add(first);
    StoreWaits.add(second);
    return StoreWaits.nanos();
  }

  @Test
  void addUpDuringADecision() {
    assertThat(StoreWaits.<Long>during(() -> sum(5, 7))).isEqualTo(12);
  }

  @Test
  void areThoseOfTheThread() {
    long other =
        StoreWaits.during(
            () -> {
              StoreWaits.add(5);
              return CompletableFuture.supplyAsync(() -> sum(0, 0)).join();
            });

    assertThat(other).isZero();
  }

  @Test
  void beginAtZeroInADecisionWithinAnother() {
    long outer =
        StoreWaits.during(
            () -> {
              StoreWaits.add(5);
              assertThat(StoreWaits.<Long>during(() -> sum(7, 0))).isEqualTo(7);
              return StoreWaits.nanos();
            });

    assertThat(outer).isEqualTo(5);
  }

  @Test
  void doNotCountOutsideOfADecision() {
    assertThatThrownBy(
            () ->
                StoreWaits.during(
                    () -> {
                      throw new IllegalStateException("failed");
                    }))
        .hasMessage("failed");

    assertThat(sum(5, 7)).isZero();
  }
}
