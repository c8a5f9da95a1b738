// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepass.it.app.servlets.FailureServlet;
import org.gatepass.it.app.servlets.LeaveServlet;
import org.gatepass.it.app.servlets.MemoryStore;
import org.gatepass.it.app.servlets.PasswordServlet;
import org.gatepass.it.app.servlets.RegistrationsServlet;
import org.gatepass.it.app.servlets.ServletsBasicSecurity;
import org.gatepass.it.app.servlets.ServletsMechanismSecurity;
import org.gatepass.it.app.servlets.ServletsPersistentSecurity;
import org.gatepass.it.app.servlets.ServletsStoreSecurity;
import org.gatepass.it.app.servlets.ServletsWrongSecurity;
import org.gatepass.it.app.servlets.UsersServlet;
import org.gatepass.it.app.servlets.WhoAmIServlet;
import org.gatepass.it.app.servlets.WhoHereServlet;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.gatepass.it.server.ImpossibleWith;
import org.gatepass.it.server.ServletServer;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications on a server with Jakarta Authentication, but without Jakarta Security. */
@Tag("servlets")
@Tag("core")
class ServletsIT {
  private static final String SECRET = "one-5f0c7be2a94d4d1c8e63-5f0c7be2a94d4d1c8e63";
  private static final AtomicInteger CLIENTS = new AtomicInteger();

  @TempDir static Path folder;

  private static ServletServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server =
        ServletServer.start(
            folder,
            Map.of(
                "gatepass.shared-secret-header",
                "x-gateway-secret",
                "gatepass.shared-secrets",
                SECRET));
    server.deploy("basic", war(ServletsBasicSecurity.class));
    server.deploy("persistent", war(ServletsPersistentSecurity.class));
    server.deploy("count", ServletServer.bare(RegistrationsServlet.class));
    server.awaitStatus(basic(), "/api/whoami", 200);
    server.awaitStatus(persistent(), "/api/whoami", 200);
    server.awaitStatus(server.http("/count"), "/registrations", 200);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static WebArchive war(Class<?> security) {
    return ServletServer.war(
        security,
        MemoryStore.class,
        MemoryStore.Account.class,
        WhoAmIServlet.class,
        WhoHereServlet.class,
        UsersServlet.class,
        PasswordServlet.class,
        LeaveServlet.class,
        FailureServlet.class);
  }

  private static Http proxy(String contextPath) {
    return server
        .http(contextPath)
        .header("x-gateway-secret", SECRET)
        .header("x-forwarded-for", "10.77.0." + CLIENTS.incrementAndGet());
  }

  private static Http basic() {
    return proxy("/basic");
  }

  private static Http persistent() {
    return proxy("/persistent");
  }

  private static Http named(String name) {
    return basic().header("remote-user", name);
  }

  private static void assertUnauthenticated(Http client) {
    assertThat(client.get("/api/whoami").json().isNull("caller")).isTrue();
  }

  private static void assertCaller(Http client, String name, String way) {
    Answer answer = client.get("/api/me");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo(name);
    assertThat(answer.json().getString("authenticatedBy")).isEqualTo(way);
    assertThat(answer.header("set-cookie")).isEmpty();
  }

  /** The caller by each of the container's methods, the roles, and the secret, which is hidden. */
  @ParameterizedTest
  @CsvSource({
    "alice, alice alice true false null",
    "carol, carol carol true true null",
    "erin, erin erin false false null",
    "mallory, nobody null false false null",
    "'', nobody null false false null"
  })
  void givesTheCallerAndTheGroupsAsRoles(String name, String seen) {
    for (String path : List.of("/who", "/who/forward", "/who/async")) {
      Answer answer = named(name).get(path);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(seen);
    }
  }

  @Test
  void opensProtectedResourcesToTheRightCallersOnly() {
    assertCaller(named("alice"), "alice", "HEADER");
    assertThat(named("alice").get("/api/users").status()).isEqualTo(403);
    assertThat(named("erin").get("/api/users").status()).isEqualTo(403);
    assertThat(named("carol").get("/api/users").status()).isEqualTo(200);
    for (String path : List.of("/api/me", "/api/users")) {
      assertThat(named("mallory").get(path).status()).isEqualTo(403);
      assertThat(named("bob").get(path).status()).isEqualTo(403);
      assertThat(basic().get(path).status()).isEqualTo(401);
      assertThat(named("alice").from(Http.UNTRUSTED).get(path).status()).isEqualTo(401);
      assertThat(named("broken").get(path).status()).isEqualTo(503);
    }
    assertThat(named("broken").get("/who").status()).isEqualTo(503);
  }

  /** On Jetty such a peer has no address; Tomcat gives it the loopback address. */
  @Test
  @Shows(Attack.A06)
  void usesTheServersAddressForAPeerOnAUnixDomainSocket() throws IOException {
    boolean trusted = Difference.A_UNIX_DOMAIN_SOCKET_IS_LOOPBACK.isHere();
    String named = "x-gateway-secret: " + SECRET + "\r\nremote-user: alice\r\n";

    assertThat(server.overUnixSocket("/basic/api/whoami", named))
        .startsWith("HTTP/1.1 200 ")
        .contains(trusted ? "\"caller\":\"alice\"" : "\"caller\":null");
    assertThat(server.overUnixSocket("/basic/api/me", named))
        .startsWith(trusted ? "HTTP/1.1 200 " : "HTTP/1.1 401 ");
    assertThat(server.overUnixSocket("/basic/api/me", "remote-user: alice\r\n"))
        .startsWith("HTTP/1.1 401 ");
    // A password is accepted, as from every peer.
    assertThat(server.overUnixSocket("/basic/api/me", offering("dora", "dora-secret-1").lines()))
        .startsWith("HTTP/1.1 200 ")
        .contains("\"caller\":\"dora\"");
  }

  @Test
  @DisabledIfSystemProperty(
      named = "server.profile",
      matches = "jetty12",
      disabledReason = "Jetty deploys anew; it reloads no running context.")
  void protectsAReloadedApplicationAsBefore() throws IOException, InterruptedException {
    server.deploy("reload", war(ServletsBasicSecurity.class));
    Http anonymous = proxy("/reload");
    server.awaitStatus(anonymous, "/api/whoami", 200);
    for (int round = 1; round <= 2; round++) {
      assertThat(anonymous.header("remote-user", "alice").get("/api/me").status()).isEqualTo(200);
      assertThat(anonymous.header("remote-user", "bob").get("/api/me").status()).isEqualTo(403);
      assertThat(anonymous.get("/api/me").status()).isEqualTo(401);
      assertThat(anonymous.header("remote-user", "al ice").get("/who").status()).isEqualTo(400);
      server.reload("reload");
      server.awaitStatus(anonymous, "/api/whoami", 200);
    }
    assertThat(anonymous.header("remote-user", "alice").get("/api/me").status()).isEqualTo(200);
    assertThat(anonymous.get("/api/me").status()).isEqualTo(401);

    server.undeploy("reload");
    server.awaitStatus(anonymous, "/api/whoami", 404);
    server.deploy("reload", war(ServletsBasicSecurity.class));
    server.awaitStatus(anonymous, "/api/whoami", 200);
    assertThat(anonymous.header("remote-user", "alice").get("/api/me").status()).isEqualTo(200);
    server.undeploy("reload");
  }

  @Test
  void keepsNoCallerForTheNextRequestOfTheSameConnection() {
    List<Answer> answers =
        basic()
            .getInTurn(
                "/who",
                List.of(named("carol"), basic(), named("erin"), named("carol"), named("erin")));

    assertThat(answers)
        .extracting(Answer::body)
        .containsExactly(
            "carol carol true true null",
            "nobody null false false null",
            "erin erin false false null",
            "carol carol true true null",
            "erin erin false false null");
  }

  @Test
  void rejectsOneRequestAfterTheOtherOnTheSameConnection() {
    List<Answer> answers =
        basic()
            .getInTurn(
                "/api/me",
                List.of(basic(), named("mallory"), named("alice"), basic(), named("al ice")));

    assertThat(answers).extracting(Answer::status).containsExactly(401, 403, 200, 401, 400);
  }

  @Test
  void answersAnApplicationThatDemandsACaller() {
    assertThat(named("alice").get("/who/demand").body()).startsWith("alice ");

    Answer nobody = persistent().get("/who/demand");
    assertThat(nobody.status()).isEqualTo(401);
    assertThat(nobody.header("www-authenticate")).contains("Gatepass realm=\"application\"");
    assertThat(named("mallory").get("/who/demand").status()).isEqualTo(403);
  }

  private static Http offering(String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return basic().header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  @Test
  void acceptsAPasswordByBasicWithoutAHeader() {
    assertCaller(offering("dora", "dora-secret-1"), "dora", "PASSWORD");
    assertUnauthenticated(offering("dora", "dora-secret-2"));
    Answer wrong = offering("dora", "dora-secret-2").get("/api/me");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.header("www-authenticate").orElseThrow()).startsWith("Basic ");
    assertCaller(
        offering("dora", "dora-secret-1").header("remote-user", "alice"), "alice", "HEADER");
  }

  private static Http session(Answer login) {
    return persistent().header("Cookie", login.sessionCookie().orElseThrow());
  }

  @Test
  void remembersAHeaderCallerWithoutAnotherSessionEachTime() {
    Answer login = persistent().header("remote-user", "alice").get("/api/me");
    assertThat(login.header("set-cookie").orElseThrow())
        .containsIgnoringCase("; HttpOnly")
        .containsIgnoringCase("; SameSite=Lax");

    for (int i = 0; i < 5; i++) {
      assertCaller(session(login), "alice", "SESSION");
      assertCaller(session(login).header("remote-user", "alice"), "alice", "HEADER");
    }
    assertUnauthenticated(session(login).from(Http.UNTRUSTED));
    assertUnauthenticated(
        server.http("/persistent").header("Cookie", login.sessionCookie().orElseThrow()));
    assertCaller(session(login), "alice", "SESSION");
  }

  @Test
  void endsTheRememberedLoginOfADeactivatedCaller() {
    Answer login = persistent().header("remote-user", "j\u00c3\u00bcrgen").get("/api/me");
    assertThat(login.status()).isEqualTo(200);
    assertThat(login.json().getString("caller")).isEqualTo("j\u00fcrgen");
    assertThat(session(login).get("/api/me").json().getString("authenticatedBy"))
        .isEqualTo("SESSION");

    assertThat(
            persistent()
                .header("remote-user", "carol")
                .send("DELETE", "/api/users?name=j%C3%BCrgen", "")
                .status())
        .isEqualTo(204);

    assertUnauthenticated(session(login));
    assertThat(session(login).get("/api/me").status()).isEqualTo(401);
  }

  @Test
  void leavesASessionOfTheApplicationAsItIs() {
    Answer first = named("alice").get("/who/session");
    Http session = named("alice").header("Cookie", first.sessionCookie().orElseThrow());

    for (int i = 0; i < 3; i++) {
      assertThat(session.get("/who/session").header("set-cookie")).isEmpty();
    }
  }

  @Test
  void e01ASessionOfAnotherApplicationIsEmptyAfterTheLogin() {
    String planted = named("alice").get("/who/session").sessionCookie().orElseThrow();

    for (Http login : List.of(persistent(), server.http("/persistent"))) {
      Http client = login.header("Cookie", planted);
      Answer entered = logIn(client, "dora", "dora-secret-1");
      assertThat(entered.status()).isEqualTo(204);
      assertThat(entered.sessionCookie()).isPresent().isNotEqualTo(Optional.of(planted));
      assertUnauthenticated(persistent().header("Cookie", planted));
    }
    Answer named =
        persistent().header("Cookie", planted).header("remote-user", "alice").get("/api/me");
    assertThat(named.status()).isEqualTo(200);
    assertThat(named.sessionCookie()).isPresent().isNotEqualTo(Optional.of(planted));
    assertUnauthenticated(persistent().header("Cookie", planted));
    assertCaller(session(named), "alice", "SESSION");
  }

  private static Answer logIn(Http client, String name, String password) {
    return logIn(client, "/api/login", name, password);
  }

  private static Answer logIn(Http client, String path, String name, String password) {
    return client.postJson(
        path, Json.createObjectBuilder().add("name", name).add("password", password).build());
  }

  @Test
  void acceptsAPasswordFromTheApplicationsOwnPage() {
    Answer login = logIn(persistent(), "dora", "dora-secret-1");

    assertThat(login.status()).isEqualTo(204);
    assertThat(login.header("x-caller")).contains("dora");
    assertThat(login.header("x-context")).contains("dora");
    assertThat(login.header("x-user")).contains("true");
    assertCaller(session(login), "dora", "PASSWORD");
    assertThat(logIn(persistent(), "dora", "dora-secret-2").status()).isEqualTo(401);
    assertThat(logIn(persistent(), "alice", "").status()).isEqualTo(401);
  }

  @Test
  void changesTheSessionAndTheCallerWithALogin() {
    Answer first = logIn(persistent(), "admin", "admin-of-the-tests-1");
    Answer second = logIn(session(first), "dora", "dora-secret-1");

    assertThat(second.status()).isEqualTo(204);
    assertThat(second.sessionCookie()).isPresent().isNotEqualTo(first.sessionCookie());
    assertCaller(session(second), "dora", "PASSWORD");
    assertUnauthenticated(session(first));
  }

  @Test
  void replacesTheAuthenticatedCallerByALogin() {
    Answer first = logIn(persistent(), "admin", "admin-of-the-tests-1");
    Answer second = logIn(session(first), "/api/login?stay", "dora", "dora-secret-1");

    assertThat(second.header("x-caller")).contains("dora");
    assertThat(second.header("x-context")).contains("dora");
    assertThat(second.header("x-user")).contains("true");
    assertCaller(session(second), "dora", "PASSWORD");
  }

  @Test
  void failsAWrongPasswordWhileACallerIsAuthenticated() {
    Answer first = logIn(persistent(), "admin", "admin-of-the-tests-1");

    Answer wrong = logIn(session(first), "/api/login?stay", "dora", "dora-secret-2");

    assertThat(wrong.status()).isEqualTo(401);
    assertCaller(session(first), "admin", "PASSWORD");
  }

  @Test
  void logsOutTheAuthenticatedCaller() {
    Answer login = logIn(persistent(), "dora", "dora-secret-1");

    for (Http client :
        List.of(session(login), persistent(), persistent().header("remote-user", "alice"))) {
      Answer left = client.send("POST", "/api/logout", "");
      assertThat(left.status()).isEqualTo(303);
      assertThat(left.header("x-left")).contains("true");
    }
    assertUnauthenticated(session(login));
  }

  @Test
  void leavesNothingBehindWhenAnApplicationGoes() throws IOException, InterruptedException {
    server.deploy("guest", war(ServletsBasicSecurity.class));
    server.awaitStatus(proxy("/guest"), "/api/whoami", 200);
    assertThat(isRegistered("/guest")).isEqualTo("true");
    assertThat(proxy("/guest").header("remote-user", "alice").get("/api/me").status())
        .isEqualTo(200);
    server.undeploy("guest");
    server.awaitStatus(proxy("/guest"), "/api/whoami", 404);
    // Tomcat answers so a moment before the application has stopped.
    server.await(() -> isRegistered("/guest").equals("false"));

    assertThat(isRegistered("/basic")).isEqualTo("true");
    assertCaller(named("alice"), "alice", "HEADER");
  }

  private static String isRegistered(String contextPath) {
    return server.http("/count").get("/registrations?path=" + contextPath).body();
  }

  private static void assertNotServed(String contextPath) {
    for (String path : List.of("/api/whoami", "/api/me", "/")) {
      assertThat(proxy(contextPath).header("remote-user", "alice").get(path).status())
          .isIn(404, 503);
    }
  }

  @Test
  void startsNoApplicationThatRequiresTheMechanism() throws IOException, InterruptedException {
    server.deploy("mechanism", war(ServletsMechanismSecurity.class));

    server.awaitInLog(
        "gatepass.integration: \"MECHANISM\" is not available here: there is no implementation of"
            + " Jakarta Security that would call it");
    assertNotServed("/mechanism");
  }

  @Test
  @ImpossibleWith(Difference.ONE_VERSION_AT_A_TIME)
  void startsNoSecondVersionOfAnApplication() throws IOException, InterruptedException {
    server.deploy("twin", war(ServletsBasicSecurity.class));
    server.awaitStatus(proxy("/twin"), "/api/whoami", 200);
    server.deploy("twin##2", war(ServletsBasicSecurity.class));

    server.awaitInLog(
        "another provider of Jakarta Authentication is already registered for its path:"
            + " org.gatepass.internal.jaspic.RemoteUserAuthProvider");
    assertCaller(proxy("/twin").header("remote-user", "alice"), "alice", "HEADER");
  }

  @Test
  void startsNoApplicationWithAWrongSetting() throws IOException, InterruptedException {
    server.deploy("wrong", war(ServletsWrongSecurity.class));

    server.awaitInLog("gatepass.trusted-proxies: \"10.0.0.0/33\" is not a CIDR block");
    assertNotServed("/wrong");
  }

  @Test
  void startsNoApplicationWithUnavailableStores() throws IOException, InterruptedException {
    WebArchive war = war(ServletsStoreSecurity.class);
    ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("demo.war")))
        .getContent(
            path -> path.get().matches("/WEB-INF/lib/(gatepass-identity|caffeine)-.*[.]jar"))
        .forEach((path, node) -> war.add(node.getAsset(), path));
    server.deploy("stores", war);

    server.awaitInLog("need a server with Jakarta Persistence and Jakarta Transactions");
    assertNotServed("/stores");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/who", "/api/me"})
  void servesNoTrace(String path) {
    assertThat(named("alice").send("TRACE", path, "").status()).isIn(Difference.statusesOfTrace());
  }
}
