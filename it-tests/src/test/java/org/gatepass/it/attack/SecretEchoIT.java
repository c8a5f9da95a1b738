// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.gatepass.it.app.echo.EchoFilter;
import org.gatepass.it.app.echo.EchoSecurity;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The requests that reach an application: rejected ones do not, and the secret is hidden in all
 * ways.
 */
@ArquillianTest
@Tag("core")
@ExtendWith(AttackCount.class)
class SecretEchoIT {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.small("echo.war")
        .addPackage(EchoFilter.class.getPackage())
        .setWebXML(
            new StringAsset(
                """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <error-page><location>/errors</location></error-page>
                </web-app>
                """));
  }

  private Http http() {
    return new Http(base.getPort(), "/echo");
  }

  private Http proxy() {
    return http().header("x-gateway-secret", EchoSecurity.SECRET).header("x-visible", "seen-1");
  }

  private Http named(String name) {
    return proxy().header("remote-user", name);
  }

  private int calls() {
    return Integer.parseInt(http().get("/calls").body());
  }

  private int pages() {
    return Integer.parseInt(http().get("/pages").body());
  }

  /** The error page sees neither the secret nor the identity headers, and no caller. */
  private static void assertIsErrorPage(Answer answer) {
    assertShowsAllButTheSecret("servlet ERROR", answer.body());
    assertThat(answer.body())
        .startsWith("caller nobody\n")
        .doesNotContainIgnoringCase("remote-user");
    assertHidesTheSecret(answer.headers().toString());
  }

  private static void assertShowsAllButTheSecret(String place, String echo) {
    assertThat(echo).contains("[" + place).contains("seen-1");
    assertHidesTheSecret(echo);
  }

  private static void assertHidesTheSecret(String echo) {
    assertThat(echo)
        .doesNotContain(EchoSecurity.SECRET)
        .doesNotContainIgnoringCase("x-gateway-secret");
  }

  @ParameterizedTest
  @CsvSource({
    "direct, servlet REQUEST, filter REQUEST",
    "forward, servlet FORWARD, filter FORWARD",
    "named, servlet FORWARD, filter REQUEST",
    "include, servlet INCLUDE, filter INCLUDE",
    "error, servlet ERROR, filter REQUEST",
    "exception, servlet ERROR, filter REQUEST",
    "async, servlet ASYNC, filter ASYNC",
    "async-original, servlet ASYNC, filter ASYNC",
    "thread, servlet REQUEST, filter REQUEST"
  })
  @Shows({Attack.A09, Attack.G06})
  void a09TheSecretIsHiddenOnEachWayToAServlet(String way, String servlet, String filter) {
    String echo = named("alice").get("/echo/" + way).body();

    assertShowsAllButTheSecret(servlet, echo);
    assertShowsAllButTheSecret(filter, echo);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-gateway-secret", "X-Gateway-Secret", "X-GATEWAY-SECRET"})
  @Shows(Attack.A09)
  void a09TheSecretIsHiddenInAnySpelling(String header) {
    for (String address : List.of(Http.TRUSTED, Http.UNTRUSTED)) {
      Http client = http().header("x-visible", "seen-1").header(header, EchoSecurity.SECRET);

      assertShowsAllButTheSecret("servlet REQUEST", client.from(address).get("/echo/x").body());
      assertShowsAllButTheSecret(
          "servlet REQUEST",
          client.header(header, EchoSecurity.SECRET).from(address).get("/echo/x").body());
    }
  }

  @Test
  void showsATabWithinAValueAsTheServerReadsIt() {
    String blank = Difference.A_TAB_IS_A_BLANK.isHere() ? " " : "\t";

    assertThat(named("alice").header("x-tabbed", "a\tb").get("/echo/direct").body())
        .contains("x-tabbed=a" + blank + "b\n");
  }

  /** A pushed request has the headers of the original one; only HTTP/2 has server push. */
  @Test
  @EnabledIfSystemProperty(
      named = "server.profile",
      matches = "wildfly|wildfly-preview",
      disabledReason = "The other servers give no builder for a push where there is no TLS.")
  @Shows({Attack.A09, Attack.G06})
  void a09TheSecretIsHiddenFromPushedRequests() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + base.getPort() + "/echo/echo/push"))
            .header("x-gateway-secret", EchoSecurity.SECRET)
            .header("remote-user", "alice")
            .header("x-visible", "seen-1")
            .build();
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    // The first request is still HTTP/1.1, with an upgrade to HTTP/2.
    pushing(client, request);
    HttpResponse<String> response = pushing(client, request);

    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(response.body()).contains("caller alice").containsIgnoringCase("push x-visible");
    assertHidesTheSecret(response.body());
  }

  /** A client that rejects pushed resources would switch server push off. */
  private static HttpResponse<String> pushing(HttpClient client, HttpRequest request)
      throws Exception {
    return client
        .sendAsync(
            request,
            HttpResponse.BodyHandlers.ofString(),
            HttpResponse.PushPromiseHandler.of(
                pushed -> HttpResponse.BodyHandlers.ofString(), new ConcurrentHashMap<>()))
        .get(30, TimeUnit.SECONDS);
  }

  @Test
  @Shows({Attack.A09, Attack.G06})
  void a09TheSecretIsHiddenFromRestResources() {
    String echo = named("alice").get("/rest/echo").body();

    assertThat(echo).contains("rest filter ");
    assertShowsAllButTheSecret("rest]", echo);
  }

  @Test
  @Shows({Attack.A09, Attack.G06})
  void a09TheSecretIsHiddenFromAnInjectedRequest() {
    String echo = named("alice").get("/echo/injected").body();

    assertThat(echo).contains("x-visible");
    assertHidesTheSecret(echo);
  }

  /**
   * A listener has the server's own request from before any filter, which no library can replace,
   * as documented in docs/explanation/security-model.md. When this test fails, that page can be
   * improved.
   */
  @Test
  @Shows({Attack.A09, Attack.G06})
  void a09TheSecretIsVisibleOnlyInTheServersOwnRequest() {
    assertThat(named("alice").get("/listened").body()).contains(EchoSecurity.SECRET);
  }

  @Test
  @Shows({Attack.A09, Attack.G06})
  void a09TheSecretIsHiddenFromTheHandshakeOfAWebSocket() {
    assertThat(handshake(named("alice"))).startsWith("HTTP/1.1 101 ");

    String seen = http().get("/socketed").body();
    assertThat(seen).contains("caller alice");
    assertShowsAllButTheSecret("socket", seen);
  }

  @Test
  @Shows({Attack.B09, Attack.B03})
  void b09AMalformedHandshakeOpensNoWebSocket() {
    int before = calls();

    assertThat(handshake(named("alice").header("remote-user", "alice")))
        .startsWith("HTTP/1.1 400 ");
    assertThat(calls()).isEqualTo(before);
  }

  private static String handshake(Http client) {
    return client.converse(
        "GET "
            + client.target("/socket")
            + " HTTP/1.1\r\nHost: "
            + client.host()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            + client.lines()
            + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "trace", "Trace", "OPTIONS", "FOO"})
  @Shows({Attack.H02, Attack.G06})
  void h02NoMethodReflectsTheSecret(String method) {
    for (String path : List.of("/echo/direct", "/echo/trace", "/calls", "/", "/rest/echo")) {
      Answer answer = named("alice").send(method, path, "");

      // The description of the REST resource has the name, since the resource injects the header.
      assertThat(answer.headers() + answer.body()).doesNotContain(EchoSecurity.SECRET);
      if (method.equals("TRACE")) {
        assertThat(answer.status()).isIn(Difference.statusesOfTrace());
      }
    }
  }

  @Test
  @Shows({Attack.H02, Attack.G06})
  void h02AServletThatReflectsRequestsReflectsNoSecret() {
    Answer answer = named("alice").get("/echo/trace");

    assertThat(answer.body().toLowerCase(Locale.ROOT)).contains("x-visible: seen-1");
    assertHidesTheSecret(answer.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "remote-user: alice",
        "remote_user: alice",
        "Remote.User: alice",
        "X_Gateway_Secret: x",
        "Connection: remote-user",
        "Connection: x-gateway-secret"
      })
  @Shows({Attack.B01, Attack.B03, Attack.B05, Attack.K08})
  void k08AMalformedRequestReachesNoPublicServlet(String line) {
    int before = calls();
    int pagesBefore = pages();

    for (String path : List.of("/echo/direct", "/protected/x", "/rest/echo", "/echo/error")) {
      for (String method : List.of("GET", "HEAD", "POST", "OPTIONS", "FOO")) {
        Answer answer = named("alice").line(line).send(method, path, "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("cache-control")).contains("private, no-store");
        assertHidesTheSecret(answer.headers() + answer.body());
        if (!method.equals("HEAD")) {
          assertIsErrorPage(answer);
        }
      }
    }
    assertThat(calls()).isEqualTo(before);
    assertThat(pages()).isEqualTo(pagesBefore + 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/echo/direct", "/protected/x", "/rest/echo"})
  @Shows(Attack.K06)
  void k06AStoreThatIsDownClosesPublicResourcesToo(String path) {
    int before = calls();

    Answer answer = named("broken").get(path);

    assertThat(answer.status()).isEqualTo(503);
    assertIsErrorPage(answer);
    assertThat(answer.header("cache-control")).contains("private, no-store");
    assertThat(answer.header("set-cookie")).isEmpty();
    assertThat(calls()).isEqualTo(before);
  }

  @Test
  @Shows({Attack.K04, Attack.K07})
  void k04ARejectedCallerReachesNoProtectedServlet() {
    int before = calls();

    assertThat(named("mallory").get("/protected/x").status()).isEqualTo(403);
    assertThat(http().get("/protected/x").status()).isEqualTo(401);
    assertThat(named("alice").from(Http.UNTRUSTED).get("/protected/x").status()).isEqualTo(401);
    assertThat(http().header("remote-user", "alice").get("/protected/x").status()).isEqualTo(401);
    assertThat(calls()).isEqualTo(before);
    assertThat(named("alice").get("/protected/x").body()).isEqualTo("caller alice");
  }

  @Test
  @Shows(Attack.K08)
  void k08AServletThatRequestsAuthenticationGetsAChallengeOrACaller() {
    Answer nobody = http().get("/echo/authenticate");
    assertThat(nobody.status()).isEqualTo(401);
    assertThat(nobody.header("www-authenticate")).contains("Gatepass realm=\"application\"");
    assertThat(named("alice").from(Http.UNTRUSTED).get("/echo/authenticate").status())
        .isEqualTo(401);
    assertThat(named("mallory").get("/echo/authenticate").status()).isEqualTo(403);

    Answer alice = named("alice").get("/echo/authenticate");
    assertThat(alice.status()).isEqualTo(200);
    assertThat(alice.body()).isEqualTo("true");
  }

  @Test
  @Shows(Attack.H04)
  void h04AFilterThatForgesTheHeaderForgesNoCaller() {
    // The application's own filter names carol in each request that it passes on.
    for (String way : List.of("direct", "forward", "include", "async")) {
      assertThat(http().get("/echo/" + way).body()).startsWith("caller nobody\n");
      assertThat(proxy().get("/echo/" + way).body()).startsWith("caller nobody\n");
      assertThat(named("alice").get("/echo/" + way).body()).startsWith("caller alice\n");
    }
    assertThat(proxy().get("/echo/authenticate").status()).isEqualTo(401);
  }
}
