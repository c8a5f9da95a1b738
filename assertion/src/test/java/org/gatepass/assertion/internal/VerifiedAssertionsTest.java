// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.assertion.internal.Issuer.NOW;
import static org.gatepass.assertion.internal.Issuer.RSA;
import static org.gatepass.assertion.internal.Issuer.claims;
import static org.gatepass.assertion.internal.Issuer.claimsWith;
import static org.gatepass.assertion.internal.Issuer.claimsWithout;
import static org.gatepass.assertion.internal.Issuer.encode;
import static org.gatepass.assertion.internal.Issuer.header;
import static org.gatepass.assertion.internal.Issuer.headerWith;
import static org.gatepass.assertion.internal.Issuer.token;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gatepass.assertion.internal.Verdict.Reason;
import org.gatepass.assertion.internal.Verdict.Rejected;
import org.gatepass.assertion.internal.Verdict.Verified;
import org.gatepass.assertion.internal.keys.KeyLookup;
import org.gatepass.assertion.internal.keys.KeyServer;
import org.gatepass.assertion.internal.keys.KeySource;
import org.gatepass.assertion.internal.keys.VerificationKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifiedAssertionsTest {
  private final Tokens.Clock clock = new Tokens.Clock();
  private Tokens.Keys keys;
  private VerifiedAssertions assertions;

  @BeforeEach
  void open() throws Exception {
    keys = new Tokens.Keys(Tokens.rsa(), Tokens.ec());
    assertions = new VerifiedAssertions(Tokens.settings(Tokens.RULES), keys, clock, 8, 1_000_000);
  }

  private Verified verified(String token) {
    Verdict verdict = assertions.verify(token);
    assertThat(verdict).isInstanceOf(Verified.class);
    return (Verified) verdict;
  }

  private void checkRejected(String token, Reason reason) {
    assertThat(assertions.verify(token)).isEqualTo(Rejected.because(reason));
  }

  @Test
  void readTheCallerFromTheClaims() {
    assertThat(verified(token(claims())).caller())
        .isEqualTo(
            new Verdict.VerifiedCaller(
                "alice",
                List.of("nurse", "x,idp-admins"),
                "alice@example.org",
                "Alice Liddell",
                null,
                "https://id.example.org/realms/clinic",
                "f:1:alice",
                "session-1",
                NOW.minusSeconds(10),
                NOW.plusSeconds(290)));
  }

  @Test
  void takeATokenWithoutOptionalClaims() {
    Map<String, Object> few = claims();
    few.keySet().removeAll(List.of("sub", "sid", "email", "name", "realm_access", "iat"));
    few.put("aud", "ward-app");
    few.put("exp", NOW.getEpochSecond() + 0.5);
    assertThat(verified(token(few)).caller())
        .isEqualTo(
            new Verdict.VerifiedCaller(
                "alice",
                List.of(),
                null,
                null,
                null,
                "https://id.example.org/realms/clinic",
                null,
                null,
                null,
                NOW.plusMillis(500)));
  }

  @Test
  void leaveOutOptionalClaimsOfOtherTypes() {
    Map<String, Object> odd = claims();
    odd.putAll(Map.of("sub", 7, "sid", List.of(), "email", true, "name", "", "realm_access", "x"));
    Verdict.VerifiedCaller caller = verified(token(odd)).caller();
    assertThat(caller.subject()).isNull();
    assertThat(caller.sessionId()).isNull();
    assertThat(caller.email()).isNull();
    assertThat(caller.displayName()).isNull();
    assertThat(caller.groups()).isEmpty();
  }

  @Test
  void takeTypesInAnyCaseAndNoTypeForJwt() {
    verified(token(RSA, "RS256", headerWith("typ", "jwt"), claims()));
    verified(token(RSA, "RS256", headerWith("typ", "application/at+JWT"), claims()));
    Map<String, Object> untyped = header("RS256", "rsa-1");
    untyped.remove("typ");
    verified(token(RSA, "RS256", untyped, claims()));
  }

  @Test
  void searchAgainWhereAKeyHasNoId() throws Exception {
    keys.become(
        VerificationKey.of(null, RSA.toRSAPublicKey(), Tokens.RULES.algorithms()).orElseThrow());
    checkRejected(
        token(Issuer.OTHER_RSA, "RS256", header("RS256", "rsa-1"), claims()), Reason.UNTRUSTED);
    assertThat(keys.searches).hasValue(2);
  }

  @Test
  void takeATokenWithoutKeyIdThatOneOfTheKeysVerifies() {
    verified(token(RSA, "RS256", header("RS256", null), claims()));
    assertThat(keys.searches).hasValue(1);
    checkRejected(
        token(Issuer.OTHER_RSA, "RS256", header("RS256", null), claims()), Reason.UNTRUSTED);
    assertThat(keys.searches).as("searched again for newer keys").hasValue(3);
    checkRejected(
        token(Issuer.OTHER_RSA, "RS256", header("RS256", "rsa-1"), claims()), Reason.UNTRUSTED);
    assertThat(keys.searches).as("not searched again").hasValue(4);
  }

  @Test
  void tolerateTheClockSkewAndNoMore() {
    long now = NOW.getEpochSecond();
    verified(token(claimsWith("exp", now - 59)));
    checkRejected(token(claimsWith("exp", now - 60)), Reason.EXPIRED);
    verified(token(claimsWith("nbf", now + 60)));
    checkRejected(token(claimsWith("nbf", now + 61)), Reason.EXPIRED);
    verified(token(claimsWith("iat", now + 60)));
    checkRejected(token(claimsWith("iat", now + 61)), Reason.EXPIRED);
  }

  @Test
  void takeTimesFromTheFirstSecondToTheYear9999() {
    long last = 253_402_300_799L;
    verified(token(claimsWith("nbf", 0)));
    verified(token(claimsWith("exp", last)));
    checkRejected(token(claimsWith("nbf", -1)), Reason.MALFORMED);
    checkRejected(token(claimsWith("exp", last + 1)), Reason.MALFORMED);
  }

  @Test
  void rejectAnAlgorithmThatIsNoText() {
    checkRejected(token(RSA, "RS256", headerWith("alg", 7), claims()), Reason.UNTRUSTED);
  }

  @Test
  void searchNoKeysForTokensThatAreWrongWithoutOne() {
    checkRejected(token(claimsWith("iss", "https://other.example")), Reason.UNTRUSTED);
    checkRejected(token(claimsWith("exp", 1)), Reason.EXPIRED);
    checkRejected(token(claimsWithout("exp")), Reason.MALFORMED);
    assertThat(keys.searches).hasValue(0);
  }

  @Test
  void verifyATokenOf16KiBAndNoLongerOne() {
    String header = JSONObjectUtils.toJSONString(header("RS256", "rsa-1"));
    header += " ".repeat(2 - (header.length() + 2) % 3);
    int encoded = 16 * 1024 - encode(header).length() - ".".length() - ".".length() - 342;
    String claims = JSONObjectUtils.toJSONString(claims());
    String padded = claims + " ".repeat(encoded / 4 * 3 - claims.length());

    String longest = Issuer.signed(RSA, "RS256", header, padded);
    assertThat(longest).hasSize(16_384);
    verified(longest);
    checkRejected(Issuer.signed(RSA, "RS256", header, padded + " "), Reason.MALFORMED);
  }

  @Test
  void verifyASignatureOnce() {
    String token = token(claims());
    Verified first = verified(token);
    for (int i = 0; i < 100; i++) {
      assertThat(verified(new String(token.toCharArray()))).isSameAs(first);
    }
    assertThat(keys.searches).hasValue(1);
  }

  @Test
  void rememberOnlyTheTokenToItsLastCharacter() {
    String token = token(claims());
    verified(token);
    String[] parts = Issuer.parts(token);
    String carol = Issuer.parts(token(claimsWith("preferred_username", "carol")))[1];
    checkRejected(parts[0] + "." + carol + "." + parts[2], Reason.UNTRUSTED);
    char first = parts[2].charAt(0) == 'A' ? 'B' : 'A';
    checkRejected(
        parts[0] + "." + parts[1] + "." + first + parts[2].substring(1), Reason.UNTRUSTED);
  }

  @Test
  void forgetATokenWhenItExpires() {
    String token = token(claims());
    verified(token);
    clock.pass(Duration.ofSeconds(290 + 60).minusMillis(1));
    verified(token);
    assertThat(keys.searches).hasValue(1);
    clock.pass(Duration.ofMillis(1));
    checkRejected(token, Reason.EXPIRED);
  }

  @Test
  void verifyALongLivedTokenOnceAnHour() {
    String token = token(claimsWith("exp", NOW.plus(Duration.ofDays(1)).getEpochSecond()));
    assertThat(verified(token).usableUntil()).isEqualTo(Instant.parse("2026-11-28T12:01:00Z"));
    clock.pass(Duration.ofHours(1).minusMillis(1));
    verified(token);
    assertThat(keys.searches).hasValue(1);
    clock.pass(Duration.ofMillis(1));
    verified(token);
    verified(token);
    assertThat(keys.searches).hasValue(2);
  }

  @Test
  void forgetATokenWhenItsKeyIsWithdrawn() throws Exception {
    String token = token(claims());
    verified(token);
    keys.become(Tokens.ec());
    checkRejected(token, Reason.UNTRUSTED);
  }

  @Test
  void useNoTokenWithoutKeys() {
    String token = token(claims());
    verified(token);
    keys.become(new KeyLookup.Unavailable(Duration.ofSeconds(7)));
    Rejected unavailable = new Rejected(Reason.KEYS_UNAVAILABLE, Duration.ofSeconds(7));
    assertThat(assertions.verify(token)).isEqualTo(unavailable);
    assertThat(assertions.verify(token(claimsWith("jti", "other")))).isEqualTo(unavailable);
  }

  /** Tokens of the same length. */
  private static List<String> tokens(int count) {
    return IntStream.range(10, 10 + count)
        .mapToObj(i -> token(claimsWith("jti", "t" + i)))
        .toList();
  }

  /** The number of tokens that are not remembered. While there are no keys, none becomes so. */
  private int forgotten(VerifiedAssertions limited, List<String> tokens) {
    keys.become(new KeyLookup.Unavailable(Duration.ofSeconds(7)));
    int before = keys.searches.get();
    tokens.forEach(limited::verify);
    keys.become((KeyLookup) null);
    return keys.searches.get() - before;
  }

  @Test
  void rememberALimitedNumberOfTokens() {
    VerifiedAssertions limited =
        new VerifiedAssertions(Tokens.settings(Tokens.RULES), keys, clock, 16, 1_000_000);
    List<String> tokens = tokens(17);
    tokens.subList(0, 16).forEach(limited::verify);
    assertThat(forgotten(limited, tokens.subList(0, 16))).isZero();

    limited.verify(tokens.get(16));
    assertThat(forgotten(limited, tokens)).as("an eighth is free").isEqualTo(3);
  }

  @Test
  void rememberALimitedNumberOfCharacters() {
    List<String> tokens = tokens(17);
    int length = tokens.get(0).length();
    assertThat(tokens).allMatch(token -> token.length() == length);
    VerifiedAssertions limited = limited(tokens);
    tokens.subList(0, 16).forEach(limited::verify);
    assertThat(forgotten(limited, tokens.subList(0, 16))).isZero();

    limited.verify(tokens.get(16));
    assertThat(forgotten(limited, tokens)).as("an eighth is free").isEqualTo(3);
  }

  @Test
  void keepATokenWhileTheKeysAreUnavailable() {
    List<String> one = List.of(token(claims()));
    verified(one.get(0));
    assertThat(forgotten(assertions, one)).isZero();
    verified(one.get(0));
    assertThat(keys.searches).hasValue(1);
  }

  @Test
  void giveTheRoomOfTokensOfAWithdrawnKeyToOthers() throws Exception {
    List<String> old = tokens(8);
    old.forEach(this::verified);
    keys.become(Tokens.ec());
    old.forEach(token -> checkRejected(token, Reason.UNTRUSTED));

    List<String> recent =
        IntStream.range(0, 8)
            .mapToObj(i -> token(Issuer.EC, "ES256", claimsWith("jti", "t" + i)))
            .toList();
    recent.forEach(this::verified);
    assertThat(forgotten(assertions, recent)).isZero();
  }

  @Test
  void countATokenOnceThatTwoRequestsVerifyAtOnce() {
    List<String> tokens = tokens(17);
    VerifiedAssertions limited = limited(tokens);
    keys.meanwhile(() -> limited.verify(tokens.get(0)));
    tokens.subList(0, 16).forEach(limited::verify);
    assertThat(keys.searches).as("the first one twice").hasValue(17);
    assertThat(forgotten(limited, tokens.subList(0, 16))).isZero();
  }

  @Test
  void giveTheRoomOfATokenOnceThatTwoRequestsForgetAtOnce() throws Exception {
    List<String> tokens = tokens(17);
    VerifiedAssertions limited = limited(tokens);
    limited.verify(tokens.get(16));
    keys.become(Tokens.ec());
    keys.meanwhile(() -> limited.verify(tokens.get(16)));
    limited.verify(tokens.get(16));

    keys.become(Tokens.rsa());
    tokens.forEach(limited::verify);
    assertThat(forgotten(limited, tokens)).as("an eighth is free").isEqualTo(3);
  }

  /** Remembers the characters of 16 tokens. */
  private VerifiedAssertions limited(List<String> tokens) {
    return new VerifiedAssertions(
        Tokens.settings(Tokens.RULES), keys, clock, 100, 16L * tokens.get(0).length());
  }

  @Test
  void forgetExpiredTokensFirst() {
    VerifiedAssertions limited =
        new VerifiedAssertions(Tokens.settings(Tokens.RULES), keys, clock, 16, 1_000_000);
    tokens(4).forEach(limited::verify);
    clock.pass(Duration.ofSeconds(290 + 60));

    List<String> lasting =
        IntStream.range(0, 13)
            .mapToObj(i -> token(lasting("new" + i)))
            .peek(limited::verify)
            .toList();
    assertThat(forgotten(limited, lasting)).isZero();
  }

  private static Map<String, Object> lasting(String id) {
    Map<String, Object> claims = claimsWith("exp", NOW.plusSeconds(3_000).getEpochSecond());
    claims.put("jti", id);
    return claims;
  }

  @Test
  void tolerateThePaddingOfAwsWhereConfigured() {
    TokenRules rules = Tokens.RULES;
    TokenRules padded =
        new TokenRules(
            rules.issuer(),
            rules.audiences(),
            rules.authorizedParties(),
            rules.algorithms(),
            rules.types(),
            rules.requiredClaims(),
            rules.requiredHeaders(),
            rules.clockSkew(),
            rules.maxAge(),
            true);
    VerifiedAssertions tolerant =
        new VerifiedAssertions(Tokens.settings(padded), keys, clock, 8, 1_000_000);

    String aws =
        Issuer.signedInput(
            RSA,
            "RS256",
            encodePadded("{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}")
                + "."
                + encodePadded(JSONObjectUtils.toJSONString(claims())));
    assertThat(aws).contains("=.");
    assertThat(tolerant.verify(aws + "==")).isInstanceOf(Verified.class);
    assertThat(tolerant.verify(aws)).isInstanceOf(Verified.class);
    assertThat(tolerant.verify(token(claims()))).isInstanceOf(Verified.class);
    assertThat(tolerant.verify(aws + "=")).isEqualTo(Rejected.because(Reason.MALFORMED));
    assertThat(tolerant.verify(aws + "===")).isEqualTo(Rejected.because(Reason.MALFORMED));
    assertThat(tolerant.verify(aws.replace("=.", "==.")))
        .isEqualTo(Rejected.because(Reason.MALFORMED));
    assertThat(tolerant.verify(aws.replace("=", ""))).isEqualTo(Rejected.because(Reason.UNTRUSTED));
    assertThat(assertions.verify(aws)).isEqualTo(Rejected.because(Reason.MALFORMED));
  }

  @Test
  void openTheSourceOfTheSettings() throws Exception {
    try (KeyServer server = new KeyServer().answers(Issuer.jwks(RSA))) {
      VerifiedAssertions opened =
          new VerifiedAssertions(
              Tokens.settings(Tokens.RULES, new KeySource.JwksAddress(server.address("/jwks"))),
              clock,
              () -> 0);
      assertThat(server.requests()).isZero();
      String token = token(claims());
      assertThat(opened.verify(token)).isInstanceOf(Verified.class);
      server.answersStatus(500);
      assertThat(opened.verify(token)).isInstanceOf(Verified.class);
      assertThat(opened.verify(token(Issuer.EC, "ES256", claims())))
          .isEqualTo(new Rejected(Reason.KEYS_UNAVAILABLE, Duration.ofSeconds(10)));
    }
  }

  private static String encodePadded(String text) {
    String blanks = " ".repeat(2 - (text.length() + 1) % 3);
    return Base64.getUrlEncoder().encodeToString((text + blanks).getBytes(StandardCharsets.UTF_8));
  }
}
