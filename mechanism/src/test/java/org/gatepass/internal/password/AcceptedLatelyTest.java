// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.gatepass.internal.password.VerifiedCredentials.Offer;
import org.junit.jupiter.api.Test;

class AcceptedLatelyTest {
  /** A monotonic clock may begin anywhere, also below zero. */
  private long now = -5;

  private final VerifiedCredentials<String> credentials =
      new VerifiedCredentials<>(Duration.ZERO, () -> now);
  private final AcceptedLately accepted = new AcceptedLately(() -> now);
  private final Offer token = credentials.offer("", "token".toCharArray());

  @Test
  void holdsACredentialForFiveMinutes() {
    assertThat(accepted.contains(token)).isFalse();
    accepted.add(token);

    now += Duration.ofMinutes(5).toNanos() - 1;
    assertThat(accepted.contains(credentials.offer("", "token".toCharArray()))).isTrue();
    assertThat(accepted.contains(credentials.offer("", "other".toCharArray()))).isFalse();

    now++;
    assertThat(accepted.contains(token)).isFalse();
  }

  @Test
  void holdsNoRemovedCredential() {
    accepted.add(token);
    accepted.remove(token);

    assertThat(accepted.contains(token)).isFalse();
  }
}
