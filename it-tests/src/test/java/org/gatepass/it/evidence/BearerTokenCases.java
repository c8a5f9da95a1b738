// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.gatepass.it.app.tokens.LateFilter;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application with bearer tokens of its own, in addition to callers that the proxy names. */
interface BearerTokenCases {
  /** The token of the program robot, which is a user. */
  String ROBOT = "Bearer robots-token-2f6c8d1e";

  /** The token of the program reader, which has no group. */
  String READER = "Bearer readers-token-9a4b7c3d";

  String REQUIRED = "Bearer realm=\"application\"";
  String INVALID = REQUIRED + ", error=\"invalid_token\"";

  /** A client of the application. */
  Http http();

  private Http with(String authorization) {
    return http().header("Authorization", authorization);
  }

  private static void assertChallenged(Answer answer, String challenge) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers().get("www-authenticate"))
        .contains("Gatepass realm=\"application\"", challenge);
  }

  @Test
  default void authenticatesTheProgramOfATokenWithoutASession() {
    for (String address : List.of(Http.TRUSTED, Http.UNTRUSTED)) {
      for (String path : List.of("/protected", "/open")) {
        Answer answer = with(ROBOT).from(address).get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("robot [user] true TOKEN -");
        assertThat(answer.sessionCookie()).isEmpty();
      }
    }
  }

  @Test
  default void givesEachTokenItsOwnGroups() {
    assertThat(with(ROBOT).get("/users").status()).isEqualTo(200);
    assertThat(with(READER).get("/users").status()).isEqualTo(403);
    assertThat(with(READER).get("/protected").body()).isEqualTo("reader [] false TOKEN -");
  }

  @Test
  default void challengesARequestWithoutAToken() {
    assertChallenged(http().get("/protected"), REQUIRED);
    assertThat(http().get("/open").body()).isEqualTo("anonymous");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer wrong", "Bearer", "Bearer a b", "Bearer a, Bearer b"})
  default void rejectsAWrongToken(String authorization) {
    assertChallenged(with(authorization).get("/protected"), INVALID);
    assertThat(with(authorization).get("/open").body()).isEqualTo("anonymous");
  }

  @Test
  default void readsATokenOfASingleHeaderLineOnly() {
    assertChallenged(with(ROBOT).header("Authorization", READER).get("/protected"), INVALID);
    assertChallenged(
        http().get("/protected?access_token=" + ROBOT.substring("Bearer ".length())), REQUIRED);
    assertThat(with(ROBOT.toLowerCase(Locale.ROOT)).get("/protected").status()).isEqualTo(200);
  }

  @Test
  @Shows(Attack.F06)
  default void f06AHeaderOfTheProxyWinsOverAToken() {
    assertThat(with(ROBOT).header("remote-user", "alice").get("/protected").body())
        .isEqualTo("alice [] false HEADER -");
    assertThat(with(ROBOT).header("remote-user", "guest").get("/protected").status())
        .isEqualTo(400);
  }

  @Test
  default void ignoresTheHeaderOfAnUntrustedPeerBesideAToken() {
    assertThat(
            with(ROBOT)
                .header("remote-user", "alice")
                .from(Http.UNTRUSTED)
                .get("/protected")
                .body())
        .startsWith("robot ");
  }

  @Test
  default void answers503WhileTheStoreIsDown() {
    assertThat(with("Bearer broken").get("/protected").status()).isEqualTo(503);
    assertThat(with("Bearer broken").get("/open").status()).isEqualTo(503);
  }

  @Test
  @Shows(Attack.F08)
  default void f08GuessedTokensAreCountedByTheClientsAddress() {
    for (int i = 0; i < 30; i++) {
      assertThat(
              with("Bearer guess-" + i)
                  .header("x-forwarded-for", "10.78.1.1")
                  .get("/protected")
                  .status())
          .isEqualTo(401);
    }

    Answer answer = with("Bearer guess").header("x-forwarded-for", "10.78.1.1").get("/open");

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("retry-after")).isPresent();
    assertThat(with(ROBOT).header("x-forwarded-for", "10.78.1.2").get("/protected").status())
        .isEqualTo(200);
  }

  /** Adds a file, and a filter that comes after Gatepass's last one. */
  static WebArchive withLateFilter(WebArchive war) {
    return war.addAsWebResource(new StringAsset("<svg/>"), "late.svg")
        .addClasses(LateFilter.class, LateFilter.Registration.class);
  }

  @Test
  default void forbidsStoringAFileThatALaterFilterMayChange() {
    Answer answer = with(ROBOT).get("/late.svg");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("<svg/>");
    assertThat(answer.header("x-late")).contains("yes");
    assertThat(answer.header("cache-control")).contains("private, no-store");
  }
}
