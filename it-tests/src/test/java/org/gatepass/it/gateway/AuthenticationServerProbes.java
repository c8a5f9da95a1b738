// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.peer.GatewayDemo.SITE;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepass.it.client.Browser;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.proxy.AuthenticationServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Cookie;

/** Further tests for recipes with an authentication server. */
@Tag("gateways")
abstract class AuthenticationServerProbes extends GatewayProbes {
  private static final Pattern LOCATION = Pattern.compile("(?im)^location: (.*)\r$");

  final AuthenticationServer authentication;

  AuthenticationServerProbes() throws IOException {
    authentication = new AuthenticationServer();
  }

  /** Starts the recipe with changes of its files. */
  abstract Gateway startRecipe(
      Path folder, int applicationPort, Map<String, String> changes, Integer... morePorts)
      throws IOException, InterruptedException;

  /** The rules of {@link #startWithRules}, as changes of the recipe's files. */
  abstract Map<String, String> rules(int otherPort);

  @Override
  protected final Gateway start(Path folder, int applicationPort)
      throws IOException, InterruptedException {
    return startCalling(folder, applicationPort, Map.of());
  }

  @Override
  protected final Gateway startWithRules(Path folder, int applicationPort, int otherPort)
      throws IOException, InterruptedException {
    return startCalling(folder, applicationPort, rules(otherPort), otherPort);
  }

  /** Starts the recipe with further changes, and with the test's authentication server. */
  final Gateway startCalling(
      Path folder, int applicationPort, Map<String, String> further, Integer... morePorts)
      throws IOException, InterruptedException {
    Map<String, String> changes = new LinkedHashMap<>(further);
    changes.put("127.0.0.1:9091", "127.0.0.1:" + authentication.port());
    changes.put("https://auth.example.org/logout", signOutPage());
    return startRecipe(folder, applicationPort, changes, morePorts);
  }

  @AfterAll
  void stopAuthentication() {
    authentication.close();
  }

  @Test
  void namesOnlyCallersOfTheAuthenticationServer() {
    Answer answer =
        somebody()
            .header("Authorization", password("bypass", "bypass"))
            .header("remote-user", "carol")
            .get("/api/whoami");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().isNull("caller")).isTrue();
  }

  /** Faults of the server for which the gateway has no caller, and forwards nothing. */
  List<String> faults() {
    return List.of("error", "missing", "cut");
  }

  @Test
  void forwardsNothingWithoutAnAnswer() {
    forwarded();
    for (String fault : faults()) {
      Http client = withRules().header("Authorization", password(fault, fault));
      for (String path : List.of("/api/other", "/sso-login")) {
        assertThat(client.header("remote-user", "carol").get(path).status())
            .as(fault)
            .isGreaterThanOrEqualTo(fault.equals("missing") ? 404 : 500);
      }
    }
    assertThat(forwarded()).isEmpty();
  }

  /** The application reads each of them as the forbidden page, or not at all. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/forbidden",
        "/api/forbidden/x",
        "/api/forbidden?/api/other",
        "/api/forbidden#/api/other",
        "/api/forbidden;x=1",
        "/api;x=1/forbidden",
        "/api//forbidden",
        "//api/forbidden",
        "/./api/forbidden",
        "/api/./forbidden",
        "/api/%2e/forbidden",
        "/x/../api/forbidden",
        "/api/x/../forbidden",
        "/api/x/%2E%2e/forbidden",
        "/api/x/..;/forbidden",
        "/api/other/..;/forbidden?x",
        "/api/%66orbidden",
        "/%61pi/forbidden",
        "/api%2fforbidden",
        "/api/forbidden%2fx",
        "/api/forbidden%3bx",
        "/api/other\\..\\forbidden",
        "https://app.example.org/api/forbidden",
        "https://evil.example/api/forbidden",
        "https://app.example.org//api/forbidden"
      })
  void holdsTheServersRuleForEachSpellingOfThePath(String target) {
    Http dora = withRules("dora");
    assertThat(callerForwarded(dora, "/api/other")).contains("dora");

    assertThat(dora.converse(request(dora, "GET", target))).startsWith("HTTP/1.1 4");
    assertThat(forwarded()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-Uri: /api/other",
        "X-Forwarded_Uri: /api/other",
        "X-Forwarded-Uri: /api/other\r\nConnection: X-Original-URL",
        "X-Original-URL: https://app.example.org/api/other",
        "X-Original-URL: https://app.example.org/api/other\r\nConnection: X-Forwarded-Uri",
        "X-Forwarded-Method: GET",
        "X-Original-Method: GET",
        "X-Original-Method: GET\r\nConnection: X-Forwarded-Method"
      })
  void holdsTheServersRulesWhateverAddressAClientNames(String line) {
    Http dora = withRules("dora");
    assertThat(callerForwarded(dora, AuthenticationServer.READABLE)).contains("dora");
    Http liar = dora.line(line);

    for (String page : List.of(AuthenticationServer.FORBIDDEN, AuthenticationServer.READABLE)) {
      assertThat(liar.send("POST", page, "").status()).isEqualTo(403);
    }
    assertThat(forwarded()).isEmpty();
  }

  /** From the requested page to the sign-in page and back, as in a browser. */
  @ParameterizedTest
  @CsvSource({
    "/admin/, /admin/",
    "/admin/?a=b&c=%2F%26d, /admin/?a=b&c=%2F%26d",
    "/sso-login?next=/admin/, /admin/",
    "/sso-login?next=%2Fadmin%2F%3Fa%3Db%26c%3Dd, /admin/?a=b&c=d",
    "/sso-login?x=y&next=%2Fadmin%2F, /admin/"
  })
  void leadsBackToTheRequestedPage(String asked, String arrives) {
    Answer atTheGateway = somebody().get(asked);
    assertThat(atTheGateway.status()).isEqualTo(302);
    assertThat(atTheGateway.header("location").orElseThrow())
        .startsWith(AuthenticationServer.PAGE + "?rd=");

    Answer atTheSignInPage =
        new Http(authentication.port(), "")
            .get(atTheGateway.header("location").orElseThrow().replaceFirst("https://[^/]+", ""));
    assertThat(atTheSignInPage.status()).isEqualTo(302);
    assertThat(atTheSignInPage.header("location")).contains("https://" + SITE + asked);

    Http carol = somebody().header("Cookie", atTheSignInPage.header("set-cookie").orElseThrow());
    Answer back = carol.get(asked);
    if (asked.startsWith("/sso-login")) {
      assertThat(back.status()).isEqualTo(303);
      assertThat(back.header("location")).contains(arrives);
      back = carol.get(arrives);
    }
    assertThat(back.status()).isEqualTo(200);
    assertThat(back.body()).contains("data-caller=\"carol\"");
  }

  @Test
  void leadsBackWhereTheAuthenticationServerNamesNoPage() {
    Http silent = somebody().header("Authorization", password("silent", "silent"));

    // nginx and Caddy cannot encode the page.
    assertThat(silent.get("/sso-login?next=/admin/").header("location").orElseThrow())
        .satisfies(
            page ->
                assertThat(URLDecoder.decode(page, StandardCharsets.UTF_8))
                    .isEqualTo(
                        "%s?rd=https://%s/sso-login?next=/admin/"
                            .formatted(AuthenticationServer.PAGE, SITE)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sso-login?next=//evil.example/",
        "/sso-login?next=https://evil.example/",
        "/sso-login?next=%2F%2Fevil.example%2F",
        "/sso-login?rd=https://evil.example/&next=/%5Cevil.example/",
        "/admin//evil.example/",
        "/admin/@evil.example/",
        "https://evil.example/sso-login",
        "https://app.example.org@evil.example/admin/",
        "//evil.example/../sso-login"
      })
  void doesNotRedirectToOtherSites(String asked) {
    for (Http client :
        List.of(
            somebody(),
            somebody().header("X-Forwarded-Host", "evil.example"),
            somebody().header("Authorization", password("silent", "silent")))) {
      String answer = client.converse(request(client, "GET", asked));
      Matcher location = LOCATION.matcher(answer);
      if (location.find()) {
        assertThat(location.group(1)).startsWith(AuthenticationServer.PAGE + "?rd=https");
        String back = URLDecoder.decode(location.group(1), StandardCharsets.UTF_8);
        assertThat(back).startsWith(AuthenticationServer.PAGE + "?rd=https://" + SITE + "/");
      }
    }
    Http carol = signedIn("carol");
    Matcher location = LOCATION.matcher(carol.converse(request(carol, "GET", asked)));
    if (location.find()) {
      assertThat(location.group(1)).matches("/|https://app[.]example[.]org/.*").doesNotContain("@");
    }
  }

  @Test
  void answersAProgramWithoutARedirect() {
    assertThat(somebody().get("/api/me").status()).isEqualTo(401);
    assertThat(signedIn("dora").get("/sso-login?next=/").status()).isEqualTo(303);
  }

  /** The page for signing out, of another origin than the application. */
  final String signOutPage() {
    return "http://127.0.0.1:" + authentication.port() + "/logout";
  }

  private Browser signedInBrowser() {
    Browser browser = Browser.on("https://127.0.0.1:" + gateway().tlsPort());
    browser
        .driver()
        .executeCdpCommand("Security.setIgnoreCertificateErrors", Map.of("ignore", true));
    browser.open("/");
    browser.driver().manage().addCookie(new Cookie("sign-in", "carol"));
    return browser;
  }

  /** Chromium holds each redirect of a form's answer to the page's Content-Security-Policy. */
  @Test
  void leadsABrowserOutThroughItsSignOutToAnotherOrigin() {
    try (Browser browser = signedInBrowser()) {
      browser.open("/admin/");
      browser.find("form[action='/logout'] button").click();

      browser.awaitText("Signed out here");
      assertThat(browser.driver().getCurrentUrl()).isEqualTo(signOutPage());
    }
  }

  @Test
  void leadsABrowserToTheSignInWhenItsSessionEndsOnAPageWithScripts() {
    try (Browser browser = signedInBrowser()) {
      browser.open("/admin/");
      browser.awaitText("carol");
      browser.driver().manage().deleteAllCookies();
      browser.driver().manage().addCookie(new Cookie("sign-in", "expired"));
      browser.find("#query").sendKeys("alice");

      browser.awaitText("Sign in here");
    }
  }
}
