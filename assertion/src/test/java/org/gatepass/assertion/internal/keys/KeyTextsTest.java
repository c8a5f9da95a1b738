// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatepass.assertion.internal.Issuer;
import org.junit.jupiter.api.Test;

class KeyTextsTest {
  private static final Set<SignatureAlgorithm> LISTED =
      Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.PS256, SignatureAlgorithm.ES256);

  private static List<VerificationKey> read(String... keys) throws MalformedKeysException {
    String set = Stream.of(keys).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    return KeyTexts.jwks(set.getBytes(StandardCharsets.UTF_8), LISTED);
  }

  private static String json(JWK key) {
    return key.toPublicJWK().toJSONString();
  }

  private static RSAKey.Builder rsa() {
    return new RSAKey.Builder(Issuer.RSA).keyID("id");
  }

  @Test
  void haveKeysForSignatures() throws Exception {
    assertThat(read(json(Issuer.RSA), json(Issuer.EC)))
        .extracting(VerificationKey::id)
        .containsExactly("rsa-1", "ec-1");
    assertThat(read(json(rsa().keyUse(KeyUse.SIGNATURE).build()))).hasSize(1);
    assertThat(read(json(rsa().keyOperations(Set.of(KeyOperation.VERIFY)).build()))).hasSize(1);
    VerificationKey any = read(json(Issuer.RSA)).get(0);
    assertThat(any.fits("rsa-1", SignatureAlgorithm.RS256)).isTrue();
    assertThat(any.fits("rsa-1", SignatureAlgorithm.PS256)).isTrue();
    VerificationKey one = read(json(rsa().algorithm(JWSAlgorithm.RS256).build())).get(0);
    assertThat(one.fits("id", SignatureAlgorithm.RS256)).isTrue();
    assertThat(one.fits("id", SignatureAlgorithm.PS256)).isFalse();
  }

  @Test
  void leaveOutKeysThatVerifyNothing() throws Exception {
    assertThat(
            read(
                "\"text\"",
                "1",
                "{}",
                "{\"kty\":\"oct\",\"kid\":\"shared\",\"k\":\"AAAA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "{\"kty\":\"RSA\",\"n\":\"AQAB\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQAB\",\"y\":\"AQAB\"}",
                "{\"kty\":\"future\"}",
                json(Issuer.rsa("weak", 1_024)),
                json(rsa().keyUse(KeyUse.ENCRYPTION).build()),
                json(rsa().keyOperations(Set.of(KeyOperation.ENCRYPT)).build()),
                json(rsa().algorithm(JWSAlgorithm.RS512).build()),
                json(rsa().algorithm(JWSAlgorithm.HS256).build()),
                json(Issuer.ec("p384", Curve.P_384)),
                rsa().build().toJSONString()))
        .isEmpty();
  }

  @Test
  void haveAtMostAHundredKeys() throws Exception {
    String[] keys =
        IntStream.range(0, 101)
            .mapToObj(i -> json(rsa().keyID("k" + i).build()))
            .toArray(String[]::new);
    assertThat(read(Stream.of(keys).limit(100).toArray(String[]::new))).hasSize(100);
    assertThatExceptionOfType(MalformedKeysException.class)
        .isThrownBy(() -> read(keys))
        .withMessage("has more than 100 keys");
  }

  @Test
  void haveAtMostAHundredBlocks() throws Exception {
    String block =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(Issuer.RSA.toPublicKey().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    for (int blocks : List.of(100, 101)) {
      assertThat(
              KeyTexts.pem(block.repeat(blocks).getBytes(StandardCharsets.US_ASCII), null, LISTED))
          .hasSize(100);
    }
  }

  @Test
  void areTheSameWithIdAlgorithmsAndKey() throws Exception {
    VerificationKey key = key("a", Issuer.RSA, LISTED);
    assertThat(key.isSameAs(key("a", Issuer.RSA, LISTED))).isTrue();
    assertThat(key(null, Issuer.RSA, LISTED).isSameAs(key(null, Issuer.RSA, LISTED))).isTrue();
    assertThat(key.isSameAs(key("b", Issuer.RSA, LISTED))).isFalse();
    assertThat(key.isSameAs(key(null, Issuer.RSA, LISTED))).isFalse();
    assertThat(key(null, Issuer.RSA, LISTED).isSameAs(key)).isFalse();
    assertThat(key.isSameAs(key("a", Issuer.OTHER_RSA, LISTED))).isFalse();
    assertThat(key.isSameAs(key("a", Issuer.RSA, Set.of(SignatureAlgorithm.RS256)))).isFalse();
  }

  private static VerificationKey key(String id, RSAKey key, Set<SignatureAlgorithm> listed)
      throws Exception {
    return VerificationKey.of(id, key.toRSAPublicKey(), listed).orElseThrow();
  }

  @Test
  void keepTheObjectsOfKnownKeysInASnapshot() throws Exception {
    List<VerificationKey> first = read(json(Issuer.RSA), json(Issuer.EC));
    KeySnapshot before =
        new KeySnapshot(first, null, 100, Duration.ofNanos(10), Duration.ofNanos(5));
    List<VerificationKey> second = read(json(Issuer.OTHER_RSA), json(Issuer.RSA));
    KeySnapshot after =
        new KeySnapshot(second, before, 110, Duration.ofNanos(10), Duration.ofNanos(5));

    assertThat(before.holds(first.get(0))).isTrue();
    assertThat(before.holds(second.get(1))).isFalse();
    assertThat(after.holds(first.get(0))).isTrue();
    assertThat(after.holds(first.get(1))).isFalse();
    assertThat(after.holds(second.get(0))).isTrue();
    assertThat(after.select("rsa-1", SignatureAlgorithm.RS256))
        .isEqualTo(new KeyLookup.Found(List.of(first.get(0))));
    assertThat(after.select("ec-1", SignatureAlgorithm.ES256)).isEqualTo(new KeyLookup.Unknown());
    assertThat(before.isFresh(109)).isTrue();
    assertThat(before.isFresh(110)).isFalse();
    assertThat(before.isUsable(114)).isTrue();
    assertThat(before.isUsable(115)).isFalse();
    assertThat(before.ageNanos(130)).isEqualTo(30);
  }

  @Test
  void selectUpToFourKeysForOneToken() throws Exception {
    List<VerificationKey> five = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      five.addAll(read(json(rsa().keyID("k" + i).build())));
    }
    assertThat(KeySet.select(five.subList(0, 4), null, SignatureAlgorithm.RS256))
        .isEqualTo(new KeyLookup.Found(five.subList(0, 4)));
    assertThat(KeySet.select(five, null, SignatureAlgorithm.RS256))
        .isEqualTo(new KeyLookup.Unknown());
    assertThat(KeySet.select(five, "k4", SignatureAlgorithm.RS256))
        .isEqualTo(new KeyLookup.Found(five.subList(4, 5)));
    assertThat(KeySet.select(List.of(), "k4", SignatureAlgorithm.RS256))
        .isEqualTo(new KeyLookup.Unknown());
  }
}
