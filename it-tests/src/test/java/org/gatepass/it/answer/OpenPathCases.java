// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatepass.it.app.open.CorsFilter;
import org.gatepass.it.app.open.OpenSecurity;
import org.gatepass.it.app.open.OpenStore;
import org.gatepass.it.app.open.PlacesServlet;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Open paths of an application whose other requests need a header, and attacks on them. */
interface OpenPathCases {
  /** A client of the application, at the address of the proxy. */
  Http http();

  /** The application. */
  static Class<?>[] classes() {
    return new Class<?>[] {
      OpenSecurity.class, OpenStore.class, PlacesServlet.class, CorsFilter.class
    };
  }

  /** The proxy, naming a caller. */
  default Http named(String name) {
    return http()
        .header(OpenSecurity.SECRET_HEADER, OpenSecurity.SECRET)
        .header("remote-user", name);
  }

  private static void assertPlace(Answer answer, String place, String caller) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo("place=" + place + " caller=" + caller + " secret=null note=null");
  }

  @ParameterizedTest
  @CsvSource({
    "/health, /health",
    "/health?x=/closed, /health",
    "/metrics, /metrics",
    "/metrics/, /metrics",
    "/metrics/jvm/memory, /metrics",
    "/api/health, /api"
  })
  default void servesOpenPathsAnonymously(String path, String place) {
    for (Http client :
        List.of(http(), http().from(Http.UNTRUSTED), named("alice"), named("al ice"))) {
      assertPlace(client.get(path), place, "none");
      assertThat(client.send("POST", path, "").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/closed", "/api/users", "/api", "/", "/no-such"})
  default void needsAHeaderOnOtherPaths(String path) {
    assertThat(http().get(path).status()).isEqualTo(401);
    assertThat(named("al ice").get(path).status()).isEqualTo(400);
  }

  @Test
  default void answersWhileTheDatabaseIsDown() {
    assertThat(named("down").get("/closed").status()).isEqualTo(503);
    assertPlace(named("down").get("/health"), "/health", "none");
  }

  @Test
  @Shows(Attack.A09)
  default void a09TheSecretIsHiddenOnOpenPaths() {
    assertThat(named("alice").get("/health").body()).doesNotContain(OpenSecurity.SECRET);
  }

  @Test
  @Shows(Attack.E02)
  default void e02AnOpenPathShowsNoSessionOfACallerAndEndsNone() {
    Answer answer = named("alice").get("/closed?do=note&to=private");
    String cookie = answer.lastSessionCookie().orElseThrow();

    Answer probe = http().header("Cookie", cookie).get("/metrics/x");
    assertPlace(probe, "/metrics", "none");
    assertThat(probe.header("set-cookie")).isEmpty();
    assertPlace(named("alice").header("Cookie", cookie).get("/health"), "/health", "none");

    assertThat(named("alice").header("Cookie", cookie).get("/closed").body())
        .isEqualTo("place=/closed caller=alice secret=null note=private");
  }

  @Test
  @Shows(Attack.H03)
  default void h03AConstraintIsStrongerThanAnOpenPath() {
    for (String path : List.of("/metrics/secret", "/metrics/secret/x")) {
      assertThat(http().get(path).status()).isEqualTo(401);
      assertThat(http().send("POST", path, "").status()).isEqualTo(401);
      assertThat(named("al ice").get(path).status()).isEqualTo(400);
      assertThat(named("alice").get(path).body()).contains("caller=alice");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health/../closed",
        "/health/..;/closed",
        "/health;/../closed",
        "/health;x=y/../closed",
        "/health/%2e%2e/closed",
        "/health%2f..%2fclosed",
        "/health/..%2fclosed",
        "/health%5c..%5cclosed",
        "/health/.//../closed",
        "/health%00/../closed",
        "/health//../../closed",
        "/metrics/../closed",
        "/metrics/..;/closed",
        "/metrics/x/..;/..;/closed",
        "/metrics/%2e%2e/closed",
        "/metrics/%2e%2e;/closed",
        "/metrics/%2e%2e%2fclosed",
        "/metrics/..%2fclosed",
        "/metrics/..%5cclosed",
        "/metrics/%252e%252e/closed",
        "/metrics//../../closed",
        "/metrics/../protected",
        "/metrics/..;/protected",
        "/metrics/%2e%2e/protected",
        "/metrics/x/../secret",
        "/metrics/x/..;/secret",
        "/metrics//secret",
        "/metrics/./secret",
        "/metrics/;/secret",
        "/metrics/secret;x",
        "/metrics/%73ecret",
        "/metrics/secret%2fx",
        "/closed/../metrics/secret"
      })
  @Shows(Attack.H01)
  default void h01NoDetourLeadsFromAnOpenPathToAnotherResource(String path) {
    for (Http client : List.of(http(), http().from(Http.UNTRUSTED))) {
      for (String method : List.of("GET", "POST")) {
        Answer answer = client.send(method, path, "");
        assertThat(answer.status()).as(method).isBetween(400, 499);
        assertThat(answer.body()).doesNotContain("place=");
      }
    }
  }

  /** A library that reads the target itself could find the resource before the detour. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/users/..;/health",
        "/api/users/../health",
        "/api/users/%2e%2e/health",
        "/api/users/%2e%2e;x/health",
        "/api/health;/users",
        "/api/health;x=y",
        "/api;x=y/health",
        "/api//health",
        "/api/./health",
        "/api/%68ealth",
        "/api%2fhealth",
        "/api/health/..",
        "/closed/../health",
        "/closed/..;/health",
        "/protected/..;/metrics/x",
        "/health;x=y",
        "/;x/health",
        "//health",
        "/HEALTH",
        "/health/",
        "/health.",
        "/health%20",
        "/metricsx"
      })
  @Shows(Attack.H01)
  default void h01AnotherSpellingOfAnOpenPathIsNotOpen(String path) {
    Answer answer = http().get(path);

    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.body()).doesNotContain("place=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"forward", "include", "async"})
  @Shows(Attack.K08)
  default void k08ADispatchChangesNoCaller(String dispatch) {
    String from = "?do=" + dispatch + "&to=";

    for (String to : List.of("/closed", "/protected")) {
      Answer open = named("alice").get("/metrics" + from + to);
      assertThat(open.body()).contains("caller=none").doesNotContain("caller=alice");
    }
    assertThat(named("alice").get("/closed" + from + "/health").body()).contains("caller=alice");
    assertThat(http().get("/closed" + from + "/health").status()).isEqualTo(401);
    assertThat(http().get("/protected" + from + "/health").status()).isEqualTo(401);
  }

  @Test
  @Shows(Attack.K08)
  default void k08AnErrorPageOnAnOpenPathChangesNoCaller() {
    assertThat(named("alice").get("/closed?do=error").body())
        .contains("place=/health caller=alice");
    assertThat(named("alice").get("/metrics?do=error").body())
        .contains("place=/health caller=none");
    Answer rejected = http().get("/closed?do=error");
    assertThat(rejected.status()).isEqualTo(401);
    assertThat(rejected.body()).doesNotContain("place=");
  }

  @Test
  @Shows(Attack.K08)
  default void k08ACallerWhomTheApplicationDemandsIsAuthenticated() {
    assertThat(http().get("/metrics?do=authenticate").status()).isEqualTo(401);
    assertThat(http().get("/metrics?do=authenticate").body()).doesNotContain("place=");
    assertPlace(named("alice").get("/metrics?do=authenticate"), "/metrics", "alice");
  }
}
