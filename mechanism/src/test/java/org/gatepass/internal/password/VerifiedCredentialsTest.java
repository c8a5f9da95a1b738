// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepass.internal.password.VerifiedCredentials.Offer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class VerifiedCredentialsTest {
  private static final String DORA = "dora, stamp-1";

  private long now = -5;
  private final VerifiedCredentials<String> verified =
      new VerifiedCredentials<>(Duration.ofSeconds(1), () -> now, 3);

  private Offer offer(String name, String password) {
    return verified.offer(name, password.toCharArray());
  }

  private void remember(Offer offer) {
    verified.remember(offer, DORA, verified.now());
  }

  @Test
  void findsWhatWasVerified() {
    remember(offer("dora", "secret"));

    assertThat(verified.find(offer("dora", "secret"))).contains(DORA);
  }

  @ParameterizedTest
  @CsvSource({
    "dora, secreT",
    "Dora, secret",
    "dor, asecret",
    "doras, ecret",
    "dora, ''",
    "'', secret",
    "'', dorasecret"
  })
  void findsNothingElse(String name, String password) {
    remember(offer("dora", "secret"));

    assertThat(verified.find(offer(name, password))).isEmpty();
  }

  @Test
  void distinguishesBrokenTexts() {
    remember(offer("dora", "\ud800"));

    assertThat(verified.find(offer("dora", "?"))).isEmpty();
    assertThat(verified.find(offer("dora", "\udc00"))).isEmpty();
  }

  @Test
  void forgetsAfterItsTimeCountedFromTheBeginningOfTheVerification() {
    Offer offer = offer("dora", "secret");
    long start = verified.now();
    now += 999_999_999;
    verified.remember(offer, DORA, start);
    assertThat(verified.find(offer)).contains(DORA);

    now++;

    assertThat(verified.find(offer)).isEmpty();
  }

  @Test
  void remembersNothingWhenTheTimeIsZero() {
    VerifiedCredentials<String> none = new VerifiedCredentials<>(Duration.ZERO, () -> now);
    Offer offer = none.offer("dora", "secret".toCharArray());
    none.remember(offer, DORA, now);

    assertThat(none.find(offer)).isEmpty();
  }

  @Test
  void forgetsOnRequest() {
    remember(offer("dora", "secret"));
    verified.forget(offer("dora", "secret"));

    assertThat(verified.find(offer("dora", "secret"))).isEmpty();
  }

  @Test
  void remembersTheLatestWhenItIsFull() {
    for (int i = 0; i < 4; i++) {
      remember(offer("dora", "secret" + i));
    }

    assertThat(verified.find(offer("dora", "secret0"))).isEmpty();
    for (int i = 1; i < 4; i++) {
      assertThat(verified.find(offer("dora", "secret" + i))).contains(DORA);
    }
  }

  @Test
  void hashesWithAKeyOfItsOwn() {
    VerifiedCredentials<String> other = new VerifiedCredentials<>(Duration.ofSeconds(1), () -> now);

    assertThat(other.offer("dora", "secret".toCharArray())).isNotEqualTo(offer("dora", "secret"));
  }

  @Test
  void verifiesOneOfferOneAtATime() throws Exception {
    AtomicInteger verifications = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Optional<String>>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(
            threads.submit(
                () -> {
                  Offer offer = offer("dora", "secret");
                  return verified.oneAtATime(
                      offer,
                      () ->
                          verified
                              .find(offer)
                              .orElseGet(
                                  () -> {
                                    verifications.incrementAndGet();
                                    remember(offer);
                                    return DORA;
                                  }));
                }));
      }
      for (Future<Optional<String>> one : all) {
        assertThat(one.get()).contains(DORA);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(verifications.get()).isEqualTo(1);
  }
}
