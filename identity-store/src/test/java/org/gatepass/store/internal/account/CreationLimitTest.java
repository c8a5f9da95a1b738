// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CreationLimitTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final CreationLimit limit = new CreationLimit(() -> now);

  @Test
  void allowsTheMaximumAndRejectsTheNext() {
    assertThat(limit.take(3)).isTrue();
    assertThat(limit.take(3)).isTrue();
    assertThat(limit.take(3)).isTrue();
    assertThat(limit.take(3)).isFalse();
  }

  @Test
  void allowsAgainAfterAMinuteAndNotAMillisecondEarlier() {
    limit.take(1);

    now = now.plusMillis(59_999);
    assertThat(limit.take(1)).isFalse();
    now = now.plusMillis(1);
    assertThat(limit.take(1)).isTrue();
    assertThat(limit.take(1)).isFalse();
  }

  @Test
  void countsOverASlidingMinute() {
    now = now.plusSeconds(59);
    limit.take(2);
    now = now.plusSeconds(30);
    limit.take(2);
    now = now.plusSeconds(29);

    assertThat(limit.take(2)).isFalse();
    now = now.plusSeconds(1);
    assertThat(limit.take(2)).isTrue();
    assertThat(limit.take(2)).isFalse();
  }

  @Test
  void doesNotCountRejections() {
    limit.take(1);
    now = now.plusSeconds(30);
    assertThat(limit.take(1)).isFalse();
    now = now.plusSeconds(30);

    assertThat(limit.take(1)).isTrue();
  }
}
