// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StoreWaitsTest {
  @Test
  void addUpDuringADecisionOfThisThread() {
    long outside = StoreWaits.begin();
    try {
      StoreWaits.add(5);
      StoreWaits.add(7);

      assertThat(StoreWaits.nanos()).isEqualTo(12);
      assertThat(CompletableFuture.supplyAsync(StoreWaits::nanos).join()).isZero();
    } finally {
      StoreWaits.restore(outside);
    }
  }

  @Test
  void beginAtZeroInADecisionWithinAnother() {
    long outside = StoreWaits.begin();
    StoreWaits.add(5);
    long outer = StoreWaits.begin();
    StoreWaits.add(7);

    assertThat(StoreWaits.nanos()).isEqualTo(7);
    StoreWaits.restore(outer);
    assertThat(StoreWaits.nanos()).isEqualTo(5);
    StoreWaits.restore(outside);
  }

  @Test
  void doNotCountOutsideOfADecision() {
    StoreWaits.add(5);

    assertThat(StoreWaits.nanos()).isZero();
  }
}
