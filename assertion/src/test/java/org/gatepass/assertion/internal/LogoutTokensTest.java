// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatepass.assertion.internal.Issuer.EC;
import static org.gatepass.assertion.internal.Issuer.ISSUER;
import static org.gatepass.assertion.internal.Issuer.NOW;
import static org.gatepass.assertion.internal.Issuer.OTHER_RSA;
import static org.gatepass.assertion.internal.Issuer.RSA;
import static org.gatepass.assertion.internal.Issuer.encode;
import static org.gatepass.assertion.internal.Issuer.header;
import static org.gatepass.assertion.internal.Issuer.headerWith;
import static org.gatepass.assertion.internal.Issuer.logoutClaims;
import static org.gatepass.assertion.internal.Issuer.parts;
import static org.gatepass.assertion.internal.Issuer.token;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.gatepass.assertion.internal.LogoutTokens.Result;
import org.gatepass.assertion.internal.LogoutTokens.Result.Accepted;
import org.gatepass.assertion.internal.LogoutTokens.Result.Rejected;
import org.gatepass.assertion.internal.keys.KeyLookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of OpenID Connect Back-Channel Logout 1.0, and attacks on them. */
class LogoutTokensTest {
  private static final String MALFORMED = "the logout token is malformed";
  private static final String NO_EVENT = "the logout token has no logout event";
  private static final String UNTRUSTED =
      "the logout token has a wrong signature, or another issuer, audience, algorithm or type than"
          + " configured";
  private static final String EXPIRED = "the logout token has expired, or is not valid yet";
  private static final String USED = "the logout token was used before";
  private static final String NO_ID = "the logout token has no legal id (jti)";

  private final Tokens.Clock clock = new Tokens.Clock();
  private final Tokens.Keys keys = keys();
  private final LogoutTokens tokens = new LogoutTokens(Tokens.RULES, keys, clock);

  private static Tokens.Keys keys() {
    try {
      return new Tokens.Keys(Tokens.rsa(), Tokens.ec());
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map<String, Object> with(String name, Object value) {
    Map<String, Object> claims = logoutClaims();
    claims.put(name, value);
    return claims;
  }

  private static Map<String, Object> without(String... names) {
    Map<String, Object> claims = logoutClaims();
    claims.keySet().removeAll(List.of(names));
    return claims;
  }

  private static Accepted accepted(String subject, String sessionId) {
    return new Accepted(ISSUER, subject, sessionId, NOW.minusSeconds(10));
  }

  @Test
  void nameTheSessionThatHasEnded() {
    assertThat(tokens.verify(token(logoutClaims()))).isEqualTo(accepted("f:1:alice", "session-1"));
  }

  @Test
  void nameASubjectOrASessionAlone() {
    assertThat(tokens.verify(token(without("sid")))).isEqualTo(accepted("f:1:alice", null));
    Map<String, Object> session = without("sub");
    session.put("jti", "logout-2");
    assertThat(tokens.verify(token(EC, "ES256", session))).isEqualTo(accepted(null, "session-1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"logout+jwt", "LOGOUT+JWT", "application/logout+jwt", "JWT"})
  void haveATypeOfTheirOwnOrThatOfATokenInGeneral(String type) {
    assertThat(tokens.verify(token(RSA, "RS256", headerWith("typ", type), logoutClaims())))
        .isInstanceOf(Accepted.class);
  }

  @Test
  void needNoType() {
    Map<String, Object> untyped = header("RS256", "rsa-1");
    untyped.remove("typ");
    assertThat(tokens.verify(token(RSA, "RS256", untyped, logoutClaims())))
        .isInstanceOf(Accepted.class);
  }

  @Test
  void mayHaveFurtherEventsAndAudiences() {
    Map<String, Object> events = new HashMap<>();
    events.put(LogoutTokens.EVENT, Map.of());
    events.put("revoke_offline_access", true);
    Map<String, Object> claims = with("events", events);
    claims.put("aud", List.of("other-app", "ward-app"));
    claims.put("typ", "Logout");
    assertThat(tokens.verify(token(claims))).isInstanceOf(Accepted.class);
  }

  static Stream<Arguments> attacks() {
    String[] parts = parts(token(logoutClaims()));
    long now = NOW.getEpochSecond();
    return Stream.of(
        arguments("nothing", "", MALFORMED),
        arguments("a word", "alice", MALFORMED),
        arguments("more than 16 KiB", "x".repeat(17_000) + ".x.x", MALFORMED),
        arguments("alg none", unsigned("none"), UNTRUSTED),
        arguments("an unsigned token", parts[0] + "." + parts[1] + ".", UNTRUSTED),
        arguments(
            "HS256 with the public key",
            Issuer.hmac(
                Issuer.jwks(RSA.toPublicJWK()).getBytes(StandardCharsets.UTF_8), logoutClaims()),
            UNTRUSTED),
        arguments("an unlisted algorithm", token(RSA, "RS512", logoutClaims()), UNTRUSTED),
        arguments("an unknown key", token(OTHER_RSA, "RS256", logoutClaims()), UNTRUSTED),
        arguments(
            "another key under a known id",
            token(OTHER_RSA, "RS256", header("RS256", "rsa-1"), logoutClaims()),
            UNTRUSTED),
        arguments(
            "crit",
            token(RSA, "RS256", headerWith("crit", List.of("exp")), logoutClaims()),
            UNTRUSTED),
        arguments(
            "the type of an access token",
            token(RSA, "RS256", headerWith("typ", "at+jwt"), logoutClaims()),
            UNTRUSTED),
        arguments("an ID token", token(idToken(false)), NO_EVENT),
        arguments("an ID token with a nonce", token(idToken(true)), NO_EVENT),
        arguments("an access token", token(Issuer.claims()), NO_EVENT),
        arguments("no events", token(without("events")), NO_EVENT),
        arguments("an empty events", token(with("events", Map.of())), NO_EVENT),
        arguments("events as a text", token(with("events", LogoutTokens.EVENT)), NO_EVENT),
        arguments("events as a list", token(with("events", List.of(LogoutTokens.EVENT))), NO_EVENT),
        arguments(
            "another event",
            token(with("events", Map.of("http://schemas.openid.net/event/other", Map.of()))),
            NO_EVENT),
        arguments(
            "an event that is no object",
            token(with("events", Map.of(LogoutTokens.EVENT, true))),
            NO_EVENT),
        arguments("a nonce", token(with("nonce", "n-1")), "the logout token contains a nonce"),
        arguments(
            "a nonce of another type",
            token(with("nonce", 1)),
            "the logout token contains a nonce"),
        arguments("another audience", token(with("aud", "other-app")), UNTRUSTED),
        arguments("other audiences", token(with("aud", List.of("other-app"))), UNTRUSTED),
        arguments("no audience", token(without("aud")), UNTRUSTED),
        arguments("another issuer", token(with("iss", "https://id.example.net")), UNTRUSTED),
        arguments("no issuer", token(without("iss")), UNTRUSTED),
        arguments(
            "neither subject nor session",
            token(without("sub", "sid")),
            "the logout token names neither a subject nor a session"),
        arguments("a subject that is a number", token(with("sub", 7)), MALFORMED),
        arguments("a blank subject", token(with("sub", " ")), MALFORMED),
        arguments("a session that is a list", token(with("sid", List.of("s"))), MALFORMED),
        arguments("no id", token(without("jti")), NO_ID),
        arguments("a blank id", token(with("jti", "")), NO_ID),
        arguments("an id that is a number", token(with("jti", 1)), NO_ID),
        arguments("a long id", token(with("jti", "x".repeat(256))), NO_ID),
        arguments("no time of issue", token(without("iat")), MALFORMED),
        arguments("an old time of issue", token(old(now - 661)), EXPIRED),
        arguments("a time of issue to come", token(with("iat", now + 61)), EXPIRED),
        arguments("a time of issue that is a text", token(with("iat", "now")), MALFORMED),
        arguments("no expiry", token(without("exp")), MALFORMED),
        arguments("expired", token(with("exp", now - 60)), EXPIRED),
        arguments("not valid yet", token(with("nbf", now + 61)), EXPIRED));
  }

  private static Map<String, Object> old(long issuedAt) {
    Map<String, Object> claims = with("iat", issuedAt);
    claims.put("exp", NOW.getEpochSecond() + 100_000);
    return claims;
  }

  private static Map<String, Object> idToken(boolean withNonce) {
    Map<String, Object> claims = Issuer.claims();
    claims.put("typ", "ID");
    claims.put("aud", "ward-app");
    if (withNonce) {
      claims.put("nonce", "n-1");
    }
    return claims;
  }

  private static String unsigned(String algorithm) {
    return encode(JSONObjectUtils.toJSONString(header(algorithm, "rsa-1")))
        + "."
        + encode(JSONObjectUtils.toJSONString(logoutClaims()))
        + ".";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void areRejectedWhereTheyBreakARule(String attack, String token, String rule) {
    assertThat(tokens.verify(token)).isEqualTo(new Rejected(rule));
    assertThat(tokens.verify(token(logoutClaims()))).isInstanceOf(Accepted.class);
  }

  @Test
  void areAcceptedOnce() {
    String token = token(logoutClaims());
    assertThat(tokens.verify(token)).isInstanceOf(Accepted.class);
    assertThat(tokens.verify(token)).isEqualTo(new Rejected(USED));
    assertThat(tokens.verify(token(with("sid", "session-2")))).isEqualTo(new Rejected(USED));
    assertThat(tokens.verify(token(with("jti", "logout-2")))).isInstanceOf(Accepted.class);
  }

  @Test
  void areNotAcceptedAgainWhileTheyAreValid() {
    String token = token(logoutClaims());
    assertThat(tokens.verify(token)).isInstanceOf(Accepted.class);

    clock.pass(Duration.ofSeconds(169));
    assertThat(tokens.verify(token)).isEqualTo(new Rejected(USED));
    clock.pass(Duration.ofSeconds(1));
    assertThat(tokens.verify(token)).isEqualTo(new Rejected(EXPIRED));
  }

  @Test
  void mayHaveAnIdOfLongAgo() {
    assertThat(tokens.verify(token(logoutClaims()))).isInstanceOf(Accepted.class);
    clock.pass(Duration.ofMinutes(20));
    Map<String, Object> later = logoutClaims();
    later.put("iat", clock.instant().getEpochSecond());
    later.put("exp", clock.instant().getEpochSecond() + 120);
    assertThat(tokens.verify(token(later))).isInstanceOf(Accepted.class);
  }

  @Test
  void areRememberedInALimitedNumber() {
    LogoutTokens few = new LogoutTokens(Tokens.RULES, keys, clock, 2);
    for (String id : List.of("a", "b", "c")) {
      assertThat(few.verify(token(with("jti", id)))).isInstanceOf(Accepted.class);
    }
    assertThat(few.verify(token(with("jti", "c")))).isEqualTo(new Rejected(USED));
    assertThat(few.verify(token(with("jti", "a")))).isInstanceOf(Accepted.class);
  }

  @Test
  void mayAllBeRememberedInThatNumber() {
    LogoutTokens few = new LogoutTokens(Tokens.RULES, keys, clock, 2);
    for (String id : List.of("a", "b")) {
      assertThat(few.verify(token(with("jti", id)))).isInstanceOf(Accepted.class);
    }
    assertThat(few.verify(token(with("jti", "a")))).isEqualTo(new Rejected(USED));
  }

  @Test
  void haveAnIdOfAtMost255Characters() {
    assertThat(tokens.verify(token(with("jti", "x".repeat(255))))).isInstanceOf(Accepted.class);
  }

  @Test
  void areAcceptedForTenMinutesAtMost() {
    assertThat(tokens.verify(token(old(NOW.getEpochSecond() - 659)))).isInstanceOf(Accepted.class);
  }

  @Test
  void areForTheClientWhereOneIsConfigured() {
    LogoutTokens ofClient =
        new LogoutTokens(
            Tokens.rules(Set.of("ward-api"), Set.of("gateway"), Map.of(), null), keys, clock);

    assertThat(ofClient.verify(token(with("aud", "ward-api")))).isEqualTo(new Rejected(UNTRUSTED));
    assertThat(ofClient.verify(token(with("aud", "gateway")))).isInstanceOf(Accepted.class);
  }

  @Test
  void needAClient() {
    TokenRules bySigner = Tokens.rules(Set.of(), Set.of(), Map.of("signer", "arn:x"), null);
    assertThatThrownBy(() -> new LogoutTokens(bySigner, keys, clock))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void areNotUsedUpWhileTheKeysAreUnavailable() {
    String token = token(logoutClaims());
    keys.become(new KeyLookup.Unavailable(Duration.ofSeconds(1)));
    Result unavailable = tokens.verify(token);
    keys.become((KeyLookup) null);

    assertThat(unavailable).isEqualTo(new Result.Unavailable(Duration.ofSeconds(1)));
    assertThat(tokens.verify(token)).isInstanceOf(Accepted.class);
  }

  @Test
  void causeNoSearchForKeysWhereAnotherRuleIsBroken() {
    tokens.verify(token(with("aud", "other-app")));
    tokens.verify(token(with("nonce", "n-1")));
    tokens.verify(token(old(NOW.getEpochSecond() - 661)));
    assertThat(keys.searches).hasValue(0);
  }
}
