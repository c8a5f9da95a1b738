// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.sso;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.client.SignedTokens;
import org.gatepass.it.peer.Keycloak;
import org.gatepass.it.peer.Keycloak.Tokens;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo with {@code gatepass-assertion} and the preset {@code keycloak}, called with the tokens
 * of a real Keycloak: once without sessions, once with remembered logins.
 */
@Tag("sso")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakAssertionIT {
  private static final String LOGOUT_PATH = "/backchannel-logout";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> PEOPLE = List.of("alice", "carol", "dora", "j\u00fcrgen");

  private Keycloak keycloak;
  private ServerProcess plain;
  private ServerProcess persistent;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Keycloak.assumeInstalled();
    keycloak = Keycloak.start(folder.resolve("keycloak"), Keycloak.ESCAPED_SLASHES);
    Path war = folder.resolve("demo.war");
    Wars.demo(Map.of())
        .addAsLibraries(SignedTokens.libraries())
        .as(ZipExporter.class)
        .exportTo(war.toFile());
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("GATEPASS_TRUSTED_PROXIES", Http.TRUSTED);
    settings.put("GATEPASS_ASSERTION_PRESET", "keycloak");
    settings.put("GATEPASS_ASSERTION_ISSUER", keycloak.issuer());
    settings.put("GATEPASS_ASSERTION_AUDIENCE", "ward-app");
    settings.put("GATEPASS_ASSERTION_AUTHORIZED_PARTIES", "gateway");
    settings.put("GATEPASS_ASSERTION_LOGOUT_PATH", LOGOUT_PATH);
    settings.put("GATEPASS_GROUPS_MAPPING", "/staff/nurses=administrator");
    settings.put("GATEPASS_DEMO_SAMPLE_ACCOUNTS", "true");
    settings.put("GATEPASS_CREATE_UNKNOWN_CALLERS", "true");
    plain = PayaraMicro.start(Files.createDirectory(folder.resolve("plain")), war, settings);
    settings.put("GATEPASS_PERSISTENT", "true");
    settings.put("GATEPASS_ASSERTION_GROUPS_CLAIM", "realm_access.roles");
    settings.put("GATEPASS_GROUPS_MAPPING", "head-nurse=administrator");
    persistent =
        PayaraMicro.start(Files.createDirectory(folder.resolve("persistent")), war, settings);
    plain.awaitDemo();
    persistent.awaitDemo();
  }

  @AfterAll
  void stop() {
    for (ServerProcess server : new ServerProcess[] {plain, persistent}) {
      if (server != null) {
        server.close();
      }
    }
    if (keycloak != null) {
      keycloak.close();
    }
  }

  private static Http with(ServerProcess server, String token) {
    return server.http().header("Authorization", "Bearer " + token);
  }

  private static void assertCaller(Answer answer, String name) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo(name);
    assertThat(answer.json().getString("authenticatedBy")).isEqualTo("HEADER");
  }

  /** How long something takes that is checked often. */
  private static Duration timeUntil(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void report(String what, Duration time) {
    System.out.println("KeycloakAssertionIT: " + what + ": " + time.toMillis() + " ms");
  }

  @Test
  void authenticatesTheCallerOfAnAccessToken() {
    for (String name : PEOPLE) {
      String token = keycloak.tokens("gateway", name).access();

      assertCaller(with(plain, token).get("/api/me"), name);
      assertCaller(with(persistent, token).get("/api/me"), name);
    }
  }

  @Test
  void mapsGroupPathsAndRealmRoles() {
    String alice = keycloak.tokens("gateway", "alice").access();
    String dora = keycloak.tokens("gateway", "dora").access();

    for (ServerProcess server : List.of(plain, persistent)) {
      assertThat(with(server, alice).get("/api/me").json().getJsonArray("groups").toString())
          .isEqualTo("[\"administrator\",\"user\"]");
      assertThat(with(server, dora).get("/api/me").json().getJsonArray("groups").toString())
          .isEqualTo("[\"user\"]");
    }
  }

  /** Without the option the path in the token is that of the other group: {@code OAuth2ProxyIT}. */
  @Test
  void mapsNoGroupWhoseNameHasASlash() throws Exception {
    keycloak.whileMember(
        "dora",
        "staff/nurses",
        () -> {
          String token = keycloak.tokens("gateway", "dora").access();
          assertThat(Keycloak.payload(token)).contains("\"/staff~/nurses\"");
          assertThat(with(plain, token).get("/api/me").json().getJsonArray("groups").toString())
              .isEqualTo("[\"user\"]");
        });
  }

  @Test
  void createsAnAccountForAnUnknownCaller() {
    Answer answer = with(plain, keycloak.tokens("gateway", "erin").access()).get("/api/me");

    assertCaller(answer, "erin");
    Http carol = with(plain, keycloak.tokens("gateway", "carol").access());
    assertThat(carol.get("/api/users/erin").json().getString("email"))
        .isEqualTo("erin@example.org");
  }

  @Test
  void ignoresTokensOfOtherKindsAndClients() throws InterruptedException {
    Tokens alice = keycloak.tokens("gateway", "alice");
    Map<String, String> foreign =
        Map.of(
            "an ID token", alice.id(),
            "a refresh token", alice.refresh(),
            "another client's own token", keycloak.tokensOfTheClient("other").access(),
            "another client's access token", keycloak.tokens("other", "alice").access());

    for (Map.Entry<String, String> token : foreign.entrySet()) {
      for (ServerProcess server : List.of(plain, persistent)) {
        int said = server.log().length();
        Http client = with(server, token.getValue());
        assertThat(client.get("/api/me").status()).as(token.getKey()).isEqualTo(401);
        assertThat(client.get("/api/whoami").json().isNull("caller")).as(token.getKey()).isTrue();
        server.awaitInLog("(WRONG_ASSERTION)", said);
      }
    }
    assertThat(plain.log()).doesNotContain(alice.access(), alice.id(), alice.refresh());
  }

  @Test
  void rejectsACallerWhoseAccountIsDeactivated() throws InterruptedException {
    Http dora = with(plain, keycloak.tokens("gateway", "dora").access());
    Http carol =
        with(plain, keycloak.tokens("gateway", "carol").access())
            .header("Content-Type", "application/json");
    assertThat(dora.get("/api/me").status()).isEqualTo(200);

    assertThat(carol.send("PATCH", "/api/users/dora", "{\"active\":false}").status())
        .isEqualTo(200);

    report(
        "account deactivated at the application",
        timeUntil(() -> dora.get("/api/me").status() == 403));
    carol.send("PATCH", "/api/users/dora", "{\"active\":true}");
    timeUntil(() -> dora.get("/api/me").status() == 200);
  }

  private void setLogoutAddress(ServerProcess server) {
    keycloak.setAttribute(
        "gateway",
        "backchannel.logout.url",
        "http://127.0.0.1:" + server.http().port() + LOGOUT_PATH);
    keycloak.setAttribute("gateway", "backchannel.logout.session.required", "true");
  }

  @Test
  void endsARememberedLoginWhenAnAdministratorEndsTheSession() throws InterruptedException {
    setLogoutAddress(persistent);
    String token = keycloak.tokens("gateway", "carol").access();
    String cookie =
        with(persistent, token)
            .header("Cookie", "other=cookie")
            .get("/api/me")
            .lastSessionCookie()
            .orElseThrow();
    Http remembered = persistent.http().header("Cookie", cookie);
    assertCallerIs(remembered, "carol");
    int said = persistent.log().length();

    long start = System.nanoTime();
    keycloak.endSessions("carol");
    timeUntil(() -> remembered.get("/api/me").status() == 401);

    report("session ended, remembered login", Duration.ofNanos(System.nanoTime() - start));
    persistent.awaitInLog("(SESSION_ENDED)", said);
    assertThat(with(persistent, token).get("/api/me").status()).isEqualTo(401);
    assertCaller(
        with(persistent, keycloak.tokens("gateway", "carol").access()).get("/api/me"), "carol");
  }

  private static void assertCallerIs(Http client, String name) {
    Answer answer = client.get("/api/me");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo(name);
  }

  @Test
  void endsAccessTokensWhenAnAdministratorEndsTheSession() throws InterruptedException {
    setLogoutAddress(plain);
    Http carol = with(plain, keycloak.tokens("gateway", "carol").access());
    assertCaller(carol.get("/api/me"), "carol");

    long start = System.nanoTime();
    keycloak.endSessions("carol");
    timeUntil(() -> carol.get("/api/me").status() == 401);

    report("session ended, access token", Duration.ofNanos(System.nanoTime() - start));
  }

  @Test
  void servesADisabledPersonUntilTheTokenExpires() throws InterruptedException {
    setLogoutAddress(persistent);
    Http erin = with(persistent, keycloak.tokens("gateway", "erin").access());
    assertCaller(erin.get("/api/me"), "erin");

    keycloak.setEnabled("erin", false);
    TimeUnit.SECONDS.sleep(5);

    assertThat(erin.get("/api/me").status()).isEqualTo(200);
    keycloak.endSessions("erin");
    timeUntil(() -> erin.get("/api/me").status() == 401);
    keycloak.setEnabled("erin", true);
  }

  @Test
  void followsARotationOfKeysUnderLoad() throws Exception {
    Map<String, String> tokens = currentTokens();
    String old = tokens.get("alice");
    try (Load load = new Load(plain, tokens)) {
      keycloak.addKey(200);
      tokens.putAll(currentTokens());
      TimeUnit.SECONDS.sleep(3);
      keycloak.disableKey("rsa-generated");
      assertThat(keycloak.signatureKeys()).hasSize(1);
      tokens.putAll(currentTokens());
      TimeUnit.SECONDS.sleep(3);
      // The known key set still has the disabled key; a fetch removes it.
      assertThat(with(plain, old).get("/api/me").status()).isEqualTo(200);
      keycloak.addKey(300);
      tokens.putAll(currentTokens());
      timeUntil(() -> with(plain, old).get("/api/me").status() == 401);
      TimeUnit.SECONDS.sleep(2);
      load.stop();

      System.out.println("KeycloakAssertionIT: rotation: " + load.answers());
      assertThat(load.foreign()).isZero();
      // Until the new key is there, a request waits no longer than for the fetch.
      assertThat(load.answers().keySet()).isSubsetOf("200", "503");
      assertThat(load.answers().getOrDefault("503", new AtomicInteger()).get()).isLessThan(50);
    }
  }

  @Test
  void authenticatesWhileKeycloakIsDownAndAfterItsReturn() throws Exception {
    Map<String, String> tokens = currentTokens();
    try (Load load = new Load(plain, tokens)) {
      long start = System.nanoTime();
      keycloak.stop();
      TimeUnit.SECONDS.sleep(5);
      keycloak.startAgain();
      report("Keycloak stopped and started again", Duration.ofNanos(System.nanoTime() - start));
      tokens.putAll(currentTokens());
      TimeUnit.SECONDS.sleep(2);
      load.stop();

      System.out.println("KeycloakAssertionIT: outage: " + load.answers());
      assertThat(load.foreign()).isZero();
      assertThat(load.answers()).containsOnlyKeys("200");
    }
  }

  private Map<String, String> currentTokens() {
    Map<String, String> tokens = new ConcurrentHashMap<>();
    PEOPLE.forEach(name -> tokens.put(name, keycloak.tokens("gateway", name).access()));
    return tokens;
  }

  /** People who send requests all the time, each with the latest token of their own. */
  private static final class Load implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean ends = new AtomicBoolean();
    private final AtomicInteger foreign = new AtomicInteger();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final List<Future<?>> people;

    Load(ServerProcess server, Map<String, String> tokens) {
      for (String name : PEOPLE) {
        assertCaller(with(server, tokens.get(name)).get("/api/me"), name);
      }
      people =
          PEOPLE.stream()
              .<Future<?>>map(name -> threads.submit(() -> send(server, tokens, name)))
              .toList();
    }

    private @Nullable Void send(ServerProcess server, Map<String, String> tokens, String name)
        throws InterruptedException {
      while (!ends.get()) {
        Answer answer = with(server, tokens.get(name)).get("/api/me");
        answers
            .computeIfAbsent(Integer.toString(answer.status()), status -> new AtomicInteger())
            .incrementAndGet();
        if (answer.status() == 200 && !answer.json().getString("caller").equals(name)) {
          foreign.incrementAndGet();
        }
        // The machine has other work, such as the start of Keycloak.
        TimeUnit.MILLISECONDS.sleep(10);
      }
      return null;
    }

    /** Ends the requests; a failure of one fails the test. */
    void stop() throws Exception {
      ends.set(true);
      for (Future<?> each : people) {
        each.get(30, TimeUnit.SECONDS);
      }
    }

    int foreign() {
      return foreign.get();
    }

    /** How many answers had which status. */
    Map<String, AtomicInteger> answers() {
      return answers;
    }

    @Override
    public void close() {
      ends.set(true);
      threads.shutdownNow();
    }
  }
}
