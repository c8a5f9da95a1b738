// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.client.SignedTokens.claims;
import static org.gatepass.it.client.SignedTokens.claimsWith;
import static org.gatepass.it.client.SignedTokens.header;
import static org.gatepass.it.client.SignedTokens.headerWith;
import static org.gatepass.it.client.SignedTokens.logoutClaims;
import static org.gatepass.it.client.SignedTokens.token;
import static org.gatepass.it.client.SignedTokens.with;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepass.it.app.signedout.SignOutSecurity;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.client.SignedTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An issuer that ends remembered logins, and attacks on it. */
interface SignOutCases {
  /** Failures are counted by address, so each request of an issuer or attacker has its own. */
  AtomicInteger ADDRESSES = new AtomicInteger(10);

  /** A client of the application, at the address of the proxy. */
  Http http();

  /** Logs in, and gives the session's cookie. The cookie of the request excludes a limit. */
  private String loggedIn(String subject, String sessionId, long issuedAt) {
    Answer answer = withAssertion(subject, sessionId, issuedAt);
    assertThat(answer.status()).isEqualTo(200);
    return answer.lastSessionCookie().orElseThrow();
  }

  private String loggedIn(String subject, String sessionId) {
    return loggedIn(subject, sessionId, Instant.now().getEpochSecond() - 10);
  }

  private Answer withAssertion(String subject, String sessionId, long issuedAt) {
    Map<String, Object> claims = claimsWith("sub", subject);
    claims.put("sid", sessionId);
    claims.put("iat", issuedAt);
    return http()
        .header("Cookie", "other=cookie")
        .header("x-id-token", token(claims))
        .get("/protected");
  }

  private int statusWith(String cookie) {
    return http().header("Cookie", cookie).get("/protected").status();
  }

  private Http issuer() {
    return http()
        .from("127.0.0." + ADDRESSES.getAndIncrement())
        .header("Content-Type", "application/x-www-form-urlencoded");
  }

  private Answer signOut(String logoutToken) {
    return issuer().send("POST", SignOutSecurity.PATH, "logout_token=" + logoutToken);
  }

  @Test
  default void endsTheLoginOfASession() {
    String cookie = loggedIn("f:1:alice", "ends-1");
    String other = loggedIn("f:1:alice", "ends-2");
    assertThat(statusWith(cookie)).isEqualTo(200);

    assertThat(signOut(token(logoutClaims("f:1:alice", "ends-1"))).status()).isEqualTo(200);

    assertThat(statusWith(cookie)).isEqualTo(401);
    assertThat(statusWith(other)).isEqualTo(200);
  }

  @Test
  default void endsAllLoginsOfASubjectUntilALaterAssertion() {
    String first = loggedIn("f:1:bob", "all-1");
    String second = loggedIn("f:1:bob", "all-2");
    String other = loggedIn("f:1:carol", "all-3");

    assertThat(signOut(token(logoutClaims("f:1:bob", null))).status()).isEqualTo(200);

    assertThat(statusWith(first)).isEqualTo(401);
    assertThat(statusWith(second)).isEqualTo(401);
    assertThat(statusWith(other)).isEqualTo(200);
    long now = Instant.now().getEpochSecond();
    assertThat(withAssertion("f:1:bob", "all-4", now - 10).status()).isEqualTo(401);
    assertThat(statusWith(loggedIn("f:1:bob", "all-5", now + 5))).isEqualTo(200);
  }

  @Test
  default void rejectsAnAssertionOfAnEndedSession() {
    assertThat(signOut(token(logoutClaims(null, "again-1"))).status()).isEqualTo(200);

    long now = Instant.now().getEpochSecond();
    Answer answer = withAssertion("f:1:alice", "again-1", now + 5);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.lastSessionCookie()).isEmpty();
  }

  @Test
  default void needsNeitherACallerNorEvidenceOfTheProxy() {
    Answer answer = signOut(token(logoutClaims("f:1:erin", "none-1")));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control").orElseThrow()).contains("no-store");
    assertThat(answer.sessionCookie()).isEmpty();
  }

  @Test
  @Shows(Attack.J10)
  default void j10NoForgedLogoutTokenEndsALogin() {
    String cookie = loggedIn("f:1:frank", "forged-1");
    Map<String, Object> legal = logoutClaims("f:1:frank", "forged-1");
    long now = Instant.now().getEpochSecond();
    List<String> forged =
        List.of(
            SignedTokens.unsigned("none", legal),
            SignedTokens.unsigned("RS256", legal),
            SignedTokens.ofAnotherKey(header("RS256"), legal),
            token(header("RS512"), legal),
            token(headerWith("typ", "at+jwt"), legal),
            token(with(legal, "aud", "other-app")),
            token(with(legal, "iss", "https://id.example.net/realms/clinic")),
            token(with(legal, "nonce", "n-1")),
            token(with(legal, "events", Map.of())),
            token(with(legal, "events", null)),
            token(with(legal, "jti", null)),
            token(with(legal, "iat", now - 3_600)),
            token(with(legal, "iat", now + 3_600)),
            token(with(legal, "exp", now - 120)),
            token(with(with(legal, "sub", null), "sid", null)),
            token(with(with(claims(), "sid", "forged-1"), "typ", "ID")),
            "alice",
            "");

    for (String token : forged) {
      Answer answer = signOut(token);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.header("Cache-Control").orElseThrow()).contains("no-store");
    }
    assertThat(statusWith(cookie)).isEqualTo(200);
  }

  @Test
  @Shows(Attack.J10)
  default void j10ALogoutTokenCountsOnce() {
    String token = token(logoutClaims("f:1:grace", null));
    assertThat(signOut(token).status()).isEqualTo(200);
    String cookie = loggedIn("f:1:grace", "once-1", Instant.now().getEpochSecond() + 5);

    assertThat(signOut(token).status()).isEqualTo(400);

    assertThat(statusWith(cookie)).isEqualTo(200);
  }

  @Test
  @Shows(Attack.J10)
  default void j10ASubjectIsNoCallerName() {
    String cookie = loggedIn("f:1:henry", "name-1");

    assertThat(signOut(token(logoutClaims("alice", null))).status()).isEqualTo(200);
    assertThat(signOut(token(logoutClaims(null, "alice"))).status()).isEqualTo(200);
    assertThat(signOut(token(logoutClaims("name-1", null))).status()).isEqualTo(200);
    assertThat(signOut(token(logoutClaims(null, "f:1:henry"))).status()).isEqualTo(200);

    assertThat(statusWith(cookie)).isEqualTo(200);
  }

  @Test
  @Shows(Attack.J10)
  default void j10OnlyOneTokenInAFormCounts() {
    String cookie = loggedIn("f:1:irene", "form-1");
    String token = token(logoutClaims("f:1:irene", "form-1"));
    String form = "logout_token=" + token;

    Answer get = issuer().get(SignOutSecurity.PATH + "?" + form);
    assertThat(get.status()).isEqualTo(405);
    assertThat(get.header("Allow")).contains("POST");
    assertThat(issuer().send("PUT", SignOutSecurity.PATH, form).status()).isEqualTo(405);
    for (String body : List.of("", token, form + "&" + form, form + "&x=" + "x".repeat(17_000))) {
      assertThat(issuer().send("POST", SignOutSecurity.PATH, body).status()).isEqualTo(400);
    }
    assertThat(issuer().send("POST", SignOutSecurity.PATH + "?" + form, "a=b").status())
        .isEqualTo(400);
    assertThat(
            http()
                .from("127.0.0." + ADDRESSES.getAndIncrement())
                .header("Content-Type", "application/json")
                .send("POST", SignOutSecurity.PATH, form)
                .status())
        .isEqualTo(400);
    assertThat(statusWith(cookie)).isEqualTo(200);
  }

  @Test
  default void readsABodyInChunks() {
    String cookie = loggedIn("f:1:kate", "chunks-1");
    String form = "logout_token=" + token(logoutClaims("f:1:kate", "chunks-1"));
    String half = form.substring(0, 99);
    String rest = form.substring(99);

    assertThat(inChunks(half, rest).status()).isEqualTo(200);
    assertThat(statusWith(cookie)).isEqualTo(401);
    assertThat(inChunks("a=" + "x".repeat(9_000), "x".repeat(9_000)).status()).isEqualTo(400);
  }

  /** The line of a length that the client adds comes after the end, where the server reads none. */
  private Answer inChunks(String... chunks) {
    StringBuilder lines = new StringBuilder("Transfer-Encoding: chunked\r\n\r\n");
    for (String chunk : chunks) {
      lines.append(Integer.toHexString(chunk.length())).append("\r\n").append(chunk).append("\r\n");
    }
    return issuer().line(lines + "0\r\n\r\n").send("POST", SignOutSecurity.PATH, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ";/../protected",
        ";jsessionid=x/../protected",
        "/../protected",
        "/%2e%2e/protected",
        "/..;/protected",
        "%2f..%2fprotected",
        "/..%2fprotected",
        "%5c..%5cprotected",
        "/.//../protected",
        "?/protected",
        "/protected",
        "%00/../protected"
      })
  @Shows(Attack.J10)
  default void j10ThePathLeadsToNoOtherResource(String detour) {
    for (String method : List.of("GET", "POST")) {
      Answer answer = issuer().send(method, SignOutSecurity.PATH + detour, "");
      assertThat(answer.status()).as(method).isNotEqualTo(200);
      assertThat(answer.body()).doesNotContain("anonymous");
    }
  }

  @Test
  @Shows(Attack.J10)
  default void j10ForgedTokensOfAClientHaveToWait() {
    Http client = issuer();
    for (int i = 0; i < 12; i++) {
      client.send("POST", SignOutSecurity.PATH, "logout_token=x.y." + i);
    }

    Answer answer = client.send("POST", SignOutSecurity.PATH, "logout_token=x.y.z");
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).isPresent();
    assertThat(client.get(SignOutSecurity.PATH).status()).isEqualTo(429);

    String cookie = loggedIn("f:1:judy", "wait-1");
    String form = "logout_token=" + token(logoutClaims("f:1:judy", "wait-1"));
    assertThat(client.send("POST", SignOutSecurity.PATH, form).status()).isEqualTo(200);
    assertThat(statusWith(cookie)).isEqualTo(401);
  }
}
