// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatepass.it.attack.DemoErrors;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.gatepass.it.server.ImpossibleWith;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The demo with a trusted proxy and no other setting: login by header, and by password otherwise.
 */
@ArquillianTest
@Tag("core")
class DemoIT {
  private static final String PRIVATE = "private, no-store";

  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.demo(Map.of("gatepass.trusted-proxies", Http.TRUSTED));
  }

  private Http http() {
    return Http.to(base, "");
  }

  private Http named(String name) {
    return http().header("remote-user", name);
  }

  private Answer login(Http http, String name, String password) {
    return http.postJson(
        "/api/login",
        Json.createObjectBuilder().add("name", name).add("password", password).build());
  }

  /** A client with the session of a password login. */
  private Http loggedIn(String name, String password) {
    Answer answer = login(http(), name, password);
    assertThat(answer.status()).isEqualTo(204);
    return http().header("Cookie", answer.sessionCookie().orElseThrow());
  }

  private Http dora() {
    return loggedIn("dora", "dora-secret-1");
  }

  private static void assertAnonymous(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("caller")).isEqualTo(JsonValue.NULL);
    assertThat(answer.json().getJsonArray("groups")).isEmpty();
    assertThat(answer.json().get("authenticatedBy")).isEqualTo(JsonValue.NULL);
  }

  private static void assertCaller(Answer answer, String name, String way) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo(name);
    assertThat(answer.json().getString("authenticatedBy")).isEqualTo(way);
    assertThat(answer.header("cache-control")).contains(PRIVATE);
  }

  private static void assertRejection(Answer answer, int status) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("cache-control")).contains(PRIVATE);
    assertThat(answer.header("set-cookie")).isEmpty();
    assertThat(answer.body()).doesNotContainIgnoringCase("remote-user");
  }

  // The quartet, by header: the right caller, none, an unknown one, an inactive one.

  @Test
  void authenticatesTheCallerOfTheHeader() {
    Answer answer = named("alice").get("/api/me");

    assertCaller(answer, "alice", "HEADER");
    assertThat(answer.json())
        .isEqualTo(
            Json.createObjectBuilder()
                .add("caller", "alice")
                .add("groups", Json.createArrayBuilder().add("user"))
                .add("authenticatedBy", "HEADER")
                .add("email", "alice@example.org")
                .add("name", "Alice")
                .build());
    assertThat(answer.header("set-cookie")).isEmpty();
  }

  @Test
  void rejectsRequestsWithoutAHeader() {
    assertAnonymous(http().get("/api/whoami"));
    Answer rejected = http().get("/api/me");
    assertRejection(rejected, 401);
    assertThat(rejected.header("www-authenticate")).contains("Gatepass realm=\"application\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "(null)", "null", "-", "{user}", "%{REMOTE_USER}e", "$remote_user"})
  void treatsBlankAndPlaceholderAsMissingHeader(String value) {
    assertAnonymous(named(value).get("/api/whoami"));
    assertRejection(named(value).get("/api/me"), 401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody-knows", "bob", "admin", "ALICE", "Alice"})
  void rejectsUnknownInactiveAndPasswordOnlyCallersAlike(String name) {
    assertAnonymous(named(name).get("/api/whoami"));
    Answer rejected = named(name).get("/api/me");
    assertRejection(rejected, 403);
    DemoErrors.assertBody(rejected, 403);
  }

  @Test
  void createsNoAccountForUnknownCallers() {
    named("nobody-knows").get("/api/me");

    assertThat(account("nobody-knows")).isEmpty();
  }

  // By password: the same four, and the way the session goes.

  @Test
  void authenticatesByPasswordAndRemembersTheCaller() {
    Answer answer = login(http(), "dora", "dora-secret-1");

    assertThat(answer.status()).isEqualTo(204);
    Http session = http().header("Cookie", answer.sessionCookie().orElseThrow());
    assertCaller(session.get("/api/me"), "dora", "PASSWORD");
    assertCaller(session.get("/api/whoami"), "dora", "PASSWORD");
  }

  @ParameterizedTest
  @CsvSource({
    "dora, dora-secret-2",
    "dora, ''",
    "Dora, dora-secret-1",
    "alice, alice",
    "bob, bob",
    "nobody-knows, x"
  })
  void rejectsWrongPasswordsAndNamesAlike(String name, String password) {
    Answer rejected = login(http(), name, password);

    assertThat(rejected.status()).isEqualTo(401);
    assertThat(rejected.sessionCookie()).isEmpty();
    assertThat(rejected.body()).isEqualTo(login(http(), "nobody", "nothing").body());
  }

  @Test
  void authenticatesTheFirstAdministratorByPassword() {
    Http admin = loggedIn("admin", System.getProperty("admin.password"));

    assertThat(admin.get("/api/users").status()).isEqualTo(200);
  }

  @Test
  void ignoresHeadersFromUntrustedPeers() {
    Http stranger = named("alice").from(Http.UNTRUSTED);

    assertAnonymous(stranger.get("/api/whoami"));
    assertRejection(stranger.get("/api/me"), 401);
  }

  @Test
  void keepsAPasswordLoginWhenAnUntrustedPeerSendsAHeader() {
    Http session = dora().from(Http.UNTRUSTED).header("remote-user", "alice");

    assertCaller(session.get("/api/me"), "dora", "PASSWORD");
  }

  @Test
  void rejectsAPasswordLoginWhileTheHeaderNamesTheCaller() {
    Answer answer = login(named("alice"), "dora", "dora-secret-1");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.sessionCookie()).isEmpty();
  }

  @Test
  void endsAPasswordLoginWhenTheHeaderNamesTheCaller() {
    Http session = dora();

    Answer answer = session.header("remote-user", "alice").get("/api/me");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo("alice");
    assertThat(answer.json().getString("authenticatedBy")).isEqualTo("HEADER");
    // Liberty adds to it where a cookie is set, here that of alice's own session.
    assertThat(answer.header("cache-control").orElseThrow()).startsWith(PRIVATE);
    assertAnonymous(session.get("/api/whoami"));
  }

  @Test
  void endsAPasswordLoginEvenWhenTheHeadersCallerIsRejected() {
    Http session = dora();

    assertRejectionOfSession(session.header("remote-user", "bob").get("/api/me"));
    assertAnonymous(session.get("/api/whoami"));
  }

  private static void assertRejectionOfSession(Answer answer) {
    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void endsAPasswordLoginByLogout() {
    Http session = dora();

    assertThat(session.send("POST", "/api/logout", "").status()).isEqualTo(204);
    assertAnonymous(session.get("/api/whoami"));
  }

  @Test
  @ImpossibleWith(Difference.NO_FACES_4)
  void changesTheIdOfAnExistingSessionAtTheLogin() {
    String planted = http().get("/login").sessionCookie().orElseThrow();

    String after =
        login(http().header("Cookie", planted), "dora", "dora-secret-1")
            .sessionCookie()
            .orElseThrow();

    assertThat(after).isNotEqualTo(planted);
    assertAnonymous(http().header("Cookie", planted).get("/api/whoami"));
    assertCaller(http().header("Cookie", after).get("/api/whoami"), "dora", "PASSWORD");
  }

  // A malformed header of a trusted proxy ends the request.

  @Test
  void rejectsTwoHeaderLines() {
    Http twice = named("alice").header("remote-user", "alice");

    assertRejection(twice.get("/api/whoami"), 400);
    assertRejection(twice.get("/api/me"), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice,bob", "alice bob", "al\tice", "\u00a0alice"})
  void rejectsUnfitNames(String name) {
    assertThat(named(name).get("/api/whoami").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Remote_User: carol", "REMOTE.USER: carol", "remote_user: alice"})
  void rejectsOtherSpellingsInAdditionToTheHeader(String line) {
    assertRejection(named("alice").line(line).get("/api/whoami"), 400);
  }

  @Test
  void rejectsAConnectionLineThatNamesTheHeader() {
    assertRejection(named("alice").line("Connection: Remote-User").get("/api/whoami"), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "alice", "mallory", "alice,bob"})
  void answersTheHealthCheckAnonymouslyWhateverTheRequestNames(String name) {
    Answer answer = named(name).get("/ready");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("ready");
    assertThat(answer.header("set-cookie")).isEmpty();
  }

  // Pages.

  @Test
  void sendsPageLoadsToTheLoginPage() {
    Answer answer = http().header("Accept", "text/html").get("/admin/");

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("location").orElseThrow()).contains("/login?next=");
    assertThat(answer.header("location").orElseThrow()).startsWith("/");
  }

  @Test
  @ImpossibleWith(Difference.NO_FACES_4)
  void greetsTheCallerOnItsPageWithoutASession() {
    Answer answer = named("alice").get("/");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("Alice");
    assertThat(answer.header("set-cookie")).isEmpty();
    assertThat(answer.header("cache-control")).contains(PRIVATE);
  }

  @Test
  void neverServesTrace() {
    assertThat(named("alice").send("TRACE", "/api/whoami", "").status())
        .isIn(Difference.statusesOfTrace());
  }

  @Test
  void deletesTheSessionCookieAtLogout() {
    for (String path : List.of("/logout", "/api/logout")) {
      assertThat(dora().send("POST", path, "").header("set-cookie").orElse("none"))
          .matches("JSESSIONID=(\"\")?;.*")
          .containsIgnoringCase("Path=/;")
          .containsPattern("Max-Age=0|Expires=Thu, 01.(Jan.1970|Dec.1994)");
    }
  }

  // Administrators.

  @Test
  void listsAccountsToAdministratorsOnly() {
    Answer answer = named("carol").get("/api/users?q=AL");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-total-count")).contains("1");
    JsonObject alice = answer.jsonArray().getJsonObject(0);
    assertThat(alice.getString("name")).isEqualTo("alice");
    assertThat(alice.getBoolean("active")).isTrue();
    assertThat(alice.getBoolean("loginByHeader")).isTrue();
    assertThat(alice.getBoolean("local")).isFalse();
    assertThat(named("alice").get("/api/users").status()).isEqualTo(403);
    assertRejection(http().get("/api/users"), 401);
  }

  @ParameterizedTest
  @CsvSource({"page=-1, 400", "page=x, 400", "size=0, 400", "size=1001, 400", "size=1000, 200"})
  void checksPageAndSize(String query, int status) {
    assertThat(named("carol").get("/api/users?" + query).status()).isEqualTo(status);
  }

  @Test
  void pagesThroughAccountsInTheOrderOfTheirNames() {
    Answer second = named("carol").get("/api/users?page=1&size=2");

    assertThat(second.jsonArray())
        .extracting(value -> value.asJsonObject().getString("name"))
        .containsExactly("bob", "carol");
    assertThat(second.header("x-total-count")).contains("6");
    assertThat(named("carol").get("/api/users?page=1&size=4").header("x-total-count"))
        .contains("6");
    Answer beyond = named("carol").get("/api/users?page=9&size=2");
    assertThat(beyond.jsonArray()).isEmpty();
    assertThat(beyond.header("x-total-count")).contains("6");
  }

  // Django's remote-user cases, those of its default middleware (names as in its own test class).

  @Test
  void djangoNoRemoteUser() {
    for (int request = 0; request < 3; request++) {
      assertAnonymous(http().get("/api/whoami"));
      assertAnonymous(named("").get("/api/whoami"));
    }
    assertThat(named("carol").get("/api/users").header("x-total-count")).contains("6");
  }

  @Test
  void djangoUnknownUserIsNotCreated() {
    assertAnonymous(named("newuser").get("/api/whoami"));
    assertAnonymous(named("newuser").get("/api/whoami"));
    assertThat(account("newuser")).isEmpty();
  }

  @Test
  void djangoKnownUser() {
    assertCaller(named("alice").get("/api/whoami"), "alice", "HEADER");
    assertCaller(named("dora").get("/api/whoami"), "dora", "HEADER");
    assertThat(named("carol").get("/api/users").header("x-total-count")).contains("6");
  }

  @Test
  void djangoLastLoginIsSetByTheFirstRequestAndNotByTheNext() {
    named("alice").get("/api/me");
    String first = account("alice").orElseThrow().getString("lastLogin");

    named("alice").get("/api/me");

    assertThat(account("alice").orElseThrow().getString("lastLogin")).isEqualTo(first);
  }

  @Test
  void djangoHeaderDisappears() {
    assertCaller(named("alice").get("/api/whoami"), "alice", "HEADER");
    assertAnonymous(http().get("/api/whoami"));
    assertCaller(dora().get("/api/whoami"), "dora", "PASSWORD");
  }

  @Test
  void djangoUserSwitchForcesNewLogin() {
    assertCaller(named("alice").get("/api/whoami"), "alice", "HEADER");
    assertAnonymous(named("newnewuser").get("/api/whoami"));
  }

  @Test
  void djangoInactiveUser() {
    assertAnonymous(named("bob").get("/api/whoami"));
  }

  private Optional<JsonObject> account(String name) {
    return named("carol").get("/api/users?q=" + name).jsonArray().stream()
        .map(JsonValue::asJsonObject)
        .filter(account -> account.getString("name").equals(name))
        .findFirst();
  }
}
