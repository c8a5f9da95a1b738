// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.gatepass.gateway.RecordingUpstream.Recorded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DevGatewayTest {
  private static final String AS_ALICE = RawClient.basic("alice", Fixtures.ALICE_PASSWORD);
  private static final String AS_JUERGEN = RawClient.basic("jürgen", Fixtures.JUERGEN_PASSWORD);
  private static final String SECRET = "0123456789abcdefghijklmnopqrstuv";

  @TempDir private Path folder;
  private RecordingUpstream upstream;
  private Path htpasswd;
  private DevGateway gateway;
  private RawClient client;

  @BeforeEach
  void start() throws Exception {
    upstream = new RecordingUpstream();
    htpasswd = folder.resolve("users.htpasswd");
    Files.writeString(htpasswd, Fixtures.ALICE + "\n" + Fixtures.JUERGEN + "\n");
    restart(settings -> settings);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  private void restart(UnaryOperator<GatewaySettings.Builder> change) throws IOException {
    if (gateway != null) {
      gateway.close();
    }
    gateway =
        new DevGateway(
            change
                .apply(GatewaySettings.builder(upstream.uri(), htpasswd).listen("127.0.0.1", 0))
                .build());
    gateway.start();
    client = new RawClient(gateway.uri());
  }

  @Nested
  class Login {
    @Test
    void asksForOneOnProtectedPath() throws Exception {
      assertThat(client.send("GET /api/me"))
          .startsWith("HTTP/1.1 401 ")
          .contains("WWW-Authenticate: Basic realm=\"Gatepass development\", charset=\"UTF-8\"\r\n")
          .contains("Cache-Control: no-store");
      assertThat(upstream.isUntouched()).isTrue();
    }

    @Test
    void namesTheCallerOnProtectedPath() throws Exception {
      assertThat(client.send("GET /api/me", AS_ALICE)).startsWith("HTTP/1.1 200 ").endsWith("ok");

      Recorded request = upstream.next();
      assertThat(request.line()).isEqualTo("GET /api/me HTTP/1.1");
      assertThat(request.values("remote-user")).containsExactly("alice");
    }

    @Test
    void namesTheCallerOnOpenPathToo() throws Exception {
      client.send("GET /public", AS_ALICE);

      assertThat(upstream.next().values("remote-user")).containsExactly("alice");
    }

    @Test
    void namesNoCallerOfAnonymousRequestOnOpenPath() throws Exception {
      assertThat(client.send("GET /public")).startsWith("HTTP/1.1 200 ");

      assertThat(upstream.next().values("remote-user")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Basic YWxpY2U6d3Jvbmc=", // alice:wrong
          "Basic ZXZlOmFsaWNlLXB3LTE=", // eve:alice-pw-1
          "Basic !!!",
          "Basic",
          "Bearer abc"
        })
    void rejectsWhatIsNoLoginOnEveryPath(String authorization) throws Exception {
      assertThat(client.send("GET /public", "Authorization: " + authorization))
          .startsWith("HTTP/1.1 401 ")
          .contains("WWW-Authenticate: Basic");
      assertThat(upstream.isUntouched()).isTrue();
    }

    @Test
    void rejectsTwoAuthorizationLines() throws Exception {
      assertThat(client.send("GET /public", AS_ALICE, AS_JUERGEN)).startsWith("HTTP/1.1 400 ");
      assertThat(upstream.isUntouched()).isTrue();
    }

    @Test
    void keepsThePasswordFromTheApplication() throws Exception {
      client.send("GET /api/me", AS_ALICE);

      assertThat(upstream.next().values("authorization")).isEmpty();
    }

    @Test
    void acceptsNewPeopleWithoutRestart() throws Exception {
      String asBob = RawClient.basic("bob", Fixtures.BOB_PASSWORD);
      assertThat(client.send("GET /api/me", asBob)).startsWith("HTTP/1.1 401 ");

      Files.writeString(htpasswd, Fixtures.BOB + "\n");

      assertThat(client.send("GET /api/me", asBob)).startsWith("HTTP/1.1 200 ");
      assertThat(client.send("GET /api/me", AS_ALICE)).startsWith("HTTP/1.1 401 ");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/API/me",
          "//api",
          "/./api",
          "/%61pi",
          "/public/../api",
          "/public/%2e%2e/api",
          "/api;x=1/me",
          "/api%3bx/me",
          "/;x/api",
          "/api?x=/public",
          "http://app.test/api/me"
        })
    void isNeededForEverySpellingOfProtectedPath(String path) throws Exception {
      assertThat(client.send("GET " + path)).startsWith("HTTP/1.1 401 ");
      assertThat(upstream.isUntouched()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/public/..;/api/me",
          "/public/..;a=b/api",
          "/api%2fme",
          "/public/..%2fapi",
          "/public/..\\api",
          "/public/..%5capi",
          "/%2561pi",
          "/../api",
          "/public#/../api",
          "*"
        })
    void isOfNoUseForAmbiguousPath(String path) throws Exception {
      assertThat(client.send("GET " + path, AS_ALICE)).startsWith("HTTP/1.1 400 ");
      assertThat(upstream.isUntouched()).isTrue();
    }

    @Test
    void makesTheBrowserForgetOnSignOut() throws Exception {
      assertThat(client.send("GET /gateway/sign-out", AS_ALICE))
          .startsWith("HTTP/1.1 401 ")
          .contains("WWW-Authenticate: Basic realm=\"Gatepass development\"")
          .contains("Clear-Site-Data: \"*\"")
          .contains("<a href=\"/\">");
      assertThat(upstream.isUntouched()).isTrue();
    }
  }

  @Nested
  class ClientHeaders {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "Remote-User",
          "remote-user",
          "REMOTE-USER",
          "Remote_User",
          "REMOTE_USER",
          "Remote.User",
          "Remote-Groups",
          "Remote_Groups",
          "Remote-Email",
          "Remote-Name",
          "Remote-Id",
          "Remote_Id",
          "Remote.Id",
          "X-Gateway-Secret",
          "X_Gateway_Secret",
          "X-Forwarded-For",
          "X_Forwarded_For",
          "X-Forwarded-Prefix",
          "Forwarded",
          "X-Real-IP",
          "X-Original-URL",
          "Proxy",
          "$WSRU"
        })
    void areRemovedWhereTheySayWhatOnlyTheGatewayMaySay(String name) throws Exception {
      restart(settings -> settings.secret(new SecretHeader("X-Gateway-Secret", SECRET)));

      client.send("GET /public", name + ": evil", name + ":evil", "X-Other: kept");

      Recorded request = upstream.next();
      assertThat(request.headers()).noneMatch(header -> header.contains("evil"));
      assertThat(request.values("x-other")).containsExactly("kept");
    }

    @Test
    void areRemovedUnderTheConventionalNamesEvenWhereOthersAreConfigured() throws Exception {
      restart(settings -> settings.callerHeader("x-user"));

      client.send("GET /api", AS_ALICE, "Remote-User: evil", "X_User: evil");

      Recorded request = upstream.next();
      assertThat(request.headers()).noneMatch(header -> header.contains("evil"));
      assertThat(request.values("x-user")).containsExactly("alice");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "close, Remote-User",
          "close, X-Gateway-Secret, X-Forwarded-For",
          "close, remote-groups",
          "close, Host"
        })
    void cannotTakeTheGatewaysOwnAwayThroughConnection(String connection) throws Exception {
      restart(
          settings ->
              settings
                  .secret(new SecretHeader("X-Gateway-Secret", SECRET))
                  .groupsHeader("remote-groups")
                  .identities(identities("alice.groups=user")));

      client.send("GET /api", AS_ALICE, "Connection: " + connection);

      Recorded request = upstream.next();
      assertThat(request.values("remote-user")).containsExactly("alice");
      assertThat(request.values("remote-groups")).containsExactly("user");
      assertThat(request.values("x-gateway-secret")).containsExactly(SECRET);
      assertThat(request.values("x-forwarded-for")).containsExactly("127.0.0.1");
      assertThat(request.values("host")).containsExactly("app.test");
      assertThat(request.values("connection")).isEmpty();
    }

    @Test
    void namedByConnectionEndAtTheGateway() throws Exception {
      client.send(
          "GET /public", "Connection: close, X-Hop", "X-Hop: 1", "Keep-Alive: 5", "TE: gzip");

      Recorded request = upstream.next();
      assertThat(request.headers())
          .noneMatch(header -> header.matches("(?i)(x-hop|keep-alive|te|connection):.*"));
    }

    @Test
    void arriveUnchangedWhereTheySayNothingOfThat() throws Exception {
      client.send(
          "GET /public?q=%C3%BC&r=a+b",
          "Cookie: a=b; c=d", "Accept: text/html", "User-Agent: raw/1", "X-Twice: 1", "X-Twice: 2");

      Recorded request = upstream.next();
      assertThat(request.line()).isEqualTo("GET /public?q=%C3%BC&r=a+b HTTP/1.1");
      assertThat(request.values("cookie")).containsExactly("a=b; c=d");
      assertThat(request.values("accept")).containsExactly("text/html");
      assertThat(request.values("user-agent")).containsExactly("raw/1");
      assertThat(request.values("x-twice")).containsExactly("1", "2");
      assertThat(request.values("accept-encoding")).isEmpty();
      assertThat(request.values("content-type")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Remote-User : evil",
          "X-A: b\r\n Remote-User: evil",
          "No-Colon",
          ": Remote-User: evil",
          "Host: other.test",
          "Content-Length: 1\r\nTransfer-Encoding: chunked",
          "Content-Length: 1\r\nContent-Length: 2"
        })
    void areRejectedWhenTheyAreBroken(String header) throws Exception {
      assertThat(client.send("GET /public", header)).startsWith("HTTP/1.1 400 ");
      assertThat(upstream.isUntouched()).isTrue();
    }
  }

  @Nested
  class OwnHeaders {
    @Test
    void sayWhatTheGatewaySaw() throws Exception {
      client.send("GET /public", "X-Forwarded-For: 6.6.6.6", "X-Forwarded-Host: evil.test");

      Recorded request = upstream.next();
      assertThat(request.values("x-forwarded-for")).containsExactly("127.0.0.1");
      assertThat(request.values("x-forwarded-proto")).containsExactly("http");
      assertThat(request.values("x-forwarded-host")).containsExactly("app.test");
      assertThat(request.values("x-forwarded-port"))
          .containsExactly(Integer.toString(gateway.uri().getPort()));
      assertThat(request.values("host")).containsExactly("app.test");
      assertThat(request.values("via")).containsExactly("1.1 gatepass-dev-gateway");
      assertThat(request.values("forwarded")).isEmpty();
    }

    @Test
    void carryTheSecretOnEveryRequest() throws Exception {
      restart(settings -> settings.secret(new SecretHeader("X-Gateway-Secret", SECRET)));

      client.send("GET /public");
      client.send("GET /api", AS_ALICE);

      assertThat(upstream.next().values("x-gateway-secret")).containsExactly(SECRET);
      assertThat(upstream.next().values("x-gateway-secret")).containsExactly(SECRET);
    }

    @Test
    void carryTheBytesOfTheLogin() throws Exception {
      client.send("GET /api", AS_JUERGEN);

      assertThat(upstream.next().values("remote-user").get(0).getBytes(ISO_8859_1))
          .asHexString()
          .isEqualTo("6AC3BC7267656E");
    }

    @Test
    void arePercentEncodedOnDemand() throws Exception {
      restart(
          settings ->
              settings
                  .headerEncoding(HeaderEncoding.PERCENT)
                  .groupsHeader("remote-groups")
                  .emailHeader("remote-email")
                  .nameHeader("remote-name")
                  .identities(
                      identities(
                          "jürgen.groups=user, Büro",
                          "jürgen.email=j@example.org",
                          "jürgen.name=Jürgen A. ~ 100%")));

      client.send("GET /api", AS_JUERGEN);

      Recorded request = upstream.next();
      assertThat(request.values("remote-user")).containsExactly("j%C3%BCrgen");
      assertThat(request.values("remote-groups")).containsExactly("user,B%C3%BCro");
      assertThat(request.values("remote-email")).containsExactly("j%40example.org");
      assertThat(request.values("remote-name")).containsExactly("J%C3%BCrgen%20A.%20~%20100%25");
    }

    @Test
    void containOnlyConfiguredAndKnownValues() throws Exception {
      restart(
          settings ->
              settings
                  .emailHeader("remote-email")
                  .nameHeader("remote-name")
                  .identities(identities("alice.groups=user", "alice.email=alice@example.org")));

      client.send("GET /api", AS_ALICE);

      Recorded request = upstream.next();
      assertThat(request.values("remote-groups")).isEmpty();
      assertThat(request.values("remote-email")).containsExactly("alice@example.org");
      assertThat(request.values("remote-name")).isEmpty();
    }
  }

  @Nested
  class Protocol {
    @ParameterizedTest
    @ValueSource(
        strings = {"TRACE /public", "TRACK /public", "trace /public", "CONNECT app.test:80"})
    void forwardsNoMethodThatShowsOrTunnels(String line) throws Exception {
      assertThat(client.send(line)).startsWith("HTTP/1.1 405 ").contains("Allow: GET");
      assertThat(upstream.isUntouched()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
      "'h2c, TLS/1.0', 400",
      "'websocket, TLS/1.0', 400",
      "TLS/1.0, 400",
      "websocket, 501"
    })
    void changesToNoOtherProtocol(String protocol, int status) throws Exception {
      assertThat(client.send("GET /public", "Connection: Upgrade", "Upgrade: " + protocol))
          .startsWith("HTTP/1.1 " + status + " ");
      assertThat(client.send("GET /public", "Upgrade: " + protocol)).startsWith("HTTP/1.1 400 ");
      assertThat(upstream.isUntouched()).isTrue();
    }

    /** The client of Java offers this in each first request. */
    @ParameterizedTest
    @ValueSource(strings = {"h2c", "H2C"})
    void ignoresTheOfferOfHttp2(String protocol) throws Exception {
      String answer =
          client.send(
              "GET /public",
              "Connection: Upgrade, HTTP2-Settings",
              "Upgrade: " + protocol,
              "HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA");

      assertThat(answer).startsWith("HTTP/1.1 200 ");
      Recorded request = upstream.next();
      assertThat(request.values("upgrade")).isEmpty();
      assertThat(request.values("http2-settings")).isEmpty();
    }

    @Test
    void judgesEveryRequestOfOneConnection() throws Exception {
      String first = "GET /public HTTP/1.1\r\nHost: app.test\r\n\r\n";
      String second =
          "GET /api HTTP/1.1\r\nHost: app.test\r\nRemote-User: evil\r\nConnection: close\r\n\r\n";

      assertThat(client.sendRaw(first + second)).contains("HTTP/1.1 200 ", "HTTP/1.1 401 ");

      upstream.next();
      assertThat(upstream.isUntouched()).isTrue();
    }

    @Test
    void passesRedirectsUnchanged() throws Exception {
      upstream.answers(
          request ->
              "HTTP/1.1 303 See Other\r\nLocation: http://app.test/x\r\nContent-Length: 0\r\n\r\n");

      assertThat(client.send("POST /public", "Content-Length: 0"))
          .startsWith("HTTP/1.1 303 ")
          .contains("Location: http://app.test/x\r\n");
    }

    @Test
    void passesAnswersWithoutBody() throws Exception {
      upstream.answers(request -> "HTTP/1.1 204 No Content\r\nX-A: b\r\n\r\n");

      assertThat(client.send("DELETE /public"))
          .startsWith("HTTP/1.1 204 ")
          .contains("X-A: b\r\n")
          .endsWith("\r\n\r\n");
    }

    @Test
    void passesTheLengthOfAnswerToHead() throws Exception {
      upstream.answers(request -> "HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n");

      assertThat(client.send("HEAD /public"))
          .startsWith("HTTP/1.1 200 ")
          .contains("Content-Length: 1234\r\n")
          .endsWith("\r\n\r\n");
      assertThat(upstream.next().line()).isEqualTo("HEAD /public HTTP/1.1");
    }

    @Test
    void passesTheAnswersOwnHeadersOnly() throws Exception {
      upstream.answers(
          request ->
              String.join(
                  "\r\n",
                  "HTTP/1.1 200 OK",
                  "Server: app",
                  "Date: Thu, 01 Jan 2026 00:00:00 GMT",
                  "Set-Cookie: a=b",
                  "Set-Cookie: c=d",
                  "Content-Length: 0",
                  "",
                  ""));

      assertThat(client.send("GET /public"))
          .containsOnlyOnce("Server:")
          .containsOnlyOnce("Date:")
          .contains("Set-Cookie: a=b\r\n", "Set-Cookie: c=d\r\n");
    }

    @Test
    void passesMegabyteThroughWithKnownLength() throws Exception {
      String body = "0123456789abcdef".repeat(65_536);

      String answer =
          client.sendRaw(
              "POST /public HTTP/1.1\r\nHost: app.test\r\nConnection: close\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body);

      assertThat(answer).startsWith("HTTP/1.1 200 ");
      assertThat(upstream.next().body()).isEqualTo(body);
    }

    @Test
    void passesChunkedBody() throws Exception {
      assertThat(
              client.sendRaw(
                  String.join(
                      "\r\n",
                      "POST /public HTTP/1.1",
                      "Host: app.test",
                      "Connection: close",
                      "Transfer-Encoding: chunked",
                      "Trailer: Remote-User",
                      "",
                      "3",
                      "abc",
                      "2",
                      "de",
                      "0",
                      "Remote-User: evil",
                      "",
                      "")))
          .startsWith("HTTP/1.1 200 ");

      Recorded request = upstream.next();
      assertThat(request.body()).isEqualTo("abcde");
      assertThat(request.values("trailer")).isEmpty();
    }

    /** The application answers the first half before the client has sent the second. */
    @Test
    void streamsBodyInsteadOfCollectingIt() throws Exception {
      try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        restartTo(URI.create("http://127.0.0.1:" + slow.getLocalPort()), Duration.ofSeconds(10));
        try (Socket socket = new Socket(gateway.uri().getHost(), gateway.uri().getPort())) {
          socket.setSoTimeout(10_000);
          slow.setSoTimeout(10_000);
          OutputStream out = socket.getOutputStream();
          out.write(
              "POST /public HTTP/1.1\r\nHost: app.test\r\nContent-Length: 10\r\n\r\nfirst"
                  .getBytes(UTF_8));
          out.flush();
          try (Socket upstreamSide = slow.accept()) {
            upstreamSide.setSoTimeout(10_000);
            readUntil(upstreamSide.getInputStream(), "\r\n\r\nfirst");
            out.write("later".getBytes(UTF_8));
            out.flush();
            readUntil(upstreamSide.getInputStream(), "later");
            upstreamSide.getOutputStream().write(RecordingUpstream.OK.getBytes(UTF_8));
            readUntil(socket.getInputStream(), "ok");
          }
        }
      }
    }

    @Test
    void asksForLoginBeforeTheBodyWasSent() throws Exception {

      assertThat(client.send("POST /api", "Content-Length: 5", "Expect: 100-continue"))
          .startsWith("HTTP/1.1 401 ");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = ' ',
        value = {
          "//x/y - //x/y",
          "/a|b?q={\"c\"}|^` - /a%7Cb?q=%7B%22c%22%7D%7C%5E%60",
          "/a?b=[c]&d=%25 - /a?b=[c]&d=%25",
          "/a? - /a?",
          "/a//b/./c - /a//b/./c"
        })
    void forwardsTheTargetAsItWasSent(String target, String ignored, String forwarded)
        throws Exception {
      assertThat(client.send("GET " + target)).startsWith("HTTP/1.1 200 ");

      assertThat(upstream.next().line()).isEqualTo("GET " + forwarded + " HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a?b=%zz", "/a?b=%", "/a?b=\u00fc"})
    void rejectsQueryThatNoUriMayHave(String target) throws Exception {
      assertThat(client.send("GET " + target)).startsWith("HTTP/1.1 400 ");
      assertThat(upstream.isUntouched()).isTrue();
    }
  }

  @Nested
  class Faults {
    @Test
    void says502WhenTheApplicationIsDown() throws Exception {
      upstream.close();

      assertThat(client.send("GET /public"))
          .startsWith("HTTP/1.1 502 ")
          .contains("the application behind the gateway does not answer at " + upstream.uri());
    }

    @Test
    void says502WhenTheApplicationTalksNonsense() throws Exception {
      upstream.answers(request -> "nonsense\r\n\r\n");

      assertThat(client.send("GET /public")).startsWith("HTTP/1.1 502 ");
    }

    @Test
    void says504WhenTheApplicationIsSilent() throws Exception {
      try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        restartTo(URI.create("http://127.0.0.1:" + silent.getLocalPort()), Duration.ofMillis(300));

        assertThat(client.send("GET /public"))
            .startsWith("HTTP/1.1 504 ")
            .contains("does not answer in time");
      }
    }

    @Test
    void saysThatThePortIsInUse() {
      int port = gateway.uri().getPort();
      DevGateway second =
          new DevGateway(
              GatewaySettings.builder(upstream.uri(), htpasswd).listen("127.0.0.1", port).build());

      assertThatThrownBy(second::start)
          .isInstanceOf(IOException.class)
          .hasMessage("cannot listen on 127.0.0.1:" + port + ": the port is in use");
    }

    @Test
    void rejectsToStartWithBrokenFiles() throws Exception {
      Files.writeString(htpasswd, "alice:plain\n");
      assertThatThrownBy(() -> restart(settings -> settings))
          .hasMessageStartingWith(htpasswd + ", line 1: unknown hash scheme");

      Files.delete(htpasswd);
      assertThatThrownBy(() -> restart(settings -> settings))
          .hasMessageStartingWith(htpasswd + ": there is no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"groups=user", "alice.group=user", "alice.name=a\\u0000b"})
    void rejectsToStartWithBrokenIdentities(String line) {
      assertThatThrownBy(() -> restart(settings -> settings.identities(identities(line))))
          .hasMessageContaining(
              "people.properties: the key \"" + line.replaceAll("=.*", "") + "\"");
    }

    @Test
    void hasNoAddressBeforeItStarts() {
      DevGateway other = new DevGateway(GatewaySettings.builder(upstream.uri(), htpasswd).build());

      assertThatThrownBy(other::uri).isInstanceOf(IllegalStateException.class);
      other.close();
    }
  }

  private void restartTo(URI application, Duration timeout) throws IOException {
    gateway.close();
    gateway =
        new DevGateway(
            GatewaySettings.builder(application, htpasswd)
                .listen("127.0.0.1", 0)
                .upstreamTimeout(timeout)
                .build());
    gateway.start();
    client = new RawClient(gateway.uri());
  }

  private Path identities(String... lines) {
    try {
      return Files.write(folder.resolve("people.properties"), java.util.List.of(lines));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void readUntil(InputStream in, String end) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new AssertionError("ended with " + read);
      }
      read.append((char) b);
    }
  }
}
