// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.attack;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;

/** The demo under attack, and the assertions about its responses: none has a foreign caller. */
public interface AttackedDemo {
  String SECRET_HEADER = "x-gateway-secret";
  String OLD_SECRET = "old-1c5e8f0b2a9d4736-old-1c5e8f0b2a9d4736";
  String NEW_SECRET = "new-7b3d9e61f40c825a-new-7b3d9e61f40c825a";
  String SIGN_OUT_URL = "https://sso.example.org/logout";
  String PASSWORD_OF_DORA = "dora-secret-1";
  String PRIVATE = "private, no-store";
  List<String> ALL_METHODS =
      List.of(
          "GET",
          "HEAD",
          "POST",
          "PUT",
          "PATCH",
          "DELETE",
          "OPTIONS",
          "TRACE",
          "PROPFIND",
          "FOO",
          "get");

  /** Two kinds of evidence, and all that can be read. */
  Map<String, String> SETTINGS =
      Map.of(
          "gatepass.trusted-proxies", Http.TRUSTED,
          "gatepass.shared-secret-header", SECRET_HEADER,
          "gatepass.shared-secrets", OLD_SECRET + "," + NEW_SECRET,
          "gatepass.groups-header", "remote-groups",
          "gatepass.groups-mapping", "idp-admins=administrator,staff=crew",
          "gatepass.email-header", "remote-email",
          "gatepass.name-header", "remote-name",
          "gatepass.fallback", "FORM",
          "gatepass.sign-out-url", SIGN_OUT_URL);

  AtomicInteger CLIENTS = new AtomicInteger();

  JsonObject ANONYMOUS =
      Json.createObjectBuilder()
          .addNull("caller")
          .add("groups", JsonValue.EMPTY_JSON_ARRAY)
          .addNull("authenticatedBy")
          .addNull("email")
          .addNull("name")
          .build();

  /** A client at the proxy's address, without any header. */
  Http http();

  /** The proxy with its secret, without a caller. */
  default Http proxy() {
    return http().header(SECRET_HEADER, NEW_SECRET);
  }

  /** The proxy, for a client of its own: failed logins are counted by the client's address. */
  default Http somebody() {
    int client = CLIENTS.incrementAndGet();
    return proxy().header("x-forwarded-for", "10.66." + client / 256 + "." + client % 256);
  }

  /** The proxy, naming a caller; each character is a byte. */
  default Http named(String name) {
    return proxy().header("remote-user", name);
  }

  /** Bytes of UTF-8, as the characters that the client sends as these bytes. */
  static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  default Answer login(Http client, String name, String password) {
    return client.postJson(
        "/api/login",
        Json.createObjectBuilder().add("name", name).add("password", password).build());
  }

  /** The session cookie of dora after a password login. */
  default String cookieOfDora() {
    Answer answer = login(somebody(), "dora", PASSWORD_OF_DORA);
    assertThat(answer.status()).isEqualTo(204);
    return answer.sessionCookie().orElseThrow();
  }

  default Optional<JsonObject> account(String name) {
    return named("carol").get("/api/users?q=" + name).jsonArray().stream()
        .map(JsonValue::asJsonObject)
        .filter(account -> account.getString("name").equals(name))
        .findFirst();
  }

  /** Public resources are served anonymously, and protected ones challenge. */
  static void assertUnauthenticated(Http client) {
    assertAnonymous(client.get("/api/whoami"));
    assertChallenged(client.get("/api/me"));
    assertChallenged(client.get("/api/users"));
  }

  static void assertAnonymous(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json()).isEqualTo(ANONYMOUS);
    assertThat(answer.header("set-cookie")).isEmpty();
  }

  static void assertChallenged(Answer answer) {
    assertRejection(answer, 401);
    assertThat(answer.header("www-authenticate")).contains("Gatepass realm=\"application\"");
  }

  /** Each resource, public or not, rejects a malformed header of the proxy. */
  static void assertMalformed(Http client) {
    for (String path : List.of("/api/whoami", "/api/me", "/api/users", "/", "/no-such-page")) {
      assertRejection(client.get(path), 400);
    }
  }

  /** Public resources are served anonymously; protected ones answer 403 without a challenge. */
  static void assertForbidden(Http client) {
    assertAnonymous(client.get("/api/whoami"));
    assertRejection(client.get("/api/me"), 403);
    assertRejection(client.get("/api/users"), 403);
  }

  /** The whole body is compared, so that it can name neither header nor caller. */
  private static void assertRejection(Answer answer, int status) {
    assertThat(answer.status()).isEqualTo(status);
    DemoErrors.assertBody(answer, status);
    assertThat(answer.header("cache-control")).contains(PRIVATE);
    assertThat(answer.header("set-cookie")).isEmpty();
  }

  /** Whether the server rejects the bytes itself or we do: 400, and nothing about a caller. */
  static void assertNotUnderstood(Http client) {
    for (String path : List.of("/api/whoami", "/api/me")) {
      Answer answer = client.get(path);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.header("set-cookie")).isEmpty();
      assertNamesNoCaller(answer.body());
    }
  }

  static void assertNamesNoCaller(String text) {
    assertThat(text)
        .doesNotContainIgnoringCase("alice")
        .doesNotContainIgnoringCase("carol")
        .doesNotContainIgnoringCase("dora")
        .doesNotContainIgnoringCase("remote-user")
        .doesNotContainIgnoringCase(SECRET_HEADER)
        .doesNotContain(OLD_SECRET, NEW_SECRET);
  }

  /** This very caller with these very groups, by header, and no session. */
  static void assertCaller(Http client, String name, String... groups) {
    assertCaller(client.get("/api/whoami"), "HEADER", name, groups);
    assertCaller(client.get("/api/me"), "HEADER", name, groups);
  }

  static void assertDora(Http session) {
    assertCaller(session.get("/api/me"), "PASSWORD", "dora", "user");
  }

  static void assertCaller(Answer answer, String way, String name, String... groups) {
    assertThat(answer.status()).isEqualTo(200);
    JsonObject caller = answer.json();
    assertThat(caller.getString("caller")).isEqualTo(name);
    assertThat(caller.getString("authenticatedBy")).isEqualTo(way);
    JsonArrayBuilder expected = Json.createArrayBuilder();
    for (String group : groups) {
      expected.add(group);
    }
    assertThat(caller.getJsonArray("groups")).isEqualTo(expected.build());
    assertThat(answer.header("cache-control")).contains(PRIVATE);
    assertThat(answer.header("set-cookie")).isEmpty();
  }
}
