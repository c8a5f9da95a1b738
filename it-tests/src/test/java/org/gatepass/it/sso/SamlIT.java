// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.sso;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.proxy.Apache;
import org.junit.jupiter.api.Test;

/** {@code deploy/apache/saml.conf}: Keycloak authenticates people by SAML (mod_auth_mellon). */
class SamlIT extends BehindKeycloak {
  private static final String ENDPOINTS = "/gateway/mellon";
  private static final Pattern NAME_ID = Pattern.compile("<saml:NameID[^>]*>([^<]+)<");
  private static final Pattern SIGNATURE = Pattern.compile("<dsig:Signature .*?</dsig:Signature>");

  /** The keys and metadata of both sides. */
  private Path saml;

  private boolean isClient;

  @Override
  Path module() {
    return Apache.MELLON;
  }

  @Override
  String signOutUrl() {
    return ENDPOINTS + "/logout?ReturnTo=https%3A%2F%2Fapp.example.org%2F";
  }

  @Override
  void prepare(Path own) throws Exception {
    saml = own;
    Process process =
        new ProcessBuilder(
                "mellon_create_metadata", SITE + ENDPOINTS + "/metadata", SITE + ENDPOINTS)
            .directory(own.toFile())
            .redirectErrorStream(true)
            .redirectOutput(own.resolve("log").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(own.resolve("log"))).isZero();
    for (String type : List.of("key", "cert", "xml")) {
      Files.move(
          own.resolve("https_app.example.org_gateway_mellon_metadata." + type),
          own.resolve("sp." + type));
    }
    Files.writeString(own.resolve("idp.xml"), keycloak().samlMetadata());
  }

  @Override
  Gateway start(Path own, int applicationPort, Map<String, String> additions) throws Exception {
    Gateway started = Apache.startWithSaml(own, applicationPort, saml, additions);
    if (!isClient) {
      // The provider sends logout requests to the first gateway.
      isClient = true;
      keycloak()
          .addSamlClient(
              Files.readString(saml.resolve("sp.xml")),
              "https://127.0.0.1:" + started.tlsPort() + ENDPOINTS + "/logout");
    }
    return started;
  }

  @Test
  void leadsABrowserThroughTheLoginPageAndOutAtBothEnds() throws Exception {
    assertRoundInABrowser("alice", "Alice", "saml");
    assertRoundInABrowser("j\u00fcrgen", "J\u00fcrgen", "saml-beyond-ascii");
  }

  @Test
  void namesTheCallerAndMapsGroupPaths() {
    assertNamesTheCallerAndMapsGroupPaths();
    assertCaller(signedIn("j\u00fcrgen").get("/api/me"), "j\u00fcrgen");
  }

  @Test
  void answersAProgramWith401AndLeadsAPersonToTheProvider() {
    assertThat(somebody().get("/api/me").status()).isEqualTo(401);
    assertThat(somebody().get("/live").status()).isEqualTo(401);
    assertThat(somebody().get("/").header("location").orElseThrow())
        .startsWith(SITE + ENDPOINTS + "/login?");
    assertThat(new KeycloakLogin(somebody(), keycloak()).pageOfTheProvider("/"))
        .contains("kc-login");
  }

  /** The name contains the separator and the path of the other group. */
  @Test
  void rejectsMembersOfAGroupWhoseNameImitatesAnother() throws Exception {
    Gateway unconditional =
        start("unconditional", Map.of("    MellonCond ", "    # without MellonCond "));
    keycloak()
        .whileMember(
            "dora",
            imitation(),
            () -> {
              assertThat(signedIn("dora").get("/api/me").status()).isEqualTo(403);
              assertThat(groups(signedIn(unconditional, "dora"))).contains("administrator");
            });
    assertThat(groups(signedIn("dora"))).isEqualTo("[\"user\"]");
  }

  @Test
  void leadsToNoOtherSiteAfterTheSignOut() {
    for (String address : List.of("%20//evil.example", "+//evil.example", "//evil.example")) {
      for (String page : List.of("/logout", "/login")) {
        assertThat(somebody().get(ENDPOINTS + page + "?ReturnTo=" + address).status())
            .as(address)
            .isEqualTo(403);
      }
    }
  }

  // Assertions and logout requests.

  @Test
  void acceptsEachAssertionOnceAndUnchanged() {
    List<String> seen = new ArrayList<>();
    assertThat(answerTo(response -> remembered(seen, response)).status()).isEqualTo(303);

    assertThat(answerTo(response -> seen.get(0)).status()).as("used before").isEqualTo(400);
    assertThat(answerTo(changing(">dora<", ">carol<")).status()).as("name").isEqualTo(400);
    assertThat(answerTo(changing("/metadata</saml:Audience>", "/other</saml:Audience>")).status())
        .as("audience")
        .isEqualTo(400);
    assertThat(
            answerTo(xml(text -> SIGNATURE.matcher(text).replaceAll("").replace("dora", "carol")))
                .status())
        .as("without a signature")
        .isEqualTo(400);
  }

  /** The answer of httpd to dora's SAML response, which she changes. */
  private Answer answerTo(UnaryOperator<String> change) {
    return new KeycloakLogin(somebody(), keycloak(), change).send("/", "dora");
  }

  private static String remembered(List<String> seen, String response) {
    seen.add(response);
    return response;
  }

  private static UnaryOperator<String> changing(String text, String replacement) {
    return xml(
        response -> {
          assertThat(response).contains(text);
          return response.replace(text, replacement);
        });
  }

  private static UnaryOperator<String> xml(UnaryOperator<String> change) {
    return response ->
        Base64.getEncoder()
            .encodeToString(change.apply(text(response)).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(String response) {
    return new String(Base64.getMimeDecoder().decode(response), StandardCharsets.UTF_8);
  }

  /** mod_auth_mellon requires no signature of a logout request: NameIDs must be random. */
  @Test
  void endsNoLoginByARequestWithoutItsNameId() {
    List<String> seen = new ArrayList<>();
    Http dora =
        new KeycloakLogin(somebody(), keycloak(), response -> remembered(seen, response))
            .through("/", "dora");
    Matcher nameId = NAME_ID.matcher(text(seen.get(0)));
    assertThat(nameId.find()).isTrue();

    for (String guess : List.of("dora", "G-0", "")) {
      assertThat(logOutUnsigned(guess).status()).isLessThan(500);
      assertCaller(dora.get("/api/me"), "dora");
    }
    logOutUnsigned(nameId.group(1));
    report("unsigned logout request with the NameID of a login: " + dora.get("/api/me").status());
  }

  private Answer logOutUnsigned(String nameId) {
    return somebody()
        .header("Content-Type", "text/xml")
        .send(
            "POST",
            ENDPOINTS + "/logout",
            """
            <S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>\
            <samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" \
            xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="ID_1" Version="2.0" \
            IssueInstant="2026-01-01T00:00:00Z"><saml:Issuer>%s</saml:Issuer>\
            <saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient">%s\
            </saml:NameID></samlp:LogoutRequest></S:Body></S:Envelope>
            """
                .formatted(keycloak().issuer(), nameId));
  }

  // How long a change at the provider takes.

  @Test
  void endsOneLoginWithTheSessionAtTheProvider() throws InterruptedException {
    Http otherOfAlice = signedIn("alice");
    List<String> others = keycloak().sessions("alice");
    Http alice = signedIn("alice");
    Http dora = signedIn("dora");
    assertCaller(alice.get("/api/me"), "alice");

    long start = System.nanoTime();
    endNewSession("alice", others);
    KeycloakRound.timeUntil(() -> alice.get("/api/me").status() == 401);

    report("session ended, by the provider's logout request", since(start));
    assertCaller(otherOfAlice.get("/api/me"), "alice");
    assertCaller(dora.get("/api/me"), "dora");
  }

  /**
   * Logins at httpd last five seconds here; a page then comes from a new one, without a password.
   */
  @Test
  void appliesChangesAtTheProviderWithTheNextLogin() throws Exception {
    Gateway brief =
        start("brief", Map.of("MellonSessionLength      3600", "MellonSessionLength 5"));
    KeycloakLogin way = new KeycloakLogin(to(brief), keycloak());
    keycloak().setMember("dora", "/staff/nurses", true);
    Http dora = way.through("/", "dora");
    assertThat(groups(dora)).contains("administrator");

    keycloak().setMember("dora", "/staff/nurses", false);
    report(
        "group removed (MellonSessionLength 5)",
        KeycloakRound.timeUntil(() -> dora.get("/api/me").status() == 401));
    Http renewed = way.silently("/");
    assertThat(groups(renewed)).isEqualTo("[\"user\"]");

    keycloak().setEnabled("dora", false);
    try {
      report(
          "account disabled (MellonSessionLength 5)",
          KeycloakRound.timeUntil(() -> renewed.get("/api/me").status() == 401));
      assertThat(way.pageOfTheProvider("/")).contains("kc-login");
    } finally {
      keycloak().setEnabled("dora", true);
    }
  }

  @Test
  void keepsLoginsWhileTheProviderIsDown() throws Exception {
    Http alice = signedIn("alice");
    keycloak().stop();

    assertCaller(alice.get("/api/me"), "alice");
    assertThat(somebody().get("/api/me").status()).isEqualTo(401);
    assertThat(somebody().get("/").status()).isEqualTo(303);
    keycloak().startAgain();

    assertCaller(signedIn("dora").get("/api/me"), "dora");
    assertCaller(alice.get("/api/me"), "alice");
  }

  @Test
  void needsTheProvidersMetadataAgainAfterARotationOfKeys() throws Exception {
    String key = keycloak().addKey(200);
    try {
      assertThat(answerTo(UnaryOperator.identity()).status()).isEqualTo(400);

      Files.writeString(saml.resolve("idp.xml"), keycloak().samlMetadata());
      assertCaller(signedIn(start("rotated", Map.of()), "dora").get("/api/me"), "dora");
    } finally {
      keycloak().disableKey(key);
    }
    assertCaller(signedIn("dora").get("/api/me"), "dora");
  }
}
