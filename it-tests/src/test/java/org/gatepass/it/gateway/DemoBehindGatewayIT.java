// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.gatepass.gateway.DevGateway;
import org.gatepass.gateway.GatewaySettings;
import org.gatepass.gateway.HeaderEncoding;
import org.gatepass.gateway.SecretHeader;
import org.gatepass.it.client.Browser;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.gatepass.it.server.ImpossibleWith;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser's login at the gateway, a header with a secret, and the demo behind the gateway. */
@ArquillianTest
class DemoBehindGatewayIT {
  private static final String SECRET_HEADER = "X-Gateway-Secret";
  private static final String SECRET = "abcdefghijklmnopqrstuvwxyz-0123456789";
  private static final String OLD_SECRET = "secret.before.the.rotation.of.this.year";

  @ArquillianResource URL base;
  @TempDir Path folder;

  private DevGateway gateway;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.demo(
        Map.of(
            "gatepass.trusted-proxies", Http.TRUSTED,
            "gatepass.shared-secret-header", SECRET_HEADER,
            "gatepass.shared-secrets", OLD_SECRET + "," + SECRET,
            "gatepass.header-encoding", "PERCENT",
            "gatepass.groups-header", "remote-groups",
            "gatepass.groups-mapping", "idp-admins=administrator",
            "gatepass.sign-out-url", "/gateway/sign-out"));
  }

  @BeforeEach
  void startTheGateway() throws IOException {
    Path htpasswd =
        Files.writeString(
            folder.resolve(".htpasswd"),
            """
            alice:$2y$05$PEx6iLTjlzHapMGarwM1TuFwDnS.fy.JTIM4/PUpgSyGwDeeXSoZi
            bob:$2y$05$a90D/lkMfL4VQM4RQ1f60uAG7U2h.k6vXLU118v67pQAJh1UoEDp.
            carol:$2y$05$H0jwvzwLaH1cd3YygNF8ReOKA7CQLFXWke2zg7LfxgwgbVG8ts2LC
            jürgen:$2y$05$QKrQDC.26IePGQCNEyudxuM/Ow8ZyLsW2f7fIgv66bxV5vstVMaOm
            dora:$apr1$gzRIET7G$c7bxatNowugOgq4iJ0tfp0
            """);
    Path identities =
        Files.writeString(folder.resolve("identities"), "alice.groups=idp-admins,others\n");
    gateway =
        new DevGateway(
            GatewaySettings.builder(URI.create("http://127.0.0.1:" + base.getPort()), htpasswd)
                .listen("127.0.0.1", 0)
                .protect("/api/me", "/api/users", "/sso-login")
                .groupsHeader("remote-groups")
                .identities(identities)
                .headerEncoding(HeaderEncoding.PERCENT)
                .secret(new SecretHeader(SECRET_HEADER, SECRET))
                .build());
    gateway.start();
  }

  @AfterEach
  void stopTheGateway() {
    gateway.close();
  }

  private Http through() {
    return new Http(gateway.uri().getPort(), "");
  }

  private Http through(String name) {
    return through().header("Authorization", basic(name));
  }

  private static String basic(String name) {
    String pair = name + ":" + name + "-gate-1";
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private Http direct() {
    return Http.to(base, "");
  }

  private static void assertAnonymous(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("caller")).isEqualTo(JsonValue.NULL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "carol", "dora", "j\u00fcrgen"})
  void authenticatesCallersOfTheGateway(String name) {
    Answer answer = through(name).get("/api/me");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo(name);
    assertThat(answer.json().getString("authenticatedBy")).isEqualTo("HEADER");
    assertThat(answer.header("set-cookie")).isEmpty();
  }

  @Test
  void addsTheGroupsThatTheMappingNames() {
    assertThat(through("alice").get("/api/me").json().getJsonArray("groups").toString())
        .isEqualTo("[\"administrator\",\"user\"]");
  }

  @Test
  void rejectsDeactivatedCallers() {
    assertThat(through("bob").get("/api/me").status()).isEqualTo(403);
    assertAnonymous(through("bob").get("/api/whoami"));
  }

  @Test
  void requiresALoginOnlyForProtectedPages() {
    assertAnonymous(through().get("/api/whoami"));
    Answer asked = through().get("/api/me");
    assertThat(asked.status()).isEqualTo(401);
    assertThat(asked.header("www-authenticate").orElseThrow()).startsWith("Basic ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "remote-user: carol",
        "Remote_User: carol",
        "Remote.User: carol",
        "REMOTE-USER: carol",
        "X-Gateway-Secret: " + SECRET,
        "remote-groups: idp-admins",
        "Connection: remote-user",
        "Connection: X-Gateway-Secret"
      })
  void ignoresForgedHeadersThroughTheGateway(String line) {
    assertAnonymous(through().line(line).get("/api/whoami"));
    assertThat(through("dora").line(line).get("/api/me").json().getString("caller"))
        .isEqualTo("dora");
    assertThat(through("dora").line(line).get("/api/me").json().getJsonArray("groups")).hasSize(1);
  }

  @Test
  void trustsNoHeaderWithoutTheSecret() {
    Http forged = direct().header("remote-user", "alice");

    assertAnonymous(forged.get("/api/whoami"));
    assertThat(forged.get("/api/me").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wrong", SECRET + "x", SECRET + "," + OLD_SECRET})
  void trustsNoHeaderWithAWrongSecret(String secret) {
    assertThat(
            direct()
                .header("remote-user", "alice")
                .header(SECRET_HEADER, secret)
                .get("/api/me")
                .status())
        .isEqualTo(401);
  }

  @Test
  void trustsNoHeaderWithTwoSecrets() {
    assertThat(
            direct()
                .header("remote-user", "alice")
                .header(SECRET_HEADER, SECRET)
                .header(SECRET_HEADER, SECRET)
                .get("/api/me")
                .status())
        .isEqualTo(401);
  }

  @Test
  void trustsNoHeaderFromElsewhereEvenWithTheSecret() {
    assertThat(
            direct()
                .from(Http.UNTRUSTED)
                .header("remote-user", "alice")
                .header(SECRET_HEADER, SECRET)
                .get("/api/me")
                .status())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {SECRET, OLD_SECRET})
  void trustsEachSecretOfARotation(String secret) {
    assertThat(
            direct()
                .header("remote-user", "alice")
                .header(SECRET_HEADER, secret)
                .get("/api/me")
                .status())
        .isEqualTo(200);
  }

  @Test
  void sendsPeopleToTheGatewaysSignOutAfterLogout() {
    Answer answer = through("alice").send("POST", "/api/logout", "");

    assertThat(answer.status()).isEqualTo(303);
    // A path: completed by the server, it would lead a browser behind TLS to plain HTTP.
    assertThat(answer.header("location")).contains("/gateway/sign-out");
  }

  @Test
  @ImpossibleWith(Difference.NO_FACES_4)
  void leadsABrowserInByTheGatewaysLoginAndOutByItsSignOut() {
    try (Browser browser = Browser.on("http://127.0.0.1:" + through().port())) {
      // A headless browser shows no password dialog: the test configures the password.
      browser.withHeader("Authorization", basic("alice"));
      browser.open("/sso-login?next=/");
      browser.awaitPath("/");
      assertThat(browser.find("#who").getText()).isEqualTo("Alice");
      assertThat(browser.text()).contains("Signed in by the gateway\u2019s header");
      browser.assertAccessibleInBothColours();

      browser.find("form[action='/logout'] button").click();
      browser.awaitPath("/gateway/sign-out");
      browser.withoutHeaders();
      browser.open("/");
      browser.awaitText("You are not signed in");
    }
  }
}
