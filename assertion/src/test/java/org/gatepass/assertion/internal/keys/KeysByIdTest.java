// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.gatepass.assertion.internal.Issuer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys whose addresses end in their ids, as AWS has them. */
class KeysByIdTest {
  private static final String ID = "12345678-1234-1234-1234-123456789012";

  private final AtomicLong time = new AtomicLong();
  private KeyServer server;
  private KeySet keys;

  @BeforeEach
  void start() throws Exception {
    server = new KeyServer().answers(pem());
    keys =
        new KeySource.PemAddress(server.address("/keys/"))
            .open(Set.of(SignatureAlgorithm.ES256), Duration.ofHours(1), time::get);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String pem() throws Exception {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(Issuer.EC.toECPublicKey().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private KeyLookup find(String id) {
    return keys.find(id, SignatureAlgorithm.ES256);
  }

  private VerificationKey only(String id) {
    KeyLookup lookup = find(id);
    assertThat(lookup).isInstanceOf(KeyLookup.Found.class);
    return ((KeyLookup.Found) lookup).keys().get(0);
  }

  @Test
  void fetchEachKeyOnce() {
    VerificationKey key = only(ID);
    assertThat(key.id()).isEqualTo(ID);
    assertThat(only(ID)).isSameAs(key);
    assertThat(keys.notHeld(key)).isNull();
    assertThat(only("other")).isNotSameAs(key);
    assertThat(server.requests()).isEqualTo(2);
    assertThat(server.paths()).containsExactly("/keys/" + ID, "/keys/other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../admin", "a/b", "a?b", "%2e%2e", "a b", "", "http://evil.example/"})
  void fetchNothingForIdsThatArePaths(String id) {
    assertThat(find(id)).isInstanceOf(KeyLookup.Unknown.class);
    assertThat(find(null)).isInstanceOf(KeyLookup.Unknown.class);
    assertThat(server.requests()).isZero();
  }

  @Test
  void fetchNothingForVeryLongIds() {
    assertThat(find("a".repeat(65))).isInstanceOf(KeyLookup.Unknown.class);
    assertThat(server.requests()).isZero();
    only("a".repeat(64));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {403, 404, 410})
  void areUnknownWhereTheAddressHasNone(int status) {
    server.answersStatus(status);
    assertThat(find("forged")).isInstanceOf(KeyLookup.Unknown.class);
    assertThat(server.requests()).isOne();
  }

  @Test
  void causeThreeFetchesAndThenOneAMinute() {
    server.answersStatus(404);
    for (int i = 0; i < 100; i++) {
      find("forged-" + i);
    }
    assertThat(server.requests()).isEqualTo(3);
    assertThat(find("forged-0")).isInstanceOf(KeyLookup.Unknown.class);
    assertThat(find("new")).isEqualTo(new KeyLookup.Unavailable(Duration.ofMinutes(1)));
    time.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(find("new")).isInstanceOf(KeyLookup.Unknown.class);
    assertThat(server.requests()).isEqualTo(4);
  }

  @Test
  void areOpenWhileTheAddressFails() {
    server.answersStatus(500);
    assertThat(find(ID)).isInstanceOf(KeyLookup.Unavailable.class);
    server.answers("<html>");
    assertThat(find(ID)).isInstanceOf(KeyLookup.Unavailable.class);
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void areWithdrawnWhenTheAddressHasThemNoLonger() {
    VerificationKey key = only(ID);
    server.answersStatus(404);
    time.addAndGet(Duration.ofMinutes(10).toNanos());

    assertThat(keys.notHeld(key)).isInstanceOf(KeyLookup.Unknown.class);
    assertThat(find(ID)).isInstanceOf(KeyLookup.Unknown.class);
  }

  @Test
  void ofOtherSetsAreNotHeld() throws Exception {
    VerificationKey foreign =
        VerificationKey.of("foreign", Issuer.EC.toECPublicKey(), Set.of(SignatureAlgorithm.ES256))
            .orElseThrow();
    assertThat(keys.notHeld(foreign)).isInstanceOf(KeyLookup.Unknown.class);
    assertThat(keys.findNewer(ID, SignatureAlgorithm.ES256)).isInstanceOf(KeyLookup.Unknown.class);
  }
}
