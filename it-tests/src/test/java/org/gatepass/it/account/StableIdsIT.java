// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URL;
import java.util.Map;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The demo with a proxy that sends a stable id with each caller name. */
@ArquillianTest
class StableIdsIT {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.demo(
        Map.of(
            "gatepass.trusted-proxies", Http.TRUSTED,
            "gatepass.id-header", "remote-id",
            "gatepass.create-unknown-callers", "true",
            "gatepass.default-groups", "crew, user"));
  }

  private Http http() {
    return Http.to(base, "");
  }

  private Http named(String name, String id) {
    return http().header("remote-user", name).header("remote-id", id);
  }

  /** The administrator, whose first request binds her account. */
  private Http carol() {
    return named("carol", "id-of-carol");
  }

  private JsonObject account(String name) {
    return carol().get("/api/users/" + name).json();
  }

  private Answer change(String name, String body) {
    return carol()
        .header("Content-Type", "application/json")
        .send("PATCH", "/api/users/" + name, body);
  }

  @Test
  void bindsTheAccountAtTheFirstLogin() {
    assertThat(named("anna", "a-1").get("/api/me").json().getString("caller")).isEqualTo("anna");
    assertThat(account("anna").getString("stableId")).isEqualTo("a-1");

    assertThat(named("anna", "a-2").get("/api/me").status()).isEqualTo(403);
    assertThat(named("anna", "a-2").get("/api/whoami").json().get("caller"))
        .isEqualTo(JsonValue.NULL);
    assertThat(named("anna", "a-1").get("/api/me").status()).isEqualTo(200);
  }

  @Test
  void createsAnAccountWithTheDefaultGroups() {
    assertThat(named("nadja", "n-1").get("/api/me").status()).isEqualTo(200);
    assertThat(account("nadja").getJsonArray("groups").getValuesAs(JsonString::getString))
        .containsExactly("crew", "user");

    assertThat(change("nadja", "{\"groups\":[]}").status()).isEqualTo(200);
    assertThat(named("nadja", "n-1").get("/api/me").status()).isEqualTo(200);
    assertThat(account("nadja").getJsonArray("groups")).isEmpty();
  }

  @Test
  void bindsAnAccountThatTheApplicationHasCreated() {
    assertThat(account("alice").get("stableId")).isEqualTo(JsonValue.NULL);

    assertThat(named("alice", "id-of-alice").get("/api/me").status()).isEqualTo(200);

    assertThat(account("alice").getString("stableId")).isEqualTo("id-of-alice");
    assertThat(named("alice", "another").get("/api/me").status()).isEqualTo(403);
  }

  @Test
  void rejectsACallerNameWithoutAnId() {
    Http alone = http().header("remote-user", "carol");

    assertThat(alone.get("/api/me").status()).isEqualTo(400);
    assertThat(alone.get("/api/whoami").status()).isEqualTo(400);
    assertThat(named("carol", "(null)").get("/api/whoami").status()).isEqualTo(400);
    assertThat(http().header("remote-id", "id-of-carol").get("/api/me").status()).isEqualTo(401);
  }

  @Test
  void keepsTheAccountOfAPersonWithAnotherName() {
    named("berta", "b-1").get("/api/me");

    assertThat(named("berthe", "b-1").get("/api/me").json().getString("caller")).isEqualTo("berta");
    assertThat(carol().get("/api/users/berthe").status()).isEqualTo(404);
  }

  @Test
  void rejectsTheIdOfAnotherAccount() {
    named("clara", "c-1").get("/api/me");
    named("doris", "d-1").get("/api/me");

    assertThat(named("doris", "c-1").get("/api/me").status()).isEqualTo(403);
    assertThat(named("clara", "d-1").get("/api/me").status()).isEqualTo(403);
  }

  @Test
  void leavesTheDecisionAboutAnotherPersonToAnAdministrator() {
    named("emma", "e-1").get("/api/me");
    assertThat(named("emma", "e-2").get("/api/me").status()).isEqualTo(403);

    assertThat(change("emma", "{\"stableId\":\"e-2\"}").status()).isEqualTo(200);
    assertThat(named("emma", "e-2").get("/api/me").status()).isEqualTo(200);
    assertThat(named("emma", "e-1").get("/api/me").status()).isEqualTo(403);

    assertThat(change("emma", "{\"stableId\":null}").status()).isEqualTo(200);
    assertThat(named("emma", "e-3").get("/api/me").status()).isEqualTo(200);
    assertThat(named("emma", "e-2").get("/api/me").status()).isEqualTo(403);
  }

  @Test
  void keepsTheIdOfARenamedAccount() {
    named("frida", "f-1").get("/api/me");

    Answer renamed =
        carol()
            .header("Content-Type", "application/json")
            .send("PUT", "/api/users/frida/name", "{\"name\":\"frieda\"}");

    assertThat(renamed.json().getString("stableId")).isEqualTo("f-1");
    assertThat(named("frieda", "f-1").get("/api/me").json().getString("caller"))
        .isEqualTo("frieda");
    // The former name is taken by an inactive account.
    assertThat(named("frida", "f-1").get("/api/me").status()).isEqualTo(403);
    assertThat(named("frida", "f-2").get("/api/me").status()).isEqualTo(403);
  }
}
