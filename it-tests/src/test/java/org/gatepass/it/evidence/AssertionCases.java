// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.client.SignedTokens.claims;
import static org.gatepass.it.client.SignedTokens.claimsText;
import static org.gatepass.it.client.SignedTokens.claimsWith;
import static org.gatepass.it.client.SignedTokens.claimsWithout;
import static org.gatepass.it.client.SignedTokens.header;
import static org.gatepass.it.client.SignedTokens.headerWith;
import static org.gatepass.it.client.SignedTokens.token;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.SignedTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on an application whose callers a signed assertion names. */
interface AssertionCases {
  /** A client of the application. */
  Http http();

  private Http with(String token) {
    return http().header("x-id-token", token);
  }

  private void isAnonymous(String token) {
    assertThat(with(token).get("/protected").status()).isEqualTo(401);
    assertThat(with(token).get("/open").body()).isEqualTo("anonymous");
  }

  @Test
  default void authenticatesTheCallerOfTheAssertionFromAnyAddress() {
    for (String address : List.of(Http.TRUSTED, Http.UNTRUSTED)) {
      assertThat(with(token(claims())).from(address).get("/protected").body())
          .isEqualTo("alice [user] true HEADER alice@example.org");
    }
  }

  @Test
  default void appliesTheRulesForNames() {
    for (String name : List.of("guest", "a\u200bb", "-", " alice")) {
      assertThat(with(token(claimsWith("preferred_username", name))).get("/open").status())
          .isEqualTo(400);
    }
  }

  @Test
  @Shows(Attack.D02)
  default void d02AnElementOfAnArrayIsOneGroup() {
    for (List<String> groups : List.of(List.of("x,nurse"), List.of("nurse,x"), List.of(","))) {
      assertThat(
              with(token(claimsWith("realm_access", Map.of("roles", groups))))
                  .get("/protected")
                  .body())
          .startsWith("alice [] false ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "RS256"})
  @Shows(Attack.J01)
  default void j01AnUnsignedAssertionIsIgnored(String algorithm) {
    isAnonymous(SignedTokens.unsigned(algorithm));
  }

  @Test
  @Shows(Attack.J02)
  default void j02AnotherAlgorithmIsIgnored() {
    isAnonymous(SignedTokens.byThePublicKey());
    isAnonymous(token(header("RS512"), claims()));
    isAnonymous(token(header("PS256"), claims()));
  }

  @Test
  @Shows(Attack.J03)
  default void j03NoAssertionBringsItsKey() {
    String elsewhere = "https://attacker.example.net/jwks.json";
    isAnonymous(SignedTokens.ofAnotherKey(header("RS256"), claims()));
    isAnonymous(SignedTokens.ofAnotherKey(headerWith("jwk", SignedTokens.otherKey()), claims()));
    isAnonymous(SignedTokens.ofAnotherKey(headerWith("jku", elsewhere), claims()));
    isAnonymous(SignedTokens.ofAnotherKey(headerWith("x5u", elsewhere), claims()));
    isAnonymous(token(headerWith("kid", "test-2"), claims()));
    isAnonymous(token(headerWith("crit", List.of("exp")), claims()));
  }

  @Test
  @Shows(Attack.J04)
  default void j04AnAssertionOfAnotherIssuerOrForAnotherApplicationIsIgnored() {
    isAnonymous(token(claimsWith("iss", "https://id.example.net/realms/clinic")));
    isAnonymous(token(claimsWithout("iss")));
    isAnonymous(token(claimsWith("aud", "other-app")));
    isAnonymous(token(claimsWith("aud", List.of("account"))));
    isAnonymous(token(claimsWithout("aud")));
    isAnonymous(token(claimsWith("typ", "ID")));
    isAnonymous(token(claimsWith("typ", "Refresh")));
    isAnonymous(token(claimsWithout("typ")));
    isAnonymous(token(claimsWith("events", Map.of("logout", Map.of()))));
  }

  @Test
  @Shows(Attack.J05)
  default void j05AnAssertionCountsWithinItsTimesOnly() {
    long now = Instant.now().getEpochSecond();
    isAnonymous(token(claimsWith("exp", now - 120)));
    isAnonymous(token(claimsWithout("exp")));
    isAnonymous(token(claimsWith("exp", "never")));
    isAnonymous(token(claimsWith("nbf", now + 120)));
    isAnonymous(token(claimsWith("iat", now + 120)));
    assertThat(with(token(claimsWith("exp", now - 20))).get("/protected").status()).isEqualTo(200);
  }

  @Test
  @Shows({Attack.J07, Attack.J08})
  default void j07NoPlainHeaderNamesACaller() {
    assertThat(http().header("remote-user", "carol").get("/protected").status()).isEqualTo(401);
    assertThat(http().header("remote-user", "carol").get("/open").body()).isEqualTo("anonymous");
    assertThat(
            with(token(claims()))
                .header("remote-user", "carol")
                .header("remote-groups", "nurse")
                .get("/protected")
                .body())
        .startsWith("alice ");
    assertThat(http().get("/protected").status()).isEqualTo(401);
  }

  @Test
  @Shows(Attack.J01)
  default void j01ATextThatIsNoAssertionIsIgnored() {
    String token = token(claims());
    for (String text :
        List.of(
            "x",
            "..",
            token + ".",
            token + "." + token,
            token.substring(0, token.length() - 4),
            token + "=",
            token.replace(".", ".."),
            token("{\"alg\":\"RS256\",\"alg\":\"none\"}", claimsText()),
            token(
                "{\"alg\":\"RS256\",\"kid\":\"test-1\"}",
                claimsText().replace("{\"iss\"", "{\"sub\":\"x\",\"iss\"")),
            token("{}", "[]"))) {
      isAnonymous(text);
    }
  }

  @Test
  @Shows(Attack.J01)
  default void j01ALargeAssertionCostsNothing() {
    Http large = with("x".repeat(7_000) + ".x.x");
    long best = Long.MAX_VALUE; // of five, since the machine may be busy
    for (int attempt = 0; attempt < 5; attempt++) {
      long start = System.nanoTime();
      assertThat(large.get("/protected").status()).isIn(400, 401, 413, 431);
      best = Math.min(best, System.nanoTime() - start);
    }
    assertThat(best).isLessThan(1_000_000_000L);
  }

  @Test
  default void acceptsOneLineOnly() {
    String token = token(claims());
    assertThat(with(token).header("x-id-token", token).get("/protected").status()).isEqualTo(401);
    assertThat(with(token).header("X_Id_Token", token).get("/protected").status()).isIn(400, 401);
  }
}
