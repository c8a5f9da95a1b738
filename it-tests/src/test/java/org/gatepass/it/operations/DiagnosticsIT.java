// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URL;
import java.util.List;
import org.gatepass.it.attack.AttackedDemo;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The diagnostics of an administrator's own request: complete, and without header values. */
@ArquillianTest
class DiagnosticsIT implements AttackedDemo {
  private static final String PATH = "/api/diagnostics";

  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.demo(SETTINGS);
  }

  @Override
  public Http http() {
    return Http.to(base, "");
  }

  /** The local administrator with a password, also without the proxy. */
  private Http admin() {
    Answer answer = login(http(), "admin", System.getProperty("admin.password"));
    assertThat(answer.status()).isEqualTo(204);
    return http().header("cookie", answer.sessionCookie().orElseThrow());
  }

  private static JsonObject diagnose(Http client) {
    Answer answer = client.get(PATH);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("cache-control")).contains(PRIVATE);
    assertThat(answer.body()).doesNotContain(OLD_SECRET, NEW_SECRET);
    return answer.json();
  }

  private static JsonArray evidence(String missingAddress, String missingSecret) {
    return Json.createArrayBuilder()
        .add(kind("ADDRESS", missingAddress))
        .add(kind("SECRET", missingSecret))
        .build();
  }

  private static JsonObject kind(String kind, String missingEvidence) {
    JsonValue value = missingEvidence == null ? JsonValue.NULL : Json.createValue(missingEvidence);
    return Json.createObjectBuilder().add("kind", kind).add("missingEvidence", value).build();
  }

  private static JsonObject header(String setting, String name, int lines) {
    return Json.createObjectBuilder()
        .add("setting", setting)
        .add("name", name)
        .add("lines", lines)
        .build();
  }

  private static JsonObject setting(String key, String value, String origin) {
    return Json.createObjectBuilder()
        .add("key", key)
        .add("value", value)
        .add("origin", origin)
        .build();
  }

  @Test
  void showsAHeaderAdministratorThatTheProxyIsTrusted() {
    JsonObject report =
        diagnose(
            named("carol")
                .header("remote-email", "a-value@example.org")
                .header("x-forwarded-for", "198.51.100.7"));

    assertThat(report.keySet())
        .containsExactlyInAnyOrder(
            "peerAddress",
            "clientAddress",
            "headersRead",
            "trusted",
            "reason",
            "explanation",
            "caller",
            "authenticatedBy",
            "evidence",
            "headers",
            "settings",
            "text");
    assertThat(report.getString("peerAddress")).isEqualTo(Http.TRUSTED);
    assertThat(report.getString("clientAddress")).isEqualTo("198.51.100.7");
    assertThat(report.getBoolean("headersRead")).isTrue();
    assertThat(report.getBoolean("trusted")).isTrue();
    assertThat(report.get("reason")).isEqualTo(JsonValue.NULL);
    assertThat(report.get("explanation")).isEqualTo(JsonValue.NULL);
    assertThat(report.getString("caller")).isEqualTo("carol");
    assertThat(report.getString("authenticatedBy")).isEqualTo("HEADER");
    assertThat(report.getJsonArray("evidence")).isEqualTo(evidence(null, null));
    assertThat(report.getJsonArray("headers"))
        .containsExactly(
            header("gatepass.caller-header", "remote-user", 1),
            header("gatepass.client-ip-header", "x-forwarded-for", 1),
            header("gatepass.email-header", "remote-email", 1),
            header("gatepass.groups-header", "remote-groups", 0),
            header("gatepass.name-header", "remote-name", 0),
            header("gatepass.shared-secret-header", SECRET_HEADER, 1));
    assertThat(report.toString()).doesNotContain("a-value");
  }

  @Test
  void showsTheSettingsInForceAndWhereEachCameFrom() {
    assertThat(diagnose(named("carol")).getJsonArray("settings"))
        .contains(
            setting("gatepass.trusted-proxies", Http.TRUSTED, "MicroProfile Config"),
            setting("gatepass.shared-secrets", "(hidden)", "MicroProfile Config"),
            setting("gatepass.session-max-age", "PT12H", "annotation"));
  }

  @Test
  void showsWhyAnotherPeerIsNotTrusted() {
    JsonObject report =
        diagnose(admin().from(Http.UNTRUSTED).header("x-forwarded-for", Http.TRUSTED));

    assertThat(report.getString("peerAddress")).isEqualTo(Http.UNTRUSTED);
    assertThat(report.getString("clientAddress")).isEqualTo(Http.UNTRUSTED);
    assertThat(report.getBoolean("trusted")).isFalse();
    assertThat(report.getString("reason")).isEqualTo("UNTRUSTED_PEER");
    assertThat(report.getString("explanation"))
        .startsWith("The peer " + Http.UNTRUSTED + " is not in gatepass.trusted-proxies");
    assertThat(report.getString("text").lines())
        .contains(
            "not trusted",
            "reason: UNTRUSTED_PEER",
            report.getString("explanation"),
            "evidence ADDRESS: UNTRUSTED_PEER");
    assertThat(report.getString("caller")).isEqualTo("admin");
    assertThat(report.getString("authenticatedBy")).isEqualTo("PASSWORD");
    assertThat(report.getJsonArray("evidence"))
        .isEqualTo(evidence("UNTRUSTED_PEER", "MISSING_SECRET"));
  }

  @Test
  void showsWhatIsWrongWithTheSecret() {
    JsonObject missing = diagnose(admin());
    JsonObject wrong = diagnose(admin().header(SECRET_HEADER, "a-guess"));

    assertThat(missing.getString("reason")).isEqualTo("MISSING_SECRET");
    assertThat(wrong.getString("reason")).isEqualTo("WRONG_SECRET");
    assertThat(wrong.getJsonArray("evidence")).isEqualTo(evidence(null, "WRONG_SECRET"));
    assertThat(wrong.toString()).doesNotContain("a-guess");
  }

  @Test
  void listsOtherSpellingsAndRepeatedLines() {
    JsonObject report =
        diagnose(
            admin()
                .header("remote-user", "alice")
                .header("remote-user", "carol")
                .header("Remote_User", "dora"));

    assertThat(report.getJsonArray("headers"))
        .contains(header("gatepass.caller-header", "remote-user", 2))
        .map(JsonValue::asJsonObject)
        .anyMatch(
            header ->
                header.getString("name").equalsIgnoreCase("remote_user")
                    && header.getInt("lines") == 1);
    assertThat(report.toString()).doesNotContain("alice", "dora");
  }

  @Test
  void showsIgnoredHeadersOfATrustedProxy() {
    JsonObject report =
        diagnose(admin().header(SECRET_HEADER, OLD_SECRET).header("remote-user", "(null)"));

    assertThat(report.getBoolean("trusted")).isTrue();
    assertThat(report.getString("reason")).isEqualTo("PLACEHOLDER");
  }

  @Test
  void isForAdministratorsOnly() {
    assertThat(named("alice").get(PATH).status()).isEqualTo(403);
    assertThat(http().header("cookie", cookieOfDora()).get(PATH).status()).isEqualTo(403);
    for (Http nobody : List.of(http(), proxy(), http().header("remote-user", "carol"))) {
      AttackedDemo.assertChallenged(nobody.get(PATH));
    }
  }
}
