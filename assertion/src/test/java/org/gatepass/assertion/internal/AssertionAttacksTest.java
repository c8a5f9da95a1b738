// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.assertion.internal.Issuer.EC;
import static org.gatepass.assertion.internal.Issuer.ISSUER;
import static org.gatepass.assertion.internal.Issuer.NOW;
import static org.gatepass.assertion.internal.Issuer.OTHER_RSA;
import static org.gatepass.assertion.internal.Issuer.RSA;
import static org.gatepass.assertion.internal.Issuer.claims;
import static org.gatepass.assertion.internal.Issuer.claimsWith;
import static org.gatepass.assertion.internal.Issuer.claimsWithout;
import static org.gatepass.assertion.internal.Issuer.encode;
import static org.gatepass.assertion.internal.Issuer.header;
import static org.gatepass.assertion.internal.Issuer.headerWith;
import static org.gatepass.assertion.internal.Issuer.parts;
import static org.gatepass.assertion.internal.Issuer.signed;
import static org.gatepass.assertion.internal.Issuer.token;
import static org.gatepass.assertion.internal.Verdict.Reason.EXPIRED;
import static org.gatepass.assertion.internal.Verdict.Reason.MALFORMED;
import static org.gatepass.assertion.internal.Verdict.Reason.MISSING;
import static org.gatepass.assertion.internal.Verdict.Reason.UNTRUSTED;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.gatepass.assertion.internal.Verdict.Reason;
import org.gatepass.assertion.internal.keys.KeyServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each attack of the security model on signed assertions that needs no server. */
class AssertionAttacksTest {
  private static final String CLAIMS = JSONObjectUtils.toJSONString(claims());
  private static final String HEADER = JSONObjectUtils.toJSONString(header("RS256", "rsa-1"));

  private final Tokens.Clock clock = new Tokens.Clock();

  private VerifiedAssertions assertions(TokenRules rules) throws Exception {
    return new VerifiedAssertions(
        Tokens.settings(rules), new Tokens.Keys(Tokens.rsa(), Tokens.ec()), clock, 100, 1_000_000);
  }

  private Verdict verify(String token) throws Exception {
    return assertions(Tokens.RULES).verify(token);
  }

  @Test
  void theTokenThatTheAttacksChangeIsAccepted() throws Exception {
    assertThat(verify(token(claims()))).isInstanceOf(Verdict.Verified.class);
    assertThat(verify(token(EC, "ES256", claims()))).isInstanceOf(Verdict.Verified.class);
    assertThat(verify(signed(RSA, "RS256", HEADER, CLAIMS))).isInstanceOf(Verdict.Verified.class);
  }

  static Stream<Arguments> attacks() throws Exception {
    String legal = token(claims());
    String[] parts = parts(legal);
    byte[] publicKey = RSA.toRSAPublicKey().getEncoded();
    byte[] publicPem =
        ("-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey)
                + "\n-----END PUBLIC KEY-----\n")
            .getBytes(StandardCharsets.US_ASCII);
    long now = NOW.getEpochSecond();
    return Stream.of(
        arguments("nothing", "", MISSING),
        arguments("a word", "alice", MALFORMED),
        arguments("a token without signature part", parts[0] + "." + parts[1], MALFORMED),
        arguments("alg none", unsigned("none"), UNTRUSTED),
        arguments("alg None", unsigned("None"), UNTRUSTED),
        arguments("alg none with the right key id and a signature", relabelled("none"), UNTRUSTED),
        arguments("no alg", unsigned(null), UNTRUSTED),
        arguments("a signature left out", parts[0] + "." + parts[1] + ".", UNTRUSTED),
        arguments("HS256 with the public key", Issuer.hmac(publicKey, claims()), UNTRUSTED),
        arguments("HS256 with the PEM", Issuer.hmac(publicPem, claims()), UNTRUSTED),
        arguments("an unlisted algorithm", token(RSA, "RS512", claims()), UNTRUSTED),
        arguments("the other family", relabelled("ES256"), UNTRUSTED),
        arguments("alg in lower case", relabelled("rs256"), UNTRUSTED),
        arguments("an unknown key", token(OTHER_RSA, "RS256", claims()), UNTRUSTED),
        arguments(
            "another key under a known id",
            token(OTHER_RSA, "RS256", header("RS256", "rsa-1"), claims()),
            UNTRUSTED),
        arguments(
            "another key, no id",
            token(OTHER_RSA, "RS256", header("RS256", null), claims()),
            UNTRUSTED),
        arguments(
            "the id of the EC key",
            token(RSA, "RS256", header("RS256", "ec-1"), claims()),
            UNTRUSTED),
        arguments(
            "a key id that is a list",
            token(RSA, "RS256", headerWith("kid", List.of("rsa-1")), claims()),
            MALFORMED),
        arguments(
            "its own jwk", own(Map.of("jwk", OTHER_RSA.toPublicJWK().toJSONObject())), UNTRUSTED),
        arguments("its own x5c", own(Map.of("x5c", List.of("MIIB"))), UNTRUSTED),
        arguments("its own x5u", own(Map.of("x5u", "https://evil.example/cert")), UNTRUSTED),
        arguments(
            "crit", token(RSA, "RS256", headerWith("crit", List.of("exp")), claims()), UNTRUSTED),
        arguments(
            "an empty crit",
            token(RSA, "RS256", headerWith("crit", List.of()), claims()),
            UNTRUSTED),
        arguments("b64", token(RSA, "RS256", headerWith("b64", false), claims()), UNTRUSTED),
        arguments(
            "a compressed token",
            token(RSA, "RS256", headerWith("zip", "DEF"), claims()),
            UNTRUSTED),
        arguments(
            "a nested token",
            signed(RSA, "RS256", "{\"alg\":\"RS256\",\"cty\":\"JWT\",\"kid\":\"rsa-1\"}", legal),
            MALFORMED),
        arguments(
            "a nested token with claims",
            token(RSA, "RS256", headerWith("cty", "JWT"), claims()),
            UNTRUSTED),
        arguments("an encrypted token", encrypted(), MALFORMED),
        arguments(
            "enc in a signed token",
            token(RSA, "RS256", headerWith("enc", "A128GCM"), claims()),
            UNTRUSTED),
        arguments(
            "the type of a logout token",
            token(RSA, "RS256", headerWith("typ", "logout+jwt"), claims()),
            UNTRUSTED),
        arguments(
            "a type that is a number",
            token(RSA, "RS256", headerWith("typ", 1), claims()),
            UNTRUSTED),
        arguments(
            "a logout token",
            token(
                claimsWith(
                    "events",
                    Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))),
            UNTRUSTED),
        arguments("no iss", token(claimsWithout("iss")), UNTRUSTED),
        arguments("another iss", token(claimsWith("iss", ISSUER + "/")), UNTRUSTED),
        arguments("a list of iss", token(claimsWith("iss", List.of(ISSUER))), UNTRUSTED),
        arguments("no aud", token(claimsWithout("aud")), UNTRUSTED),
        arguments("another aud", token(claimsWith("aud", "pharmacy-app")), UNTRUSTED),
        arguments("a longer aud", token(claimsWith("aud", "ward-app2")), UNTRUSTED),
        arguments(
            "aud without the application", token(claimsWith("aud", List.of("account"))), UNTRUSTED),
        arguments(
            "aud as an object", token(claimsWith("aud", Map.of("ward-app", true))), UNTRUSTED),
        arguments("an ID token", token(claimsWith("typ", "ID")), UNTRUSTED),
        arguments(
            "a refresh token", Issuer.hmac(new byte[32], claimsWith("typ", "Refresh")), UNTRUSTED),
        arguments("a token without the claim typ", token(claimsWithout("typ")), UNTRUSTED),
        arguments("no exp", token(claimsWithout("exp")), MALFORMED),
        arguments("exp as text", token(claimsWith("exp", Long.toString(now + 300))), MALFORMED),
        arguments("a negative exp", token(claimsWith("exp", -1)), MALFORMED),
        arguments("exp beyond all years", token(claimsWith("exp", 1e15)), MALFORMED),
        arguments("nbf as text", token(claimsWith("nbf", "0")), MALFORMED),
        arguments("expired", token(claimsWith("exp", now - 60)), EXPIRED),
        arguments("not yet valid", token(claimsWith("nbf", now + 61)), EXPIRED),
        arguments("issued in the future", token(claimsWith("iat", now + 61)), EXPIRED),
        arguments("no caller", token(claimsWithout("preferred_username")), MALFORMED),
        arguments("an empty caller", token(claimsWith("preferred_username", "")), MALFORMED),
        arguments(
            "a list of callers",
            token(claimsWith("preferred_username", List.of("alice"))),
            MALFORMED),
        arguments("ES256 with r = s = 0", ecSignature(new byte[64]), UNTRUSTED),
        arguments("ES256 with an empty signature", ecSignature(new byte[0]), UNTRUSTED),
        arguments("ES256 with s = n", ecSignature(order()), UNTRUSTED),
        arguments("ES256 as DER", ecSignature(new byte[] {0x30, 6, 2, 1, 1, 2, 1, 1}), UNTRUSTED),
        arguments(
            "a changed claim",
            parts[0] + "." + encode(CLAIMS.replace("alice", "carol")) + "." + parts[2],
            UNTRUSTED),
        arguments(
            "a duplicate claim",
            signed(
                RSA,
                "RS256",
                HEADER,
                CLAIMS.replace("{\"iss\"", "{\"preferred_username\":\"carol\",\"iss\"")),
            MALFORMED),
        arguments(
            "a duplicate claim by an escape",
            signed(
                RSA,
                "RS256",
                HEADER,
                CLAIMS.replace("{\"iss\"", "{\"\\u0070referred_username\":\"carol\",\"iss\"")),
            MALFORMED),
        arguments(
            "a duplicate nested claim",
            signed(
                RSA,
                "RS256",
                HEADER,
                CLAIMS.replace("{\"roles\":", "{\"roles\":[\"admin\"],\"roles\":")),
            MALFORMED),
        arguments(
            "a duplicate alg",
            signed(RSA, "RS256", HEADER.replace("{", "{\"alg\":\"none\","), CLAIMS),
            MALFORMED),
        arguments("text after the claims", signed(RSA, "RS256", HEADER, CLAIMS + "{}"), MALFORMED),
        arguments(
            "a comment in the claims",
            signed(RSA, "RS256", HEADER, CLAIMS.replace("{\"iss\"", "{/**/\"iss\"")),
            MALFORMED),
        arguments(
            "deep nesting",
            signed(
                RSA,
                "RS256",
                HEADER,
                CLAIMS.replace(
                    "{\"iss\"", "{\"x\":" + "[".repeat(3_000) + "]".repeat(3_000) + ",\"iss\"")),
            MALFORMED),
        arguments(
            "padding",
            Issuer.signedInput(RSA, "RS256", padded(HEADER) + "." + padded(CLAIMS)),
            MALFORMED),
        arguments("unused bits", lastBitChanged(legal), MALFORMED),
        arguments("a line break", legal + "\n", MALFORMED),
        arguments("a blank before", " " + legal, MALFORMED),
        arguments("a letter beyond ASCII", legal.replace('e', '\u0435'), MALFORMED),
        arguments("16 KiB and one", "a".repeat(16 * 1024 + 1), MALFORMED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void rejects(String attack, String token, Reason reason) throws Exception {
    assertThat(verify(token)).isEqualTo(Verdict.Rejected.because(reason));
  }

  @Test
  void nothingIsAMissingToken() throws Exception {}

  @Test
  void aTokenOfOneMegabyteCostsNothing() throws Exception {
    VerifiedAssertions assertions = assertions(Tokens.RULES);
    String token = "a".repeat(1_000_000);
    long start = System.nanoTime();
    for (int i = 0; i < 10_000; i++) {
      assertThat(assertions.verify(token)).isEqualTo(Verdict.Rejected.because(MALFORMED));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void theAddressInATokenIsNotRequested() throws Exception {
    try (KeyServer evil = new KeyServer()) {
      evil.answers(Issuer.jwks(OTHER_RSA));
      String url = evil.address("/jwks").toString();

      assertThat(verify(own(Map.of("jku", url)))).isEqualTo(Verdict.Rejected.because(UNTRUSTED));
      assertThat(verify(own(Map.of("x5u", url)))).isEqualTo(Verdict.Rejected.because(UNTRUSTED));
      assertThat(evil.requests()).isZero();
    }
  }

  @Test
  void anAddressInATokenOfTheIssuerChangesNothing() throws Exception {
    assertThat(verify(token(RSA, "RS256", headerWith("jku", "https://id.example.org/k"), claims())))
        .isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void rejectsTokensOfOtherClientsWherePartiesAreListed() throws Exception {
    VerifiedAssertions assertions =
        assertions(Tokens.rules(Set.of(), Set.of("proxy"), Map.of(), null));

    assertThat(assertions.verify(token(claimsWithout("aud")))).isInstanceOf(Verdict.Verified.class);
    Map<String, Object> foreign = claimsWith("azp", "batch-job");
    foreign.put("preferred_username", "service-account-batch-job");
    assertThat(assertions.verify(token(foreign))).isEqualTo(Verdict.Rejected.because(UNTRUSTED));
    assertThat(assertions.verify(token(claimsWithout("azp"))))
        .isEqualTo(Verdict.Rejected.because(UNTRUSTED));
    assertThat(assertions.verify(token(claimsWith("azp", List.of("proxy")))))
        .isEqualTo(Verdict.Rejected.because(UNTRUSTED));
  }

  @Test
  void requiresAudienceAndPartyWhereBothAreListed() throws Exception {
    VerifiedAssertions assertions =
        assertions(Tokens.rules(Set.of("ward-app"), Set.of("proxy"), Map.of(), null));

    assertThat(assertions.verify(token(claims()))).isInstanceOf(Verdict.Verified.class);
    assertThat(assertions.verify(token(claimsWith("aud", "account"))))
        .isEqualTo(Verdict.Rejected.because(UNTRUSTED));
    assertThat(assertions.verify(token(claimsWith("azp", "batch-job"))))
        .isEqualTo(Verdict.Rejected.because(UNTRUSTED));
  }

  @Test
  void rejectsOtherLoadBalancers() throws Exception {
    VerifiedAssertions assertions =
        assertions(Tokens.rules(Set.of(), Set.of(), Map.of("signer", "arn:aws:1"), null));

    assertThat(assertions.verify(token(RSA, "RS256", headerWith("signer", "arn:aws:1"), claims())))
        .isInstanceOf(Verdict.Verified.class);
    assertThat(assertions.verify(token(RSA, "RS256", headerWith("signer", "arn:aws:12"), claims())))
        .isEqualTo(Verdict.Rejected.because(UNTRUSTED));
    assertThat(assertions.verify(token(claims()))).isEqualTo(Verdict.Rejected.because(UNTRUSTED));
  }

  @Test
  void aMaximumAgeRequiresTheTimeOfIssue() throws Exception {
    VerifiedAssertions assertions =
        assertions(Tokens.rules(Set.of("ward-app"), Set.of(), Map.of(), Duration.ofSeconds(100)));
    long now = NOW.getEpochSecond();

    assertThat(assertions.verify(token(claimsWith("iat", now - 159))))
        .isInstanceOf(Verdict.Verified.class);
    assertThat(assertions.verify(token(claimsWith("iat", now - 160))))
        .isEqualTo(Verdict.Rejected.because(EXPIRED));
    assertThat(assertions.verify(token(claimsWithout("iat"))))
        .isEqualTo(Verdict.Rejected.because(MALFORMED));
    assertThat(assertions.verify(token(claimsWith("exp", now - 60))))
        .isEqualTo(Verdict.Rejected.because(EXPIRED));
  }

  private static String unsigned(String algorithm) {
    Map<String, Object> header = new HashMap<>(header("RS256", "rsa-1"));
    header.remove("alg");
    if (algorithm != null) {
      header.put("alg", algorithm);
    }
    return encode(JSONObjectUtils.toJSONString(header)) + "." + encode(CLAIMS) + ".";
  }

  private static String relabelled(String algorithm) {
    return token(RSA, "RS256", headerWith("alg", algorithm), claims());
  }

  /** Signed by the attacker's key, which the header offers. */
  private static String own(Map<String, Object> offer) {
    Map<String, Object> header = new HashMap<>(header("RS256", "rsa-1"));
    header.putAll(offer);
    return token(OTHER_RSA, "RS256", header, claims());
  }

  private static String ecSignature(byte[] signature) {
    String[] parts = parts(token(EC, "ES256", claims()));
    return parts[0]
        + "."
        + parts[1]
        + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  private static byte[] order() {
    byte[] n = EC.getCurve().toECParameterSpec().getOrder().toByteArray();
    byte[] signature = new byte[64];
    System.arraycopy(n, 1, signature, 0, 32);
    System.arraycopy(n, 1, signature, 32, 32);
    return signature;
  }

  private static String encrypted() throws Exception {
    JWEObject jwe =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM)
                .keyID("rsa-1")
                .build(),
            new Payload(CLAIMS));
    jwe.encrypt(new RSAEncrypter(RSA));
    return jwe.serialize();
  }

  private static String padded(String text) {
    return Base64.getUrlEncoder()
        .encodeToString(
            (text + " ".repeat((4 - text.length() % 3) % 3)).getBytes(StandardCharsets.UTF_8));
  }

  /** 256 bytes have four unused bits in their last character. */
  private static String lastBitChanged(String token) {
    char last = token.charAt(token.length() - 1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return token.substring(0, token.length() - 1) + alphabet.charAt(alphabet.indexOf(last) + 1);
  }
}
