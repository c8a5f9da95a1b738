// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.gatepass.it.client.Chromium;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.gateway.CheckRun;
import org.gatepass.it.gateway.GatewayProbes;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.peer.Keycloak;
import org.gatepass.it.proxy.Apache;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recipe of Apache httpd for which Keycloak authenticates people on all paths, in front of the
 * demo on Payara Micro.
 */
@Tag("sso")
@ExtendWith(GatewayDemo.OfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BehindKeycloak {
  static final String SITE = KeycloakRound.SITE;

  private static final String NURSES = "/staff/nurses";
  private static final List<String> PATHS =
      List.of("/", "/api/whoami", "/api/me", "/admin/", "/sso-login", "/API/me", "/api;x=1/me");

  private final List<AutoCloseable> started = new ArrayList<>();

  private Path folder;
  private GatewayDemo demo;
  private Keycloak keycloak;
  private ServerProcess server;
  private Gateway gateway;
  private SSLContext tls;

  /** The module of httpd that the recipe needs. */
  abstract Path module();

  /** The setting {@code gatepass.sign-out-url}. */
  abstract String signOutUrl();

  /** Configures Keycloak for the recipe. */
  abstract void prepare(Path own) throws Exception;

  /**
   * Starts the recipe.
   *
   * @param own a folder with certificate.pem and certificate.key
   * @param additions further changes of its files
   */
  abstract Gateway start(Path own, int applicationPort, Map<String, String> additions)
      throws Exception;

  @BeforeAll
  void startAll(@TempDir Path temporary, GatewayDemo ofTheRun) throws Exception {
    Gateway.assumeInstalled(Apache.PROGRAM);
    Keycloak.assumeInstalled();
    assumeModule();
    folder = temporary;
    demo = ofTheRun;
    tls = demo.tls();
    Path certificates = prepared("certificates");
    server =
        started(
            PayaraMicro.start(
                Files.createDirectory(folder.resolve("demo")),
                Path.of(System.getProperty("demo.war")),
                settings()));
    keycloak =
        started(
            Keycloak.start(
                folder.resolve("keycloak"),
                Keycloak.ESCAPED_SLASHES,
                "--truststore-paths=" + certificates.resolve("certificate.pem"),
                "--tls-hostname-verifier=ANY"));
    prepare(Files.createDirectory(folder.resolve("own")));
    server.awaitDemo();
    gateway = start("httpd", Map.of());
    Chromium.findGatewayAt(gateway.tlsPort());
  }

  /** As {@link Gateway#assumeInstalled}, for a module of httpd, which is not executable. */
  private void assumeModule() {
    String missing = "There is no module to test: " + module() + " (see CONTRIBUTING.md)";
    if (Boolean.getBoolean("gateways.required")) {
      assertThat(module()).as(missing).exists();
    }
    assumeTrue(Files.exists(module()), missing);
  }

  final Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("GATEPASS_TRUSTED_PROXIES", Http.TRUSTED);
    settings.put("GATEPASS_SHARED_SECRET_HEADER", "X-Gateway-Secret");
    settings.put("GATEPASS_SHARED_SECRETS", GatewayDemo.SECRET);
    settings.put("GATEPASS_HEADER_ENCODING", "PERCENT");
    settings.put("GATEPASS_GROUPS_HEADER", "remote-groups");
    settings.put("GATEPASS_GROUPS_SEPARATOR", "|");
    settings.put("GATEPASS_GROUPS_MAPPING", NURSES + "=administrator");
    settings.put("GATEPASS_PUBLIC_URL", SITE);
    settings.put("GATEPASS_SIGN_OUT_URL", signOutUrl());
    settings.put("GATEPASS_DEMO_SAMPLE_ACCOUNTS", "true");
    return settings;
  }

  final <T extends AutoCloseable> T started(T part) {
    started.add(part);
    return part;
  }

  /** A folder with a certificate. */
  final Path prepared(String name) throws Exception {
    Path own = Files.createDirectory(folder.resolve(name));
    demo.writeCertificate(own);
    return own;
  }

  /** Starts the recipe with changes, in front of the demo; it ends with the class. */
  final Gateway start(String name, Map<String, String> additions) throws Exception {
    return started(start(prepared(name), server.http().port(), additions));
  }

  @AfterAll
  void stopAll() throws Exception {
    Chromium.findGatewayAt(0);
    for (int i = started.size() - 1; i >= 0; i--) {
      started.get(i).close();
    }
  }

  final Keycloak keycloak() {
    return keycloak;
  }

  final Gateway gateway() {
    return gateway;
  }

  final Http somebody() {
    return to(gateway);
  }

  final Http to(Gateway target) {
    return KeycloakRound.client(tls, target);
  }

  final Http signedIn(String name) {
    return signedIn(gateway, name);
  }

  final Http signedIn(Gateway target, String name) {
    return new KeycloakLogin(to(target), keycloak).through("/", name);
  }

  static void assertCaller(Answer answer, String name) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo(name);
    assertThat(answer.json().getString("authenticatedBy")).isEqualTo("HEADER");
  }

  /** The groups of a caller in the application's JSON. */
  static String groups(Http client) {
    return client.get("/api/me").json().getJsonArray("groups").toString();
  }

  static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  final void report(String what, Duration time) {
    report(what + ": " + time.toMillis() + " ms");
  }

  final void report(String what) {
    System.out.println(getClass().getSimpleName() + ": " + what);
  }

  /** Ends a person's session at the provider that is not among the others, as an administrator. */
  final void endNewSession(String person, List<String> others) {
    keycloak.sessions(person).stream()
        .filter(id -> !others.contains(id))
        .forEach(keycloak::endSession);
  }

  /** Names of nested groups whose path imitates that of another group, after the separator. */
  static List<String> imitation() {
    return List.of("x|", "staff", "nurses");
  }

  // Shared by tests of the subclasses, which have tags of their own.

  final void assertRoundInABrowser(String person, String shown, String picture) throws Exception {
    KeycloakRound.leadABrowserInAndOut(
        keycloak, person, shown, "/sso-login?next=/", "/", picture + ".png");
  }

  final void assertNamesTheCallerAndMapsGroupPaths() {
    Http alice = signedIn("alice");
    assertCaller(alice.get("/api/me"), "alice");
    assertThat(groups(alice)).isEqualTo("[\"administrator\",\"user\"]");
    assertThat(groups(signedIn("dora"))).isEqualTo("[\"user\"]");
  }

  @Test
  void isSafeByGatepassCheck() {
    CheckRun.through(gateway, folder.resolve("httpd"), server.http().port(), "/api/me", "/admin/")
        .assertSafe();
  }

  /** Its path is that of another group without {@link Keycloak#ESCAPED_SLASHES}. */
  @Test
  void mapsNoGroupWhoseNameHasASlash() throws Exception {
    keycloak.whileMember(
        "dora",
        NURSES.substring(1),
        () -> assertThat(groups(signedIn("dora"))).isEqualTo("[\"user\"]"));
  }

  @Test
  void rejectsDeactivatedCallers() throws InterruptedException {
    assertThat(signedIn("bob").get("/api/me").status()).isEqualTo(403);
    Http dora = signedIn("dora");
    Http carol = signedIn("carol").header("Content-Type", "application/json");
    assertCaller(dora.get("/api/me"), "dora");

    assertThat(carol.send("PATCH", "/api/users/dora", "{\"active\":false}").status())
        .isEqualTo(200);

    report(
        "account deactivated at the application",
        KeycloakRound.timeUntil(() -> dora.get("/api/me").status() == 403));
    carol.send("PATCH", "/api/users/dora", "{\"active\":true}");
    KeycloakRound.timeUntil(() -> dora.get("/api/me").status() == 200);
  }

  @Test
  void namesNoOtherCallerWhateverAClientSends() {
    assertThat(foreign(gateway, PATHS, () -> signedIn("dora"))).isEmpty();
    assertThat(server.log() + gateway.log()).doesNotContain(GatewayDemo.SECRET);
  }

  /** Checks the test above: the same requests, and a recipe with two mistakes. */
  @Test
  void findsForgedNamesBehindAMistakenRecipe() throws Exception {
    Map<String, String> mistakes = new HashMap<>();
    mistakes.put("Include gatepass/remove.conf\n", "");
    mistakes.put("RequestHeader set   Remote-User", "RequestHeader setifempty Remote-User");

    Gateway mistaken = start("mistaken", mistakes);
    assertThat(foreign(mistaken, List.of("/api/whoami"), () -> signedIn(mistaken, "dora")))
        .contains("remote-user: carol", "REMOTE-USER: carol");
  }

  /**
   * The forged header lines by which a client becomes another caller or gets a group.
   *
   * @param login logs dora in
   */
  final List<String> foreign(Gateway target, List<String> paths, Supplier<Http> login) {
    List<String> found = new ArrayList<>();
    int probes = 0;
    Http dora = login.get();
    for (String lie : GatewayProbes.lies()) {
      for (String path : paths) {
        String anonymous = converse(to(target), path, lie);
        if (probes % 200 == 0) {
          dora = login.get();
        }
        String known = converse(dora, path, lie);
        assertThat(anonymous + known).as(lie).doesNotContain(GatewayDemo.SECRET);
        if (anonymous.contains("\"caller\":\"")
            || anonymous.toLowerCase(Locale.ROOT).contains("caller name")
            || known.contains("\"caller\":\"carol")
            || known.contains("\"administrator\"")) {
          found.add(lie);
        }
        probes += 2;
      }
    }
    report((found.isEmpty() ? "probes sent: " : "probes sent to a mistaken recipe: ") + probes);
    return found;
  }

  private static String converse(Http client, String path, String lie) {
    return client.converse(
        "GET "
            + path
            + " HTTP/1.1\r\nConnection: close\r\n"
            + client.lines()
            + new String(lie.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1)
            + "\r\n\r\n");
  }
}
