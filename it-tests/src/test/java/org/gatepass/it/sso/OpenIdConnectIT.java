// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.sso;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gatepass.it.client.Browser;
import org.gatepass.it.client.Chromium;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.client.SignedTokens;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.proxy.Apache;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Cookie;

/**
 * {@code deploy/apache/openid.conf}: Keycloak authenticates people for Apache httpd, on all paths.
 * Tokens last twenty seconds here, and httpd asks the provider again after five.
 */
class OpenIdConnectIT extends BehindKeycloak {
  /** The other recipe and its application; the first test that needs them starts them. */
  private @Nullable LoginPath loginPath;

  private record LoginPath(ServerProcess application, Gateway gateway) {}

  @Override
  Path module() {
    return Path.of("/usr/lib/apache2/modules/mod_auth_openidc.so");
  }

  @Override
  String signOutUrl() {
    return "/gateway/openid?logout=https%3A%2F%2Fapp.example.org%2F";
  }

  @Override
  void prepare(Path own) {
    keycloak().setAttribute("gateway", "access.token.lifespan", "20");
    keycloak().setAttribute("gateway", "backchannel.logout.session.required", "true");
  }

  @Override
  Gateway start(Path own, int applicationPort, Map<String, String> additions) throws Exception {
    Map<String, String> changes = new HashMap<>(additions);
    changes.putIfAbsent("BeforeExpiry 240 ", "BeforeExpiry 15 ");
    changes.put("RefreshInterval  60", "RefreshInterval  5");
    changes.putAll(ofTheTest());
    return Apache.startWithOpenId(own, "openid.conf", applicationPort, keycloak(), changes);
  }

  /** Otherwise the module would lead the browser to the port of the test. */
  private static Map<String, String> ofTheTest() {
    return Map.of(
        "  Include gatepass/openid-client.conf\n",
        """
          Include gatepass/openid-client.conf
          RequestHeader set X-Forwarded-Port 443 early
          OIDCXForwardedHeaders X-Forwarded-Port
        """);
  }

  @Test
  @Tag("gateways")
  void leadsABrowserThroughTheLoginPageAndOutAtBothEnds() throws Exception {
    assertRoundInABrowser("alice", "Alice", "openid-connect");
  }

  /** A site of the same domain could otherwise plant a session, and have the next login in it. */
  @Test
  void takesTheCookieOfALoginFromNoOtherSite() {
    String name = "__Host-mod_auth_openidc_session";
    try (Browser browser = KeycloakRound.browserAt("/", "dora")) {
      browser.find("#who");
      assertThat(cookies(browser)).contains(name);
    }
    try (Browser browser = KeycloakRound.browser()) {
      browser.open("/api/me");
      for (String rights :
          List.of("Secure; Domain=example.org", "SameSite=Lax", "Domain=example.org")) {
        plant(browser, name, rights);
        assertThat(cookies(browser)).as(rights).doesNotContain(name);
      }
      // Chromium accepts the same from a site of the domain under another name.
      plant(browser, "mod_auth_openidc_session", "Secure; Domain=example.org");
      assertThat(cookies(browser)).containsExactly("mod_auth_openidc_session");
    }
  }

  private static void plant(Browser browser, String name, String rights) {
    browser.driver().executeScript("document.cookie = '" + name + "=x; Path=/; " + rights + "'");
  }

  private static List<String> cookies(Browser browser) {
    return browser.driver().manage().getCookies().stream().map(Cookie::getName).toList();
  }

  @Test
  @Tag("gateways")
  void namesTheCallerAndMapsGroupPaths() {
    assertNamesTheCallerAndMapsGroupPaths();
  }

  /** The path contains the separator and the path of the other group. */
  @Test
  void mapsNoGroupWhoseNameImitatesAnother() throws Exception {
    keycloak()
        .whileMember(
            "dora",
            imitation(),
            () -> assertThat(groups(signedIn("dora"))).isEqualTo("[\"user\"]"));
  }

  @Test
  void mapsGroupsOfTheIdTokenAlone() throws Exception {
    keycloak().sendGroupsIn("gateway", true, false);
    try {
      assertThat(groups(signedIn("alice"))).isEqualTo("[\"administrator\",\"user\"]");
      keycloak()
          .whileMember(
              "dora",
              imitation(),
              () -> assertThat(groups(signedIn("dora"))).isEqualTo("[\"user\"]"));
    } finally {
      keycloak().sendGroupsIn("gateway", false, true);
    }
  }

  @Test
  @Tag("gateways")
  void namesACallerBeyondAscii() {
    assertCaller(signedIn("j\u00fcrgen").get("/api/me"), "j\u00fcrgen");
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
    assertThat(person.get("/").header("location").orElseThrow()).startsWith(keycloak().issuer());
  }

  // How long a change at the provider takes.

  @Test
  void endsALoginWithTheSessionAtTheProvider() throws InterruptedException {
    keycloak().setAttribute("gateway", "backchannel.logout.url", "");
    Http alice = signedIn("alice");
    assertCaller(alice.get("/api/me"), "alice");

    keycloak().endSessions("alice");

    report(
        "session ended, by refresh (tokens of 20 s, 15 s before the end)",
        KeycloakRound.timeUntil(() -> alice.get("/api/me").status() == 401));
  }

  /** Both logins of alice last for minutes here, if the provider does not end them. */
  @Test
  @Tag("gateways")
  void endsOneLoginByBackChannelLogout() throws Exception {
    Gateway patient = start("patient", Map.of("BeforeExpiry 240 ", "BeforeExpiry 3 "));
    keycloak()
        .setAttribute(
            "gateway",
            "backchannel.logout.url",
            "https://127.0.0.1:" + patient.tlsPort() + "/gateway/openid?logout=backchannel");
    keycloak().setAttribute("gateway", "access.token.lifespan", "300");
    try {
      Http otherOfAlice = signedIn(patient, "alice");
      List<String> others = keycloak().sessions("alice");
      Http alice = signedIn(patient, "alice");
      Http dora = signedIn(patient, "dora");
      assertCaller(alice.get("/api/me"), "alice");

      long start = System.nanoTime();
      endNewSession("alice", others);
      KeycloakRound.timeUntil(() -> alice.get("/api/me").status() == 401);

      report("session ended, by back-channel logout", since(start));
      assertCaller(otherOfAlice.get("/api/me"), "alice");
      assertCaller(dora.get("/api/me"), "dora");
    } finally {
      keycloak().setAttribute("gateway", "access.token.lifespan", "20");
      keycloak().setAttribute("gateway", "backchannel.logout.url", "");
    }
  }

  @Test
  void removesAGroupWithTheNextReadingOfClaims() throws InterruptedException {
    keycloak().setMember("dora", "/staff/nurses", true);
    Http dora = signedIn("dora");
    assertThat(dora.get("/api/me").body()).contains("\"administrator\"");

    keycloak().setMember("dora", "/staff/nurses", false);

    report(
        "group removed (claims read again after 5 s)",
        KeycloakRound.timeUntil(() -> !dora.get("/api/me").body().contains("\"administrator\"")));
    assertCaller(dora.get("/api/me"), "dora");
  }

  @Test
  void endsALoginWithTheAccountAtTheProvider() throws InterruptedException {
    Http alice = signedIn("alice");
    assertCaller(alice.get("/api/me"), "alice");

    keycloak().setEnabled("alice", false);

    report(
        "account disabled (tokens of 20 s, 15 s before the end)",
        KeycloakRound.timeUntil(() -> alice.get("/api/me").status() == 401));
    keycloak().setEnabled("alice", true);
  }

  @Test
  void leadsToTheProviderAgainAfterItsReturn() throws Exception {
    keycloak().stop();
    assertThat(somebody().get("/api/me").status()).isEqualTo(401);
    Answer away = somebody().header("Accept", "text/html").get("/");
    report("provider down, no login: " + away.status());

    keycloak().startAgain();

    assertCaller(signedIn("dora").get("/api/me"), "dora");
  }

  // deploy/apache/openid-login.conf, with plain headers for the session at the provider.

  private LoginPath loginPath() throws Exception {
    LoginPath known = loginPath;
    if (known == null) {
      Path httpd = prepared("login-path");
      Path folder = Files.createDirectory(httpd.resolve("application"));
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
      settings.put("GATEPASS_ASSERTION_ISSUER", keycloak().issuer());
      settings.put("GATEPASS_ASSERTION_AUDIENCE", "gateway");
      settings.put("GATEPASS_ASSERTION_SESSION_ID_HEADER", "X-Session-Id");
      settings.put("GATEPASS_ASSERTION_SUBJECT_HEADER", "X-Subject");
      settings.put("GATEPASS_ASSERTION_LOGOUT_PATH", "/backchannel-logout");
      ServerProcess application = started(PayaraMicro.start(folder, war, settings));
      Gateway login =
          started(
              Apache.startWithOpenId(
                  httpd, "openid-login.conf", application.http().port(), keycloak(), ofTheTest()));
      application.awaitDemo();
      known = new LoginPath(application, login);
      loginPath = known;
    }
    return known;
  }

  @Test
  void remembersALoginUntilTheProviderEndsTheSession() throws Exception {
    Gateway login = loginPath().gateway();
    assertThat(to(login).header("X-Session-Id", "x").get("/api/whoami").json().isNull("caller"))
        .isTrue();
    Answer away = to(login).header("Accept", "text/html").get("/admin/");
    assertThat(away.header("location").orElse(away.status() + away.body()))
        .contains("/sso-login?next=");
    keycloak()
        .setAttribute(
            "gateway",
            "backchannel.logout.url",
            "http://127.0.0.1:" + loginPath().application().http().port() + "/backchannel-logout");
    Http carol = remembered(login, "carol");
    Http dora = remembered(login, "dora");

    // Without the end of the session, a login stays.
    keycloak().setEnabled("dora", false);
    TimeUnit.SECONDS.sleep(10);
    assertCallerIs(dora, "dora");
    keycloak().setEnabled("dora", true);

    long start = System.nanoTime();
    keycloak().endSessions("carol");
    KeycloakRound.timeUntil(() -> carol.get("/api/me").status() == 401);
    report("login path: session ended, by back-channel logout", since(start));
    assertCallerIs(dora, "dora");
  }

  @Test
  void leadsABrowserOverTheLoginPathAndOutAtBothEnds() throws Exception {
    Chromium.findGatewayAt(loginPath().gateway().tlsPort());
    try (Browser browser = KeycloakRound.browserAt("/admin/", "alice")) {
      browser.awaitText("Alice");
      assertThat(browser.path()).isEqualTo("/admin/");

      browser.find("form[action='/logout'] button").click();
      browser.awaitPath("/");
      assertThat(browser.text()).doesNotContain("Alice");
      browser.open("/admin/");
      browser.find("#password");
      assertThat(browser.driver().getCurrentUrl()).startsWith(keycloak().site());
    } finally {
      Chromium.findGatewayAt(gateway().tlsPort());
    }
  }

  @Test
  void namesNoOtherCallerOverTheLoginPath() throws Exception {
    Gateway login = loginPath().gateway();

    assertThat(
            foreign(login, List.of("/", "/api/me", "/sso-login"), () -> remembered(login, "dora")))
        .isEmpty();
    assertThat(
            foreign(login, List.of("/api/me", "/sso-login"), () -> atTheLoginPath(login, "dora")))
        .isEmpty();
  }

  private Http atTheLoginPath(Gateway login, String name) {
    return new KeycloakLogin(to(login), keycloak()).through("/sso-login?next=/", name);
  }

  private Http remembered(Gateway login, String name) {
    Http atTheGateway = atTheLoginPath(login, name);
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
