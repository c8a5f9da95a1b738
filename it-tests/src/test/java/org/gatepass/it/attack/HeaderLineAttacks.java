// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.attack.Attack.*;
import static org.gatepass.it.attack.AttackedDemo.assertAnonymous;
import static org.gatepass.it.attack.AttackedDemo.assertCaller;
import static org.gatepass.it.attack.AttackedDemo.assertMalformed;
import static org.gatepass.it.attack.AttackedDemo.assertNamesNoCaller;
import static org.gatepass.it.attack.AttackedDemo.assertUnauthenticated;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.gatepass.it.server.ImpossibleWith;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The number and the names of header lines, and the ends of requests. */
interface HeaderLineAttacks extends AttackedDemo {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Remote_User: alice",
        "Remote_User: carol",
        "REMOTE_USER: carol",
        "remote_user:",
        "Remote.User: carol",
        "REMOTE.USER: carol",
        "remote_groups: idp-admins",
        "Remote.Groups: idp-admins",
        "REMOTE_EMAIL: carol@example.org",
        "Remote.Name: Carol",
        "X_Gateway_Secret: x",
        "X-Gateway.Secret: x",
        "x_gateway-secret: x"
      })
  @Shows({B01, B02})
  default void b01AnAliasInAdditionToAConfiguredHeaderIsMalformed(String line) {
    Http full =
        named("alice")
            .header("remote-groups", "staff")
            .header("remote-email", "a@example.org")
            .header("remote-name", "A");

    assertMalformed(full.line(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Remote_User", "REMOTE_USER", "remote.user", "Remote.User", "REMOTE.USER"})
  @Shows({B01, B02})
  default void b01AnAliasAloneNamesNoCaller(String header) {
    assertUnauthenticated(proxy().header(header, "alice"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"remote-user", "REMOTE-USER", "Remote-User", "rEmOTE-uSER"})
  @Shows({B02, B03})
  default void b02TheSameHeaderInAnotherCaseIsASecondLine(String header) {
    assertCaller(proxy().header(header, "alice"), "alice", "user");
    assertMalformed(named("alice").header(header, "carol"));
  }

  @ParameterizedTest
  @CsvSource({
    "alice, carol",
    "carol, alice",
    "alice, alice",
    "alice, ''",
    "'', alice",
    "'', ''",
    "-, alice",
    "alice, (null)",
    "unknown, alice"
  })
  @Shows(B03)
  default void b03TwoLinesOfTheCallerHeaderAreMalformed(String first, String second) {
    assertMalformed(named(first).header("remote-user", second));
  }

  @ParameterizedTest
  @ValueSource(strings = {"remote-email", "remote-name", "remote-groups"})
  @Shows({B03, D03})
  default void b03TwoLinesOfAnyOtherHeaderAreMalformed(String header) {
    assertMalformed(named("alice").header(header, "x").header(header, "idp-admins"));
    assertMalformed(named("alice").header(header, "").header(header, "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice,carol",
        "alice, carol",
        "carol,alice",
        "alice,",
        ",alice",
        ",",
        "alice, ",
        "alice;carol",
        "alice|carol",
        "alice carol"
      })
  @Shows(B04)
  default void b04JoinedValuesAreMalformed(String value) {
    assertMalformed(named(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "remote-user",
        "Remote-User",
        "close, remote-user",
        "close,remote-user ,upgrade",
        " ,\tREMOTE-USER",
        "x-gateway-secret",
        "remote-groups",
        "Remote-Email",
        "remote-name"
      })
  @Shows(B05)
  default void b05AConnectionLineThatNamesAConfiguredHeaderIsMalformed(String value) {
    assertMalformed(named("alice").line("Connection: " + value));
    assertMalformed(proxy().line("Connection: " + value));
  }

  @Test
  @Shows(B05)
  default void b05ADroppedHeaderGivesNoMoreRights() {
    assertUnauthenticated(proxy());
    assertUnauthenticated(proxy().header("remote-groups", "idp-admins"));
    assertUnauthenticated(
        http().header("remote-user", "alice").line("Connection: x-gateway-secret"));
    assertCaller(named("alice"), "alice", "user");
  }

  @Test
  @Shows(B06)
  default void b06TrailersNameNoCaller() {
    assertThat(postWithTrailers(http())).startsWith("HTTP/1.1 401 ");
    assertThat(postWithTrailers(proxy())).startsWith("HTTP/1.1 401 ");
    assertThat(postWithTrailers(named("alice"))).startsWith("HTTP/1.1 403 ");
  }

  private static String postWithTrailers(Http client) {
    return client.converse(
        "POST "
            + client.target("/api/users")
            + " HTTP/1.1\r\nHost: "
            + client.host()
            + "\r\nConnection: close\r\nTE: trailers\r\n"
            + "Trailer: remote-user, x-gateway-secret, remote-groups\r\n"
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
            + client.lines()
            + "\r\n2\r\n{}\r\n0\r\nremote-user: carol\r\nx-gateway-secret: "
            + NEW_SECRET
            + "\r\nremote-groups: idp-admins\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-a: b\nremote-user: carol",
        "x-a: b\n\rremote-user: carol",
        "remote-user: carol",
        "remote-user : carol",
        "remote-user\t: carol",
        "remote-user:carol\r\n",
      })
  @Shows(B08)
  default void b08ALineInAdditionToTheProxysNamesNoCaller(String line) {
    String answer = converse(named("alice").line(line));

    assertThat(answer).doesNotContain("\"caller\":\"carol\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "remote-user: alice\rremote-user: carol",
        "remote-user: alice\r carol",
        "remote-user: ali\u0000ce",
        "remote-user: alice\u0000",
        "remote-user: \u0000carol",
        "remote-user: alice\u0001",
        "remote-user: alice\u007f",
        "remote-user: alice\r\n carol",
        "remote-user: alice\r\n\tcarol",
        " remote-user: carol",
        "remote-user\u0000: carol",
        ": carol"
      })
  @Shows(B08)
  default void b08BrokenLinesNameNoCaller(String line) {
    String answer = converse(proxy().line(line));

    assertNamesNoCaller(answer);
    if (!answer.isEmpty()) {
      assertThat(answer).containsPattern("^HTTP/1.1 (400|200) ");
    }
  }

  @Test
  @ImpossibleWith(Difference.NO_COLON_IS_NEEDED)
  @Shows(B08)
  default void b08ALineWithoutAColonNamesNoCaller() {
    assertNamesNoCaller(converse(proxy().line("remote-user carol")));
  }

  private static String converse(Http client) {
    return client.converse(
        "GET "
            + client.target("/api/whoami")
            + " HTTP/1.1\r\nHost: "
            + client.host()
            + "\r\nConnection: close\r\n"
            + client.lines()
            + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 4",
        "Content-Length: 4\r\nTransfer-Encoding : chunked",
        "Content-Length: 4\r\nTransfer-Encoding: xchunked",
        "Content-Length: 4\r\nContent-Length: 0",
        "Content-Length: 0, 4",
        "Content-Length: +4",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity"
      })
  @Shows(B09)
  default void b09ASmuggledRequestHasNoSecretAndNoCaller(String framing) {
    Http proxy = named("alice");
    String smuggled =
        "GET "
            + proxy.target("/api/me")
            + " HTTP/1.1\r\nHost: "
            + proxy.host()
            + "\r\nremote-user: carol\r\nConnection: close\r\n\r\n";
    String answers =
        proxy.converse(
            "POST "
                + proxy.target("/api/whoami")
                + " HTTP/1.1\r\nHost: "
                + proxy.host()
                + "\r\n"
                + proxy.lines()
                + framing
                + "\r\n\r\n0\r\n\r\n"
                + smuggled);

    assertThat(answers).doesNotContain("carol");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:%s", "*"})
  @Shows(B09)
  default void b09ConnectOpensNoTunnel(String target) {
    Http client = http();
    String answers =
        client.converse(
            "CONNECT "
                + target.formatted(client.port())
                + " HTTP/1.1\r\nHost: "
                + client.host()
                + "\r\n"
                + named("alice").lines()
                + "\r\nGET "
                + client.target("/api/me")
                + " HTTP/1.1\r\nHost: x\r\nremote-user: carol\r\nConnection: close\r\n\r\n");

    assertThat(answers).doesNotContain("HTTP/1.1 200", "\"caller\"");
  }

  @Test
  @Shows({B09, A07})
  default void b09ARequestThroughAnH2cTunnelHasNoSecretAndNoCaller() throws Exception {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(
                      URI.create("http://" + http().host() + http().target("/api/me")))
                  .header("remote-user", "alice")
                  .timeout(Duration.ofSeconds(10))
                  .build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(401);
      assertNamesNoCaller(answer.body());
    }
  }

  @ParameterizedTest
  @CsvSource({"h2c", "websocket", "TLS/1.0"})
  @Shows(B09)
  default void b09AnUpgradeIsCheckedAsAnyRequest(String protocol) {
    Http upgrade =
        http()
            .header("upgrade", protocol)
            .line("Connection: Upgrade, HTTP2-Settings")
            .header("http2-settings", "AAMAAABkAAQAAP__")
            .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
            .header("sec-websocket-version", "13");

    assertThat(converse(upgrade.header("remote-user", "carol"))).doesNotContain("carol");
    assertThat(converse(upgrade.line("Connection: remote-user"))).doesNotContain("carol");
  }

  @Test
  @Shows(B10)
  default void b10NinetyHeaderLinesAreRejectedAtOnce() {
    Http many = named("alice");
    for (int i = 0; i < 89; i++) {
      many = many.header("remote-user", "alice");
    }
    Duration best = Duration.ofMinutes(1);
    for (int attempt = 0; attempt < 20; attempt++) {
      long start = System.nanoTime();
      Answer answer = many.get("/api/whoami");
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      assertThat(answer.status()).isEqualTo(400);
      best = taken.compareTo(best) < 0 ? taken : best;
    }
    assertThat(best).isLessThan(Duration.ofMillis(100));
  }

  @Test
  @Shows(B10)
  default void b10MoreLinesThanAServerAcceptsNameNoCaller() {
    Http many = named("alice");
    for (int i = 0; i < 3_000; i++) {
      many = many.header("remote-user", "carol");
    }
    assertThat(converse(many)).doesNotContain("\"caller\":\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http:http://x/api/me",
        "http:/api/me",
        "http:api/me",
        "http://evil.example/api/me",
        "http://evil.example@127.0.0.1/api/me",
        "https://127.0.0.1/api/me",
        "//127.0.0.1/api/me",
        "api/me",
        "?/api/me",
        "#/api/me",
        "*",
        "/%s/api/me#/api/whoami",
        "/%s/api/whoami?/../me",
        "/api/whoami HTTP/1.1 /%s/api/me"
      })
  @Shows({B11, H01})
  default void b11NoRequestTargetOpensAProtectedResource(String target) {
    Http client = http();
    String path = target.replace("/%s", client.target(""));
    String answer =
        client.converse(
            "GET "
                + path
                + " HTTP/1.1\r\nHost: "
                + client.host()
                + "\r\nConnection: close\r\nremote-user: carol\r\n\r\n");

    assertThat(answer).doesNotContain("carol", "alice", "\"caller\":\"");
  }

  @Test
  @Shows(B11)
  default void b11AnAbsoluteTargetIsItsPath() {
    for (String base : new String[] {"http://" + http().host(), "http://evil.example"}) {
      Http anonymous = http();
      String answer =
          anonymous.converse(
              "GET "
                  + base
                  + anonymous.target("/api/me")
                  + " HTTP/1.1\r\nHost: "
                  + anonymous.host()
                  + "\r\nConnection: close\r\n\r\n");
      assertThat(answer).containsPattern("^HTTP/1.1 (401|400|404) ");
    }
    assertAnonymous(http().get("/api/whoami"));
  }
}
