// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.gatepass.it.Http.Answer;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.OutputType;

/**
 * {@code deploy/apache/openid.conf}: Keycloak authenticates people for Apache httpd, on all paths.
 * Tokens last twenty seconds here, and httpd asks the provider again after five.
 */
@Tag("sso")
@ExtendWith(GatewayDemo.OfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenIdConnectIT {
  private static final Path MODULE = Path.of("/usr/lib/apache2/modules/mod_auth_openidc.so");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SITE = "https://" + GatewayDemo.SITE;

  private Keycloak keycloak;
  private ServerProcess server;
  private Gateway gateway;
  private SSLContext tls;

  @BeforeAll
  void start(@TempDir Path folder, GatewayDemo demo) throws Exception {
    Gateway.assumeInstalled(Apache.PROGRAM);
    assertInstalled();
    tls = demo.tls();
    Path httpd = Files.createDirectory(folder.resolve("httpd"));
    demo.writeCertificate(httpd);
    server =
        PayaraMicro.start(
            Files.createDirectory(folder.resolve("demo")),
            Path.of(System.getProperty("demo.war")),
            settings());
    keycloak =
        Keycloak.start(
            folder.resolve("keycloak"),
            "--truststore-paths=" + httpd.resolve("certificate.pem"),
            "--tls-hostname-verifier=ANY");
    keycloak.setAttribute("gateway", "access.token.lifespan", "20");
    server.awaitDemo();
    gateway =
        Apache.startWithOpenId(
            httpd,
            "openid.conf",
            server.http().port(),
            keycloak,
            Map.of(
                "BeforeExpiry 240 ",
                "BeforeExpiry 15 ",
                "RefreshInterval  60",
                "RefreshInterval  5",
                // The module would name the port of the test, to which the browser is led.
                "  Include gatepass/openid-client.conf\n",
                """
                  Include gatepass/openid-client.conf
                  RequestHeader set X-Forwarded-Port 443 early
                  OIDCXForwardedHeaders X-Forwarded-Port
                """));
    Chromium.findGatewayAt(gateway.tlsPort());
  }

  private static void assertInstalled() {
    Keycloak.assumeInstalled();
    if (!Files.exists(MODULE)) {
      Gateway.assumeInstalled(MODULE);
    }
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("GATEPASS_TRUSTED_PROXIES", Http.TRUSTED);
    settings.put("GATEPASS_SHARED_SECRET_HEADER", "X-Gateway-Secret");
    settings.put("GATEPASS_SHARED_SECRETS", GatewayDemo.SECRET);
    settings.put("GATEPASS_HEADER_ENCODING", "PERCENT");
    settings.put("GATEPASS_GROUPS_HEADER", "remote-groups");
    settings.put("GATEPASS_GROUPS_SEPARATOR", "|");
    settings.put("GATEPASS_GROUPS_MAPPING", "/staff/nurses=administrator");
    settings.put("GATEPASS_PUBLIC_URL", SITE);
    settings.put(
        "GATEPASS_SIGN_OUT_URL", "/gateway/openid?logout=https%3A%2F%2Fapp.example.org%2F");
    settings.put("GATEPASS_DEMO_SAMPLE_ACCOUNTS", "true");
    return settings;
  }

  @AfterAll
  void stop() {
    Chromium.findGatewayAt(0);
    if (gateway != null) {
      gateway.close();
    }
    if (server != null) {
      server.close();
    }
    if (keycloak != null) {
      keycloak.close();
    }
  }

  private Http somebody() {
    return to(gateway);
  }

  private Http to(Gateway target) {
    return Http.over(
            connection -> {
              SSLSocket socket =
                  (SSLSocket)
                      tls.getSocketFactory()
                          .createSocket(connection, GatewayDemo.SITE, target.tlsPort(), true);
              socket.startHandshake();
              return socket;
            },
            target.tlsPort())
        .header("Host", GatewayDemo.SITE);
  }

  private Http signedIn(String name) {
    return OpenIdLogin.through(somebody(), "/", keycloak, name);
  }

  private static void assertCaller(Answer answer, String name) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo(name);
    assertThat(answer.json().getString("authenticatedBy")).isEqualTo("HEADER");
  }

  private static Duration timeUntil(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void report(String what, Duration time) {
    System.out.println("OpenIdConnectIT: " + what + ": " + time.toMillis() + " ms");
  }

  @Test
  @Tag("gateways")
  void leadsABrowserThroughTheLoginPageAndOutAtBothEnds() throws Exception {
    try (Browser browser = Browser.on(SITE)) {
      browser
          .driver()
          .executeCdpCommand("Security.setIgnoreCertificateErrors", Map.of("ignore", true));
      browser.open("/sso-login?next=/");
      browser.find("#username").sendKeys("alice");
      browser.find("#password").sendKeys(Keycloak.password("alice"));
      browser.find("#kc-login").click();
      Chromium.patiently()
          .withMessage(() -> browser.driver().getCurrentUrl() + "\n" + browser.text())
          .until(anyDriver -> browser.has("#who"));
      assertThat(browser.find("#who").getText()).isEqualTo("Alice");
      assertThat(browser.path()).isEqualTo("/");
      Files.write(
          Path.of("target", "openid-connect.png"),
          browser.driver().getScreenshotAs(OutputType.BYTES));

      browser.find("form[action='/logout'] button").click();
      // The page needs a login again, and the provider asks for the password: both sessions ended.
      browser.find("#password");
      assertThat(browser.driver().getCurrentUrl()).startsWith(keycloak.site());
    }
  }

  @Test
  @Tag("gateways")
  void namesTheCallerAndMapsGroupPaths() {
    Http alice = signedIn("alice");

    assertCaller(alice.get("/api/me"), "alice");
    assertThat(alice.get("/api/me").json().getJsonArray("groups").toString())
        .isEqualTo("[\"administrator\",\"user\"]");
    assertThat(signedIn("dora").get("/api/me").json().getJsonArray("groups").toString())
        .isEqualTo("[\"user\"]");
  }

  /** The name contains the separator and the path of the other group. */
  @Test
  void mapsNoGroupWhoseNameImitatesAnother() {
    keycloak.administer(
        "POST",
        "/groups",
        Json.createObjectBuilder().add("name", "x|/staff/nurses").build().toString());
    String id =
        keycloak
            .administer("GET", "/groups?search=x%7C", "")
            .jsonArray()
            .getJsonObject(0)
            .getString("id");
    keycloak.join("dora", id);
    try {
      assertThat(signedIn("dora").get("/api/me").json().getJsonArray("groups").toString())
          .isEqualTo("[\"user\"]");
    } finally {
      keycloak.administer("DELETE", "/groups/" + id, "");
    }
  }

  @Test
  @Tag("gateways")
  void namesACallerBeyondAscii() {
    assertCaller(signedIn("j\u00fcrgen").get("/api/me"), "j\u00fcrgen");
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
        timeUntil(() -> dora.get("/api/me").status() == 403));
    carol.send("PATCH", "/api/users/dora", "{\"active\":true}");
    timeUntil(() -> dora.get("/api/me").status() == 200);
  }

  @Test
  @Tag("gateways")
  void answersAProgramWith401AndLeadsAPersonToTheProvider() {
    Http person = somebody().header("Accept", "text/html");
    for (Http client : List.of(somebody(), person)) {
      assertThat(client.get("/api/me").status()).isEqualTo(401);
      assertThat(client.get("/live").status()).isEqualTo(401);
    }
    assertThat(somebody().get("/").status()).isEqualTo(401);
    assertThat(person.get("/").header("location").orElseThrow()).startsWith(keycloak.issuer());
  }

  @Test
  void namesNoOtherCallerWhateverAClientSends() {
    int probes = 0;
    Http dora = signedIn("dora");
    List<String> paths =
        List.of("/", "/api/whoami", "/api/me", "/admin/", "/sso-login", "/API/me", "/api;x=1/me");
    for (String lie : GatewayProbes.lies()) {
      for (String path : paths) {
        String anonymous = converse(somebody(), path, lie);
        assertThat(anonymous)
            .as(lie)
            .doesNotContain("\"caller\":\"", GatewayDemo.SECRET)
            .doesNotContainIgnoringCase("Caller name");
        if (probes % 200 == 0) {
          dora = signedIn("dora");
        }
        String known = converse(dora, path, lie);
        assertThat(known)
            .as(lie)
            .doesNotContain("\"caller\":\"carol", "\"administrator\"", GatewayDemo.SECRET);
        probes += 2;
      }
    }
    System.out.println("OpenIdConnectIT: probes sent: " + probes);
    assertThat(server.log() + gateway.log()).doesNotContain(GatewayDemo.SECRET);
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

  // How long a change at the provider takes.

  @Test
  void endsALoginWithTheSessionAtTheProvider() throws InterruptedException {
    keycloak.setAttribute("gateway", "backchannel.logout.url", "");
    Http alice = signedIn("alice");
    assertCaller(alice.get("/api/me"), "alice");

    keycloak.endSessions("alice");

    report(
        "session ended, by refresh (tokens of 20 s, 15 s before the end)",
        timeUntil(() -> alice.get("/api/me").status() == 401));
  }

  @Test
  @Tag("gateways")
  void endsOneLoginWithTheBackChannelLogoutConfigured() throws InterruptedException {
    keycloak.setAttribute(
        "gateway",
        "backchannel.logout.url",
        "https://127.0.0.1:" + gateway.tlsPort() + "/gateway/openid?logout=backchannel");
    Http alice = signedIn("alice");
    Http dora = signedIn("dora");
    assertCaller(alice.get("/api/me"), "alice");

    long start = System.nanoTime();
    keycloak.endSessions("alice");
    timeUntil(() -> alice.get("/api/me").status() == 401);

    report(
        "session ended, back-channel logout configured",
        Duration.ofNanos(System.nanoTime() - start));
    assertCaller(dora.get("/api/me"), "dora");
  }

  @Test
  void removesAGroupWithTheNextReadingOfClaims() throws InterruptedException {
    keycloak.setMember("dora", "/staff/nurses", true);
    Http dora = signedIn("dora");
    assertThat(dora.get("/api/me").body()).contains("\"administrator\"");

    keycloak.setMember("dora", "/staff/nurses", false);

    report(
        "group removed (claims read again after 5 s)",
        timeUntil(() -> !dora.get("/api/me").body().contains("\"administrator\"")));
    assertCaller(dora.get("/api/me"), "dora");
  }

  @Test
  void endsALoginWithTheAccountAtTheProvider() throws InterruptedException {
    Http alice = signedIn("alice");
    assertCaller(alice.get("/api/me"), "alice");

    keycloak.setEnabled("alice", false);

    report(
        "account disabled (tokens of 20 s, 15 s before the end)",
        timeUntil(() -> alice.get("/api/me").status() == 401));
    keycloak.setEnabled("alice", true);
  }

  @Test
  void leadsToTheProviderAgainAfterItsReturn() throws Exception {
    keycloak.stop();
    assertThat(somebody().get("/api/me").status()).isEqualTo(401);
    Answer away = somebody().header("Accept", "text/html").get("/");
    System.out.println("OpenIdConnectIT: provider down, no login: " + away.status());

    keycloak.startAgain();

    assertCaller(signedIn("dora").get("/api/me"), "dora");
  }

  /**
   * {@code deploy/apache/openid-login.conf}, with plain headers for the session at the provider.
   */
  @Test
  void remembersALoginUntilTheProviderEndsTheSession(@TempDir Path folder, GatewayDemo demo)
      throws Exception {
    Path httpd = Files.createDirectory(folder.resolve("httpd"));
    demo.writeCertificate(httpd);
    Path war = folder.resolve("demo.war");
    Wars.demo(Map.of())
        .addAsLibraries(SignedTokens.libraries())
        .as(ZipExporter.class)
        .exportTo(war.toFile());
    Map<String, String> settings = settings();
    settings.put("GATEPASS_PERSISTENT", "true");
    settings.put("GATEPASS_LOGIN_PATHS", "/sso-login");
    settings.put("GATEPASS_LOGIN_PAGE", "/sso-login");
    settings.put("GATEPASS_ASSERTION_PRESET", "keycloak");
    settings.put("GATEPASS_ASSERTION_ISSUER", keycloak.issuer());
    settings.put("GATEPASS_ASSERTION_AUDIENCE", "gateway");
    settings.put("GATEPASS_ASSERTION_SESSION_ID_HEADER", "X-Session-Id");
    settings.put("GATEPASS_ASSERTION_SUBJECT_HEADER", "X-Subject");
    settings.put("GATEPASS_ASSERTION_LOGOUT_PATH", "/backchannel-logout");
    try (ServerProcess application = PayaraMicro.start(folder, war, settings);
        Gateway login =
            Apache.startWithOpenId(
                httpd, "openid-login.conf", application.http().port(), keycloak, Map.of())) {
      application.awaitDemo();
      assertThat(to(login).header("X-Session-Id", "x").get("/api/whoami").json().isNull("caller"))
          .isTrue();
      Answer away = to(login).header("Accept", "text/html").get("/admin/");
      assertThat(away.header("location").orElse(away.status() + away.body()))
          .contains("/sso-login?next=");
      keycloak.setAttribute(
          "gateway",
          "backchannel.logout.url",
          "http://127.0.0.1:" + application.http().port() + "/backchannel-logout");
      Http carol = remembered(login, "carol");
      Http dora = remembered(login, "dora");

      // Without the end of the session, a login stays.
      keycloak.setEnabled("dora", false);
      TimeUnit.SECONDS.sleep(10);
      assertCallerIs(dora, "dora");
      keycloak.setEnabled("dora", true);

      long start = System.nanoTime();
      keycloak.endSessions("carol");
      timeUntil(() -> carol.get("/api/me").status() == 401);
      report(
          "login path: session ended, by back-channel logout",
          Duration.ofNanos(System.nanoTime() - start));
      assertCallerIs(dora, "dora");
    }
  }

  private Http remembered(Gateway login, String name) {
    Http atTheGateway = OpenIdLogin.through(to(login), "/sso-login?next=/", keycloak, name);
    Answer answer = atTheGateway.get("/sso-login?next=/");
    assertThat(answer.status()).isEqualTo(303);
    Http remembered = to(login).header("Cookie", answer.lastSessionCookie().orElseThrow());
    assertCallerIs(remembered, name);
    return remembered;
  }

  private static void assertCallerIs(Http client, String name) {
    Answer answer = client.get("/api/me");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo(name);
  }
}
