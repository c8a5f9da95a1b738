// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.gatepass.gateway.RecordingUpstream.Recorded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A gateway with an authentication server, which authenticates the cookie {@code ticket=good} as
 * alice.
 */
class ForwardAuthHandlerTest {
  private static final String SECRET = "0123456789abcdefghijklmnopqrstuv";
  private static final String GOOD = "Cookie: ticket=good";

  private RecordingUpstream upstream;
  private RecordingUpstream authentication;
  private DevGateway gateway;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    upstream = new RecordingUpstream();
    authentication = new RecordingUpstream();
    authentication.answers(
        request ->
            request.values("cookie").equals(List.of("ticket=good"))
                ? answer("200 OK", "Remote-User: alice", "Remote-Groups: user,staff", "X-Other: x")
                : answer("401 Unauthorized", "WWW-Authenticate: Ticket"));
    gateway = gateway(URI.create(authentication.uri() + "/api/verify?rd=none"));
    client = new RawClient(gateway.uri());
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    authentication.close();
    upstream.close();
  }

  private DevGateway gateway(URI authenticationUrl) throws IOException {
    DevGateway started =
        new DevGateway(
            GatewaySettings.builder(
                    upstream.uri(),
                    new AuthenticationServer(
                        authenticationUrl, List.of("Remote-User", "Remote-Groups", "Remote-Email")))
                .listen("127.0.0.1", 0)
                .secret(new SecretHeader("X-Gateway-Secret", SECRET))
                .build());
    started.start();
    return started;
  }

  private static String answer(String status, String... headers) {
    return "HTTP/1.1 "
        + status
        + "\r\n"
        + String.join("\r\n", headers)
        + (headers.length > 0 ? "\r\n" : "")
        + "Content-Length: 0\r\n\r\n";
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api", "/public"})
  void forwardsTheHeadersOfTheServersAnswer(String path) throws Exception {
    assertThat(client.send("GET " + path, GOOD)).startsWith("HTTP/1.1 200 ");

    Recorded request = upstream.next();
    assertThat(request.values("remote-user")).containsExactly("alice");
    assertThat(request.values("remote-groups")).containsExactly("user,staff");
    assertThat(request.values("remote-email")).isEmpty();
    assertThat(request.values("x-other")).isEmpty();
    assertThat(request.values("x-gateway-secret")).containsExactly(SECRET);
    assertThat(request.values("cookie")).containsExactly("ticket=good");
  }

  @Test
  void sendsEachRequestToTheServerWithoutTheClientsIdentityHeaders() throws Exception {
    client.send(
        "POST /api/x?a=b",
        GOOD,
        "Content-Length: 0",
        "Remote-User: carol",
        "X-Original-URL: http://evil.test/",
        "X-Forwarded-For: 6.6.6.6",
        "X-Gateway-Secret: guess");

    Recorded question = authentication.next();
    assertThat(question.line()).isEqualTo("GET /api/verify?rd=none HTTP/1.1");
    assertThat(question.values("x-original-method")).containsExactly("POST");
    assertThat(question.values("x-original-url")).containsExactly("http://app.test/api/x?a=b");
    assertThat(question.values("x-forwarded-for")).containsExactly("127.0.0.1");
    assertThat(question.values("x-forwarded-host")).containsExactly("app.test");
    assertThat(question.values("remote-user")).isEmpty();
    assertThat(question.headers())
        .noneMatch(line -> line.contains("guess") || line.contains(SECRET));
    client.send("GET /api", GOOD);
    assertThat(authentication.next().values("x-original-method")).containsExactly("GET");
  }

  @Test
  void rejectsUnknownCallersOnProtectedPaths() throws Exception {
    assertThat(client.send("GET /api", "Remote-User: carol"))
        .startsWith("HTTP/1.1 401 ")
        .contains("WWW-Authenticate: Ticket");
    assertThat(upstream.isUntouched()).isTrue();

    client.send("GET /public", "Remote-User: carol", "Remote_User: carol", "Remote-Email: c@x.org");

    Recorded request = upstream.next();
    assertThat(request.headers()).noneMatch(line -> line.contains("carol") || line.contains("c@x"));
  }

  @Test
  void leadsToThePageThatTheServerNames() throws Exception {
    authentication.answers(
        request -> answer("302 Found", "Location: https://auth.example.org/?rd=x"));

    assertThat(client.send("GET /api"))
        .startsWith("HTTP/1.1 302 ")
        .contains("Location: https://auth.example.org/?rd=x");
  }

  @ParameterizedTest
  @CsvSource({"500 Broken, /api", "500 Broken, /public", "503 Busy, /public"})
  void rejectsRequestsWhileTheServerIsBroken(String status, String path) throws Exception {
    authentication.answers(request -> answer(status));

    assertThat(client.send("GET " + path, GOOD)).startsWith("HTTP/1.1 502 ");
    assertThat(upstream.isUntouched()).isTrue();
  }

  @Test
  void rejectsRequestsWhileTheServerIsDown() throws Exception {
    authentication.close();

    assertThat(client.send("GET /public", GOOD)).startsWith("HTTP/1.1 502 ");
    assertThat(upstream.isUntouched()).isTrue();
  }

  @Test
  void rejectsACallerThatTheServerNamesTwice() throws Exception {
    authentication.answers(request -> answer("200 OK", "Remote-User: alice", "remote-user: carol"));

    assertThat(client.send("GET /api", GOOD)).startsWith("HTTP/1.1 502 ");
    assertThat(upstream.isUntouched()).isTrue();
  }

  @Test
  void leavesOutWhatIsBlank() throws Exception {
    authentication.answers(request -> answer("200 OK", "Remote-User: alice", "Remote-Groups: "));

    client.send("GET /api", GOOD);

    assertThat(upstream.next().values("remote-groups")).isEmpty();
  }

  @Test
  void forwardsTheBytesOfTheServersHeaders() throws Exception {
    authentication.answers(request -> answer("200 OK", "Remote-User: j\u00c3\u00bcrgen"));

    client.send("GET /api", GOOD);

    assertThat(upstream.next().values("remote-user").get(0).getBytes(ISO_8859_1))
        .asHexString()
        .isEqualTo("6AC3BC7267656E");
  }

  @ParameterizedTest
  @CsvSource({"TRACE /api, 405", "GET /public/..;/api, 400"})
  void rejectsWhatNoCallerMaySend(String line, int status) throws Exception {
    assertThat(client.send(line, GOOD)).startsWith("HTTP/1.1 " + status);
    assertThat(authentication.isUntouched()).isTrue();
  }
}
