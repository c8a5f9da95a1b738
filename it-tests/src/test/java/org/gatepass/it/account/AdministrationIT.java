// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The demo's REST API for administrators, used by a header administrator (carol) and a local one
 * (admin).
 */
@ArquillianTest
class AdministrationIT {
  private static final String PASSWORD = "a-good-password";
  private static final String OWN = "a-password-of-my-own";
  private static final String LOCAL = "{\"groups\":[\"administrator\"],\"password\":\"" + PASSWORD;

  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.demo(Map.of("gatepass.trusted-proxies", Http.TRUSTED));
  }

  private Http http() {
    return Http.to(base, "");
  }

  private Http carol() {
    return http().header("remote-user", "carol");
  }

  private Http admin() {
    return loggedIn("admin", System.getProperty("admin.password"));
  }

  private Http loggedIn(String name, String password) {
    Answer answer = login(name, password);
    assertThat(answer.status()).isEqualTo(204);
    return http().header("Cookie", answer.sessionCookie().orElseThrow());
  }

  private Answer login(String name, String password) {
    return login(http(), name, password);
  }

  private static Answer login(Http client, String name, String password) {
    return client.postJson(
        "/api/login",
        Json.createObjectBuilder().add("name", name).add("password", password).build());
  }

  private static Answer send(Http client, String method, String path, String body) {
    return client.header("Content-Type", "application/json").send(method, path, body);
  }

  private static Answer create(Http client, String body) {
    return send(client, "POST", "/api/users", body);
  }

  private static Answer patch(Http client, String name, String body) {
    return send(client, "PATCH", "/api/users/" + name, body);
  }

  private static Answer setPassword(Http client, String name, String password) {
    return send(
        client, "PUT", "/api/users/" + name + "/password", "{\"password\":\"" + password + "\"}");
  }

  private static Answer delete(Http client, String name) {
    return client.send("DELETE", "/api/users/" + name, "");
  }

  private void givenAccount(String name, String more) {
    assertThat(create(admin(), "{\"name\":\"" + name + "\"" + more + "}").status()).isEqualTo(201);
  }

  private void givenLocalAdministrator(String name) {
    givenAccount(name, ",\"groups\":[\"administrator\"],\"password\":\"" + PASSWORD + "\"");
  }

  private static void assertRejection(Answer answer, int status, String reason) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("content-type").orElseThrow()).startsWith("application/json");
    assertThat(answer.json().getInt("status")).isEqualTo(status);
    assertThat(answer.json().getString("reason")).contains(reason);
  }

  // Renames.

  private static Answer rename(Http client, String name, String newName) {
    return send(client, "PUT", "/api/users/" + name + "/name", "{\"name\":\"" + newName + "\"}");
  }

  @Test
  void renamesAnAccount() {
    givenAccount(
        "maria", ",\"groups\":[\"user\"],\"loginByHeader\":true,\"password\":\"" + PASSWORD + "\"");
    Http session = loggedIn("maria", PASSWORD);
    assertThat(http().header("remote-user", "maria").get("/api/me").status()).isEqualTo(200);

    Answer renamed = rename(carol(), "maria", "mary");

    assertThat(renamed.status()).isEqualTo(200);
    assertThat(renamed.json().getString("name")).isEqualTo("mary");
    assertThat(session.get("/api/me").status()).isEqualTo(401);
    assertThat(login("maria", PASSWORD).status()).isEqualTo(401);
    assertThat(login("mary", PASSWORD).status()).isEqualTo(204);
    assertThat(http().header("remote-user", "mary").get("/api/me").status()).isEqualTo(200);
    assertThat(http().header("remote-user", "maria").get("/api/me").status()).isEqualTo(403);
    assertThat(carol().get("/api/users/maria").json().getBoolean("active")).isFalse();
  }

  @Test
  void givesAnAdministratorTheNameThatTheProxySends() {
    givenLocalAdministrator("chief");
    assertRejection(rename(carol(), "chief", "charles"), 403, "password");

    assertThat(rename(admin(), "chief", "charles").status()).isEqualTo(200);
    assertThat(patch(admin(), "charles", "{\"loginByHeader\":true}").status()).isEqualTo(200);

    Http charles = http().header("remote-user", "charles");
    assertThat(charles.get("/api/users").status()).isEqualTo(200);
    assertThat(loggedIn("charles", PASSWORD).get("/api/users").status()).isEqualTo(200);
    assertThat(delete(admin(), "charles").status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name":"alice"} | 409 | there is an account of this name
          {"name":"a b"} | 400 | "name" is none that a gateway could assert
          {"name":""} | 400 | "name" is none that a gateway could assert
          {"name":".."} | 400 | "name" can't be part of an address
          {"name":null} | 400 | the body is not
          {"name":"x","active":true} | 400 | the body is not
          {} | 400 | the body is not
          """)
  void renamesNoAccountToSuchANameOrByAnotherBody(String body, int status, String reason) {
    assertRejection(send(carol(), "PUT", "/api/users/dora/name", body), status, reason);
    assertThat(carol().get("/api/users/dora").json().getBoolean("active")).isTrue();
  }

  @Test
  void renamesNoUnknownAccount() {
    assertRejection(rename(carol(), "nobody-knows", "somebody"), 404, "no account");
    assertThat(carol().get("/api/users/somebody").status()).isEqualTo(404);
  }

  // One account.

  @Test
  void returnsAnAccountWithAllItsFields() {
    Answer answer = carol().get("/api/users/dora");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().keySet())
        .containsExactly(
            "name",
            "email",
            "displayName",
            "stableId",
            "active",
            "groups",
            "loginByHeader",
            "local",
            "passwordChangeRequired",
            "lockedUntil",
            "expiresAt",
            "passwordExpiresAt",
            "lastLogin");
    assertThat(answer.json().getBoolean("local")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/users/j%C3%BCrgen", "/api/users/j%c3%bcrgen"})
  void findsAnAccountByAnEncodedName(String path) {
    assertThat(carol().get(path).json().getString("name")).isEqualTo("jürgen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody-knows", "Alice", "alice%20", "%25", "a%2Bb"})
  void findsNoAccountByAnyOtherName(String name) {
    assertRejection(carol().get("/api/users/" + name), 404, "no account");
    assertRejection(patch(carol(), name, "{\"active\":true}"), 404, "no account");
    assertRejection(setPassword(carol(), name, PASSWORD), 404, "no account");
    assertRejection(delete(carol(), name), 404, "no account");
  }

  @Test
  void admitsAdministratorsOnly() {
    for (String method : List.of("GET", "HEAD", "PATCH", "DELETE", "OPTIONS")) {
      String body = method.equals("PATCH") ? "{}" : "";
      Http alice = http().header("remote-user", "alice");
      assertThat(send(http(), method, "/api/users/alice", body).status()).isEqualTo(401);
      assertThat(send(alice, method, "/api/users/alice", body).status()).isEqualTo(403);
    }
    assertThat(create(http().header("remote-user", "alice"), "{\"name\":\"x\"}").status())
        .isEqualTo(403);
    assertThat(setPassword(http().header("remote-user", "dora"), "dora", PASSWORD).status())
        .isEqualTo(403);
  }

  @Test
  void answersHeadAndOptions() {
    Answer head = carol().send("HEAD", "/api/users/alice", "");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();

    Answer options = carol().send("OPTIONS", "/api/users/alice", "");
    assertThat(options.status()).isBetween(200, 204);
    assertThat(options.header("allow").orElseThrow()).contains("GET", "PATCH", "DELETE");
    assertThat(options.body()).doesNotContain("resource");
  }

  // Creating.

  @Test
  void storesWhatWasSent() {
    Answer answer =
        create(
            carol(),
            """
              {"name":"erik","email":"erik@example.org","displayName":"Erik \\u00d8","active":false,
               "groups":["user","crew"],"loginByHeader":true}""");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("location")).contains(http().target("/api/users/erik"));
    JsonObject erik = carol().get("/api/users/erik").json();
    assertThat(erik).isEqualTo(answer.json());
    assertThat(erik)
        .isEqualTo(
            Json.createObjectBuilder()
                .add("name", "erik")
                .add("email", "erik@example.org")
                .add("displayName", "Erik Ø")
                .addNull("stableId")
                .add("active", false)
                .add("groups", Json.createArrayBuilder().add("crew").add("user"))
                .add("loginByHeader", true)
                .add("local", false)
                .add("passwordChangeRequired", false)
                .addNull("lockedUntil")
                .addNull("expiresAt")
                .addNull("passwordExpiresAt")
                .addNull("lastLogin")
                .build());
  }

  @Test
  void bindsAnAccountToAStableIdAndResetsIt() {
    create(carol(), "{\"name\":\"bound\"}");
    create(carol(), "{\"name\":\"free\"}");

    Answer bound = patch(carol(), "bound", "{\"stableId\":\"id-of-bound\"}");

    assertThat(bound.status()).isEqualTo(200);
    assertThat(bound.json().getString("stableId")).isEqualTo("id-of-bound");
    assertRejection(
        patch(carol(), "free", "{\"stableId\":\"id-of-bound\"}"), 409, "another account");
    assertThat(patch(carol(), "bound", "{\"stableId\":null}").json().get("stableId"))
        .isEqualTo(JsonValue.NULL);
    assertThat(patch(carol(), "free", "{\"stableId\":\"id-of-bound\"}").status()).isEqualTo(200);
  }

  @Test
  void exportsAllThatTheTablesHoldOfAnAccountButThePasswordAndDeletesIt() {
    givenAccount(
        "exported",
        ",\"email\":\"ex@example.org\",\"displayName\":\"Ex\",\"stableId\":\"id-of-ex\","
            + "\"groups\":[\"user\",\"crew\"],\"password\":\""
            + PASSWORD
            + "\"");
    patch(carol(), "exported", "{\"active\":false}");

    JsonObject data = carol().get("/api/users/exported/export").json();

    assertThat(data.getString("id")).hasSize(36);
    assertThat(Json.createObjectBuilder(data).remove("id").build())
        .isEqualTo(
            Json.createObjectBuilder()
                .add("active", false)
                .add("changes", Json.createArrayBuilder().add("REVOKED"))
                .add("displayName", "Ex")
                .add("email", "ex@example.org")
                .add("groups", Json.createArrayBuilder().add("crew").add("user"))
                .add("local", true)
                .add("loginByHeader", false)
                .add("name", "exported")
                .add("stableId", "id-of-ex")
                .build());
    delete(carol(), "exported");
    assertThat(carol().get("/api/users/exported/export").status()).isEqualTo(404);
    assertThat(http().header("remote-user", "alice").get("/api/users/exported/export").status())
        .isEqualTo(403);
  }

  @Test
  void needsOnlyAName() {
    JsonObject plain = create(carol(), "{\"name\":\"plain\"}").json();

    assertThat(plain.getBoolean("active")).isTrue();
    assertThat(plain.getBoolean("loginByHeader")).isFalse();
    assertThat(plain.getBoolean("local")).isFalse();
    assertThat(plain.getJsonArray("groups")).isEmpty();
    assertThat(plain.get("email")).isEqualTo(JsonValue.NULL);
    assertThat(http().header("remote-user", "plain").get("/api/me").status()).isEqualTo(403);
  }

  @Test
  void acceptsNamesBeyondAscii() {
    Answer answer = create(carol(), "{\"name\":\"иван\",\"loginByHeader\":true}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("location"))
        .contains(http().target("/api/users/%D0%B8%D0%B2%D0%B0%D0%BD"));
    assertThat(carol().get("/api/users/%D0%B8%D0%B2%D0%B0%D0%BD").status()).isEqualTo(200);
  }

  @Test
  void acceptsThePasswordOfANewAccount() {
    givenAccount("walter", ",\"password\":\"" + PASSWORD + "\"");

    assertThat(loggedIn("walter", PASSWORD).get("/api/me").json().getString("caller"))
        .isEqualTo("walter");
  }

  @Test
  void rejectsANameThatIsTaken() {
    assertRejection(create(carol(), "{\"name\":\"alice\"}"), 409, "account of this name");
    assertThat(carol().get("/api/users/alice").json().getString("displayName")).isEqualTo("Alice");
  }

  @Test
  void createsOneAccountOfTenAtTheSameTime() throws Exception {
    Http carol = carol();
    List<Integer> statuses =
        atTheSameTime(
            Collections.nCopies(10, () -> create(carol, "{\"name\":\"ten-times\"}").status()));

    assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                              | JSON object",
        "[]                              | JSON object",
        "{                               | JSON object",
        "{}                              | name",
        "{'name':null}                   | name",
        "{'name':7}                      | name",
        "{'name':''}                     | name",
        "{'name':' x'}                   | name",
        "{'name':'a b'}                  | name",
        "{'name':'a,b'}                  | name",
        "{'name':'a/b'}                  | name",
        "{'name':'..'}                   | name",
        "{'name':'anonymous'}            | RESERVED_NAME",
        "{'name':'null'}                 | PLACEHOLDER",
        "{'name':'ju\\u0308rgen'}        | UNCLEAN_VALUE",
        "{'name':'x','local':true}       | \"local\"",
        "{'name':'x','Email':'a@b'}      | \"Email\"",
        "{'name':'x','id':1}             | \"id\"",
        "{'name':'x','email':'a'}        | \"email\"",
        "{'name':'x','email':'@b'}       | \"email\"",
        "{'name':'x','email':'a@'}       | \"email\"",
        "{'name':'x','email':'a@b@c'}    | \"email\"",
        "{'name':'x','email':'a @b'}     | \"email\"",
        "{'name':'x','email':''}         | \"email\"",
        "{'name':'x','email':['a@b']}    | \"email\"",
        "{'name':'x','displayName':''}   | \"displayName\"",
        "{'name':'x','displayName':' x'} | \"displayName\"",
        "{'name':'x','displayName':'a\\nb'}     | \"displayName\"",
        "{'name':'x','displayName':'a\\u202eb'} | \"displayName\"",
        "{'name':'x','displayName':'a\\ud800'}  | \"displayName\"",
        "{'name':'x','displayName':1}    | \"displayName\"",
        "{'name':'x','active':'true'}    | \"active\"",
        "{'name':'x','active':null}      | \"active\"",
        "{'name':'x','active':1}         | \"active\"",
        "{'name':'x','loginByHeader':0}  | \"loginByHeader\"",
        "{'name':'x','passwordChangeRequired':'x'} | \"passwordChangeRequired\"",
        "{'name':'x','lockedUntil':5}     | \"lockedUntil\"",
        "{'name':'x','expiresAt':'soon'}  | \"expiresAt\"",
        "{'name':'x','passwordExpiresAt':'2026-07-01'} | \"passwordExpiresAt\"",
        "{'name':'x','groups':'user'}    | \"groups\"",
        "{'name':'x','groups':null}      | \"groups\"",
        "{'name':'x','groups':[1]}       | \"groups\"",
        "{'name':'x','groups':['']}      | \"groups\"",
        "{'name':'x','groups':['a ']}    | \"groups\"",
        "{'name':'x','password':''}      | \"password\"",
        "{'name':'x','password':'1234567'}        | \"password\"",
        "{'name':'x','password':12345678}         | \"password\"",
        "{'name':'x','password':'1234567\\ud800'} | \"password\""
      })
  void rejectsABodyThatBreaksARule(String body, String reason) {
    assertRejection(create(carol(), body.replace('\'', '"')), 400, reason);
    assertThat(carol().get("/api/users/x").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "name, 150, 151",
    "displayName, 255, 256",
    "email, 254, 255",
    "password, 1024, 1025",
    "groups, 255, 256"
  })
  void acceptsTheLongestTextAndRejectsALongerOne(String field, int longest, int tooLong) {
    Answer rejected = create(carol(), longBody(field, tooLong));
    assertRejection(rejected, 400, "\"" + field + "\"");
    assertThat(create(carol(), longBody(field, longest)).status()).isEqualTo(201);
  }

  private static String longBody(String field, int length) {
    String text = "a".repeat(length);
    return switch (field) {
      case "name" -> "{\"name\":\"" + text + "\"}";
      case "groups" -> "{\"name\":\"long-" + field + "\",\"groups\":[\"" + text + "\"]}";
      case "email" -> "{\"name\":\"long-email\",\"email\":\"a@" + text.substring(2) + "\"}";
      default -> "{\"name\":\"long-" + field + "\",\"" + field + "\":\"" + text + "\"}";
    };
  }

  @Test
  void rejectsTooManyGroupsAndTooLongABody() {
    String groups =
        IntStream.range(0, 101).mapToObj(i -> "\"g" + i + "\"").collect(Collectors.joining(","));
    assertRejection(
        create(carol(), "{\"name\":\"x\",\"groups\":[" + groups + "]}"), 400, "\"groups\"");
    assertRejection(create(carol(), "{\"name\":\"x\"" + " ".repeat(65_536) + "}"), 400, "longer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""})
  void rejectsBodiesNotDeclaredAsJson(String contentType) {
    Http client = contentType.isEmpty() ? carol() : carol().header("Content-Type", contentType);

    assertThat(client.send("POST", "/api/users", "{\"name\":\"x\"}").status()).isEqualTo(415);
    assertThat(client.send("PATCH", "/api/users/alice", "{\"active\":false}").status())
        .isEqualTo(415);
    assertThat(client.send("PUT", "/api/users/alice/password", "{}").status()).isEqualTo(415);
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Origin, https://evil.example",
    "Origin, null"
  })
  void rejectsCallsFromOtherSites(String header, String value) {
    Http forged = carol().header(header, value);

    assertThat(create(forged, "{\"name\":\"x\"}").status()).isEqualTo(403);
    assertThat(patch(forged, "alice", "{\"active\":false}").status()).isEqualTo(403);
    assertThat(setPassword(forged, "alice", PASSWORD).status()).isEqualTo(403);
    assertThat(delete(forged, "alice").status()).isEqualTo(403);
    assertThat(carol().get("/api/users/alice").json().getBoolean("active")).isTrue();
  }

  // Changing and deleting.

  @Test
  void keepsMembersThatTheBodyOmits() {
    givenAccount("fred", ",\"email\":\"fred@example.org\",\"groups\":[\"user\"]");

    Answer answer = patch(carol(), "fred", "{\"displayName\":\"Fred\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("displayName")).isEqualTo("Fred");
    assertThat(answer.json().getString("email")).isEqualTo("fred@example.org");
    assertThat(answer.json()).isEqualTo(carol().get("/api/users/fred").json());
    assertThat(patch(carol(), "fred", "{}").json()).isEqualTo(answer.json());
  }

  @Test
  void removesWithNull() {
    givenAccount(
        "greta",
        ",\"email\":\"g@example.org\",\"displayName\":\"G\",\"password\":\"" + PASSWORD + "\"");

    JsonObject greta =
        patch(carol(), "greta", "{\"email\":null,\"displayName\":null,\"password\":null}").json();

    assertThat(greta.get("email")).isEqualTo(JsonValue.NULL);
    assertThat(greta.get("displayName")).isEqualTo(JsonValue.NULL);
    assertThat(greta.getBoolean("local")).isFalse();
    assertThat(login("greta", PASSWORD).status()).isEqualTo(401);
  }

  @Test
  void replacesGroupsAsAWhole() {
    givenAccount("hugo", ",\"groups\":[\"user\",\"crew\"]");

    assertThat(
            patch(carol(), "hugo", "{\"groups\":[\"crew\",\"staff\",\"crew\"]}")
                .json()
                .getJsonArray("groups"))
        .isEqualTo(Json.createArrayBuilder().add("crew").add("staff").build());
    assertThat(patch(carol(), "hugo", "{\"groups\":[]}").json().getJsonArray("groups")).isEmpty();
  }

  @Test
  void deactivatesAtOnce() {
    givenAccount("ida", ",\"loginByHeader\":true");
    Http ida = http().header("remote-user", "ida");
    assertThat(ida.get("/api/me").status()).isEqualTo(200);

    patch(carol(), "ida", "{\"active\":false}");
    assertThat(ida.get("/api/me").status()).isEqualTo(403);

    patch(carol(), "ida", "{\"active\":true}");
    assertThat(ida.get("/api/me").status()).isEqualTo(200);
  }

  @Test
  void rejectsAnotherName() {
    assertRejection(patch(carol(), "alice", "{\"name\":\"alina\"}"), 400, "\"name\"");
    assertThat(patch(carol(), "alice", "{\"name\":\"alice\"}").status()).isEqualTo(200);
  }

  @Test
  void changesNothingWhereOneFieldIsWrong() {
    assertRejection(
        patch(carol(), "alice", "{\"displayName\":\"Mallory\",\"active\":0}"), 400, "active");
    assertThat(carol().get("/api/users/alice").json().getString("displayName")).isEqualTo("Alice");
  }

  @Test
  void setsAPasswordAndEndsSessionsWithTheOldOne() {
    givenAccount("jo", ",\"password\":\"" + PASSWORD + "\"");
    Http session = loggedIn("jo", PASSWORD);

    assertThat(setPassword(carol(), "jo", "another-password").status()).isEqualTo(204);

    assertThat(session.get("/api/me").status()).isEqualTo(401);
    assertThat(login("jo", PASSWORD).status()).isEqualTo(401);
    assertThat(login("jo", "another-password").status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"password\":null}",
        "{\"password\":\"short\"}",
        "{\"password\":\"long-enough\",\"active\":true}"
      })
  void rejectsAnInvalidPassword(String body) {
    assertRejection(send(carol(), "PUT", "/api/users/dora/password", body), 400, "password");
  }

  // The caller's own password.

  private static Answer changePassword(Http client, String body) {
    return send(client, "POST", "/api/password", body.replace('\'', '"'));
  }

  private static String passwords(String present) {
    return "'password':'" + present + "','newPassword':'" + OWN + "'}";
  }

  private void givenCallerWithAPassword(String name) {
    givenAccount(
        name, ",\"groups\":[\"user\"],\"loginByHeader\":true,\"password\":\"" + PASSWORD + "\"");
  }

  @Test
  void changesTheCallersOwnPasswordAndEndsAllOtherSessions() {
    givenCallerWithAPassword("lena");
    Http session = loggedIn("lena", PASSWORD);
    Http other = loggedIn("lena", PASSWORD);

    Answer changed = changePassword(session, "{" + passwords(PASSWORD));

    assertThat(changed.status()).as(changed.body()).isEqualTo(204);
    Http renewed = http().header("Cookie", changed.sessionCookie().orElseThrow());
    assertThat(renewed.get("/api/me").json().getString("caller")).isEqualTo("lena");
    assertThat(renewed.get("/api/me").json().getString("authenticatedBy")).isEqualTo("PASSWORD");
    assertThat(session.get("/api/me").status()).isEqualTo(401);
    assertThat(other.get("/api/me").status()).isEqualTo(401);
    assertThat(login("lena", PASSWORD).status()).isEqualTo(401);
    assertThat(login("lena", OWN).status()).isEqualTo(204);
  }

  @Test
  void keepsPasswordAndSessionWhenThePresentPasswordIsWrong() {
    givenCallerWithAPassword("lars");
    Http session = loggedIn("lars", PASSWORD);

    assertRejection(changePassword(session, "{" + passwords("wrong")), 401, "wrong");

    assertThat(session.get("/api/me").status()).isEqualTo(200);
    assertThat(login("lars", OWN).status()).isEqualTo(401);
    assertThat(login("lars", PASSWORD).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'newPassword':'a-password-of-my-own'} | "password" is missing
          {'password':'dora-secret-1'} | "newPassword" is missing
          {'password':'dora-secret-1','newPassword':'short-7'} | "newPassword" has not 8
          {'password':'dora-secret-1','newPassword':'dora-secret-1'} | is the present password
          {'password':'dora-secret-1','newPassword':'1234567\\ud800'} | not well-formed
          {'name':7,'password':'dora-secret-1','newPassword':'a-password-of-my-own'} | "name"
          """)
  void rejectsAChangeThatBreaksARule(String body, String reason) {
    Http dora = loggedIn("dora", "dora-secret-1");

    assertRejection(changePassword(dora, body), 400, reason);

    assertThat(dora.get("/api/me").status()).isEqualTo(200);
  }

  @Test
  void changesNoPasswordForACallerOfTheGateway() {
    givenCallerWithAPassword("lotte");
    Http lotte = http().header("remote-user", "lotte");

    assertRejection(
        changePassword(lotte, "{'name':'lotte'," + passwords(PASSWORD)), 409, "gateway");

    assertThat(login("lotte", PASSWORD).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "bob", "nobody-knows"})
  void rejectsAccountsWithoutAPasswordLikeUnknownOnes(String name) {
    Answer answer = changePassword(http(), "{'name':'" + name + "'," + passwords(PASSWORD));

    assertRejection(answer, 401, "name or password is wrong");
    assertThat(answer.sessionCookie()).isEmpty();
  }

  @Test
  void needsANameWithoutASession() {
    assertRejection(changePassword(http(), "{" + passwords(PASSWORD)), 400, "\"name\"");
  }

  @Test
  void limitsChangesLikeLogins() {
    givenCallerWithAPassword("linus");
    Http here = loggedIn("linus", PASSWORD).header("x-forwarded-for", "203.0.113.77");
    for (int i = 0; i < 10; i++) {
      assertThat(changePassword(here, "{" + passwords("guess-" + i)).status()).isEqualTo(401);
    }

    Answer rejected = changePassword(here, "{" + passwords(PASSWORD));

    assertRejection(rejected, 429, "too many");
    assertThat(Integer.parseInt(rejected.header("retry-after").orElseThrow())).isBetween(1, 30);
    assertThat(here.get("/api/me").status()).isEqualTo(200);
    assertThat(login("linus", PASSWORD).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({"Sec-Fetch-Site, cross-site", "Origin, https://evil.example", "Origin, null"})
  void rejectsAChangeFromAnotherSite(String header, String value) {
    Http dora = loggedIn("dora", "dora-secret-1").header(header, value);

    assertThat(changePassword(dora, "{" + passwords("dora-secret-1")).status()).isEqualTo(403);

    assertThat(login("dora", "dora-secret-1").status()).isEqualTo(204);
  }

  @Test
  void requiresAChangeOfAPasswordThatAnAdministratorHasSet() {
    givenCallerWithAPassword("lucy");
    Http session = loggedIn("lucy", PASSWORD);

    assertThat(
            send(
                    carol(),
                    "PUT",
                    "/api/users/lucy/password",
                    "{\"password\":\"the-reset-one\",\"passwordChangeRequired\":true}")
                .status())
        .isEqualTo(204);

    assertThat(session.get("/api/me").status()).isEqualTo(401);
    assertThat(carol().get("/api/users/lucy").json().getBoolean("passwordChangeRequired")).isTrue();
    Answer rejected = login("lucy", "the-reset-one");
    assertRejection(rejected, 403, "must be changed");
    assertThat(rejected.sessionCookie()).isEmpty();
    assertThat(login("lucy", PASSWORD).status()).isEqualTo(401);
    assertThat(http().header("remote-user", "lucy").get("/api/me").status()).isEqualTo(200);

    Answer changed = changePassword(http(), "{'name':'lucy'," + passwords("the-reset-one"));

    assertThat(changed.status()).as(changed.body()).isEqualTo(204);
    Http renewed = http().header("Cookie", changed.sessionCookie().orElseThrow());
    assertThat(renewed.get("/api/me").status()).isEqualTo(200);
    assertThat(login("lucy", OWN).status()).isEqualTo(204);
    assertThat(carol().get("/api/users/lucy").json().getBoolean("passwordChangeRequired"))
        .isFalse();
  }

  @Test
  void requiresAChangeOfThePresentPasswordUntilAnAdministratorNoLongerDoes() {
    givenCallerWithAPassword("luis");
    Http session = loggedIn("luis", PASSWORD);

    assertThat(patch(carol(), "luis", "{\"passwordChangeRequired\":true}").status()).isEqualTo(200);
    assertThat(session.get("/api/me").status()).isEqualTo(401);
    assertThat(login("luis", PASSWORD).status()).isEqualTo(403);

    assertThat(patch(carol(), "luis", "{\"passwordChangeRequired\":false}").status())
        .isEqualTo(200);
    assertThat(login("luis", PASSWORD).status()).isEqualTo(204);
  }

  // Times of an account.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"lockedUntil\":\"9999-01-01T00:00:00Z\"}",
        "{\"expiresAt\":\"2001-01-01T00:00:00Z\"}"
      })
  void endsTheLoginsOfALockedOrExpiredAccountAndAdmitsNone(String limit) {
    String name = limit.contains("locked") ? "nele" : "nora";
    givenCallerWithAPassword(name);
    Http session = loggedIn(name, PASSWORD);
    Http byHeader = http().header("remote-user", name);
    assertThat(byHeader.get("/api/me").status()).isEqualTo(200);

    assertThat(patch(carol(), name, limit).status()).isEqualTo(200);

    assertThat(session.get("/api/me").status()).isEqualTo(401);
    assertThat(byHeader.get("/api/me").status()).isEqualTo(403);
    assertThat(byHeader.get("/api/me").body())
        .isEqualTo(http().header("remote-user", "unknown").get("/api/me").body());
    Http client = http().header("x-forwarded-for", "203.0.113.78");
    assertSameAnswer(login(client, name, PASSWORD), login(client, name, "another-password"));
    assertSameAnswer(
        changePassword(client, "{'name':'" + name + "'," + passwords(PASSWORD)),
        changePassword(client, "{'name':'" + name + "'," + passwords("another-password")));

    patch(carol(), name, "{\"lockedUntil\":null,\"expiresAt\":null}");
    assertThat(session.get("/api/me").status()).isEqualTo(401);
    assertThat(byHeader.get("/api/me").status()).isEqualTo(200);
    assertThat(login(name, PASSWORD).status()).isEqualTo(204);
  }

  private static void assertSameAnswer(Answer answer, Answer toAWrongPassword) {
    assertThat(toAWrongPassword.status()).isEqualTo(401);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo(toAWrongPassword.body());
    assertThat(answer.sessionCookie()).isEmpty();
  }

  @Test
  void endsALoginWhenTheAccountExpires() throws Exception {
    givenCallerWithAPassword("nick");
    Instant end = Instant.now().plusSeconds(4).truncatedTo(ChronoUnit.MILLIS);
    assertThat(
            patch(carol(), "nick", "{\"expiresAt\":\"" + end + "\"}").json().getString("expiresAt"))
        .isEqualTo(end.toString());
    Http session = loggedIn("nick", PASSWORD);
    Http byHeader = http().header("remote-user", "nick");
    assertThat(session.get("/api/me").status()).isEqualTo(200);
    assertThat(byHeader.get("/api/me").status()).isEqualTo(200);

    TimeUnit.MILLISECONDS.sleep(Math.max(1, Duration.between(Instant.now(), end).toMillis() + 1));

    assertThat(session.get("/api/me").status()).isEqualTo(401);
    assertThat(byHeader.get("/api/me").status()).isEqualTo(403);
  }

  @Test
  void letsAnExpiredPasswordChangeItselfAndAdmitsTheHeader() {
    givenCallerWithAPassword("nina");
    Http session = loggedIn("nina", PASSWORD);

    assertThat(patch(carol(), "nina", "{\"passwordExpiresAt\":\"2001-01-01T00:00:00Z\"}").status())
        .isEqualTo(200);

    assertThat(session.get("/api/me").status()).isEqualTo(401);
    Http client = http().header("x-forwarded-for", "203.0.113.79");
    assertSameAnswer(login(client, "nina", PASSWORD), login(client, "nina", "another-password"));
    assertThat(http().header("remote-user", "nina").get("/api/me").status()).isEqualTo(200);

    Answer changed = changePassword(http(), "{'name':'nina'," + passwords(PASSWORD));

    assertThat(changed.status()).as(changed.body()).isEqualTo(204);
    assertThat(login("nina", OWN).status()).isEqualTo(204);
    assertThat(carol().get("/api/users/nina").json().get("passwordExpiresAt"))
        .isEqualTo(JsonValue.NULL);
  }

  @Test
  void deletesTheAccountItsGroupsAndItsSessions() {
    givenAccount("kurt", ",\"groups\":[\"user\"],\"password\":\"" + PASSWORD + "\"");
    Http session = loggedIn("kurt", PASSWORD);

    assertThat(delete(carol(), "kurt").status()).isEqualTo(204);

    assertThat(session.get("/api/me").status()).isEqualTo(401);
    assertThat(carol().get("/api/users/kurt").status()).isEqualTo(404);
    assertRejection(delete(carol(), "kurt"), 404, "no account");
    givenAccount("kurt", "");
    assertThat(carol().get("/api/users/kurt").json().getJsonArray("groups")).isEmpty();
    assertThat(session.get("/api/me").status()).isEqualTo(401);
  }

  @Test
  void neverAnswersWithAConflictOfTwoWriters() throws Exception {
    Http carol = carol();
    givenAccount("busy", "");

    List<Integer> statuses =
        atTheSameTime(
            IntStream.range(0, 10)
                .<Callable<Integer>>mapToObj(
                    i -> () -> patch(carol, "busy", "{\"groups\":[\"g" + i + "\"]}").status())
                .toList());

    assertThat(statuses).containsOnly(200);
    assertThat(carol.get("/api/users/busy").json().getJsonArray("groups")).hasSize(1);
  }

  // Local administrators: with a password, in the group.

  private static List<String> changes() {
    return List.of(
        "{\"active\":false}",
        "{\"active\":true}",
        "{\"displayName\":\"Mallory\"}",
        "{\"email\":\"mallory@example.org\"}",
        "{\"groups\":[]}",
        "{\"groups\":[\"administrator\",\"user\"]}",
        "{\"loginByHeader\":true}",
        "{\"password\":\"taken-over-1\"}",
        "{\"password\":null}",
        "{\"password\":null,\"groups\":[]}",
        "{\"passwordChangeRequired\":true}",
        "{\"stableId\":\"taken-over\"}",
        "{\"lockedUntil\":\"9999-01-01T00:00:00Z\"}",
        "{\"expiresAt\":\"2001-01-01T00:00:00Z\"}",
        "{\"passwordExpiresAt\":null}",
        "{}");
  }

  @ParameterizedTest
  @MethodSource("changes")
  void rejectsChangesOfLocalAdministratorsByHeaderAdministrators(String change) {
    JsonObject before = admin().get("/api/users/admin").json();

    assertRejection(patch(carol(), "admin", change), 403, "password");

    assertThat(carol().get("/api/users/admin").json()).isEqualTo(before);
  }

  @Test
  void rejectsPasswordsAndDeletionOfLocalAdministratorsByHeaderAdministrators() {
    assertRejection(setPassword(carol(), "admin", "taken-over-1"), 403, "password");
    assertRejection(delete(carol(), "admin"), 403, "password");
    assertThat(login("admin", System.getProperty("admin.password")).status()).isEqualTo(204);
  }

  @Test
  void guardsLocalAdministratorsThatAreNotActiveToo() {
    givenLocalAdministrator("sleeping");
    patch(admin(), "sleeping", "{\"active\":false}");

    assertRejection(patch(carol(), "sleeping", "{\"active\":true}"), 403, "password");
    assertRejection(delete(carol(), "sleeping"), 403, "password");
    assertThat(delete(admin(), "sleeping").status()).isEqualTo(204);
  }

  @Test
  void rejectsALocalAdministratorMadeInOneStepByAHeaderAdministrator() {
    assertRejection(create(carol(), LOCAL + "\",\"name\":\"usurper\"}"), 403, "password");
    assertThat(carol().get("/api/users/usurper").status()).isEqualTo(404);
    assertRejection(
        create(carol(), LOCAL + "\",\"name\":\"usurper\",\"active\":false}"), 403, "password");
    givenAccount("usurper-2", "");
    assertRejection(patch(carol(), "usurper-2", LOCAL + "\"}"), 403, "password");
  }

  @Test
  void rejectsALocalAdministratorMadeInTwoStepsByAHeaderAdministrator() {
    givenAccount("step", ",\"groups\":[\"administrator\"]");
    assertRejection(setPassword(carol(), "step", PASSWORD), 403, "password");
    assertRejection(patch(carol(), "step", "{\"password\":\"" + PASSWORD + "\"}"), 403, "password");

    assertRejection(patch(carol(), "dora", "{\"groups\":[\"administrator\"]}"), 403, "password");

    assertThat(login("step", PASSWORD).status()).isEqualTo(401);
    assertThat(carol().get("/api/users/dora").json().getJsonArray("groups"))
        .isEqualTo(Json.createArrayBuilder().add("user").build());
  }

  @Test
  void allowsLocalAdministratorsToManageEachOther() {
    givenLocalAdministrator("second");
    Http second = loggedIn("second", PASSWORD);

    assertThat(second.get("/api/users").status()).isEqualTo(200);
    assertThat(patch(admin(), "second", "{\"displayName\":\"Second\"}").status()).isEqualTo(200);
    assertThat(setPassword(admin(), "second", "another-password").status()).isEqualTo(204);
    assertThat(second.get("/api/users").status()).isEqualTo(401);
    assertThat(delete(admin(), "second").status()).isEqualTo(204);
  }

  @Test
  void listsLocalAdministratorsOnly() {
    givenLocalAdministrator("listed");
    Answer answer = carol().get("/api/users?localAdministrators=true&q=list");

    assertThat(answer.header("x-total-count")).contains("1");
    assertThat(answer.jsonArray().getJsonObject(0).getString("name")).isEqualTo("listed");
    assertThat(carol().get("/api/users?localAdministrators=true").jsonArray())
        .extracting(value -> value.asJsonObject().getString("name"))
        .contains("admin", "listed")
        .doesNotContain("carol", "dora");
    assertThat(carol().get("/api/users?localAdministrators=1").status()).isEqualTo(400);
    assertThat(delete(admin(), "listed").status()).isEqualTo(204);
  }

  @ParameterizedTest
  @MethodSource("endings")
  void keepsTheLastActiveLocalAdministrator(String change) {
    givenLocalAdministrator("spare");
    assertThat(patch(admin(), "spare", "{\"active\":false}").status()).isEqualTo(200);
    Http admin = admin();

    assertRejection(
        change.isEmpty() ? delete(admin, "admin") : patch(admin, "admin", change),
        409,
        "no active local administrator");

    assertThat(admin.get("/api/users").status()).isEqualTo(200);
    assertThat(delete(admin, "spare").status()).isEqualTo(204);
  }

  private static List<String> endings() {
    return List.of(
        "{\"active\":false}",
        "{\"groups\":[\"user\"]}",
        "{\"password\":null}",
        "{\"password\":null,\"active\":false,\"groups\":[]}",
        "{\"lockedUntil\":\"9999-01-01T00:00:00Z\"}",
        "{\"expiresAt\":\"9999-01-01T00:00:00Z\"}",
        "{\"passwordExpiresAt\":\"9999-01-01T00:00:00Z\"}",
        "");
  }

  /** Each takes away the next in the ring: without a common lock all would be gone. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"active\":false}", "{\"groups\":[]}", "{\"password\":null}", ""})
  void keepsALocalAdministratorWhenAllRemoveEachOther(String change) throws Exception {
    List<String> names = List.of("ring-1", "ring-2", "ring-3", "ring-4");
    for (int round = 0; round < 2; round++) {
      names.forEach(this::givenLocalAdministrator);
      List<Callable<Integer>> requests = new ArrayList<>();
      List<Http> sessions = new ArrayList<>();
      names.forEach(name -> sessions.add(loggedIn(name, PASSWORD)));
      assertThat(patch(sessions.get(0), "admin", "{\"active\":false}").status()).isEqualTo(200);
      for (int i = 0; i < names.size(); i++) {
        Http session = sessions.get(i);
        String next = names.get((i + 1) % names.size());
        requests.add(
            () ->
                (change.isEmpty() ? delete(session, next) : patch(session, next, change)).status());
      }

      List<Integer> statuses = atTheSameTime(requests);

      assertThat(statuses).isSubsetOf(200, 204, 401, 403, 409);
      List<String> left =
          carol().get("/api/users?localAdministrators=true").jsonArray().stream()
              .map(JsonValue::asJsonObject)
              .filter(account -> account.getBoolean("active"))
              .map(account -> account.getString("name"))
              .toList();
      assertThat(left).isNotEmpty();
      Http survivor = loggedIn(left.get(0), PASSWORD);
      assertThat(patch(survivor, "admin", "{\"active\":true}").status()).isEqualTo(200);
      Http admin = admin();
      names.forEach(name -> delete(admin, name));
    }
  }

  private static List<Integer> atTheSameTime(List<Callable<Integer>> requests) throws Exception {
    CyclicBarrier start = new CyclicBarrier(requests.size());
    ExecutorService threads = Executors.newFixedThreadPool(requests.size());
    try {
      List<Future<Integer>> answers = new ArrayList<>();
      for (Callable<Integer> request : requests) {
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  return request.call();
                }));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }
      return statuses;
    } finally {
      threads.shutdownNow();
    }
  }
}
