// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatepass.it.attack.Attack.B09;
import static org.gatepass.it.attack.Attack.E10;
import static org.gatepass.it.attack.Attack.G01;

import jakarta.json.Json;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gatepass.it.app.small.AccountsServlet;
import org.gatepass.it.app.small.Revocations;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's WebSocket: which callers can open it, and that it ends with the login. */
@ArquillianTest
public class LiveIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int POLICY = 1008;

  private static int counter;

  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.demo(Map.of("gatepass.trusted-proxies", Http.TRUSTED))
        .addClasses(AccountsServlet.class, Revocations.class);
  }

  private Http http() {
    return Http.to(base, "");
  }

  private String account() {
    String name = "live" + ++counter;
    accounts("create", name + "&password=secret-1");
    return name;
  }

  /**
   * Changes an account. Like a handshake, a request is repeated twice: Payara Micro was also seen
   * to match the path of another request, and Gatepass then answers 400.
   */
  private void accounts(String action, String form) {
    int status = 0;
    for (int i = 0; i < 3 && status != 200; i++) {
      status =
          http()
              .header("Content-Type", "application/x-www-form-urlencoded")
              .send("POST", "/accounts/" + action, "name=" + form)
              .status();
    }
    assertThat(status).isEqualTo(200);
  }

  private String session(String name) {
    Answer answer =
        http()
            .postJson(
                "/api/login",
                Json.createObjectBuilder().add("name", name).add("password", "secret-1").build());
    assertThat(answer.status()).isEqualTo(204);
    return answer.sessionCookie().orElseThrow();
  }

  /** A socket of the test's end. */
  public static final class Socket implements WebSocket.Listener {
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private WebSocket socket;

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      said.add(data.toString());
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
      closed.complete(statusCode);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed.completeExceptionally(error);
    }

    public void assertSays(String caller) throws InterruptedException {
      assertThat(said.poll(30, TimeUnit.SECONDS)).isEqualTo("{\"caller\":\"" + caller + "\"}");
    }

    public void assertIsStillOf(String caller) throws InterruptedException {
      socket.sendText("who?", true).join();
      assertSays(caller);
      assertThat(closed).isNotDone();
    }

    void assertClosed() throws Exception {
      assertClosedWithin(Duration.ofSeconds(30));
    }

    public void assertClosedWithin(Duration time) throws Exception {
      assertThat(closed.get(time.toMillis(), TimeUnit.MILLISECONDS)).isEqualTo(POLICY);
    }
  }

  /**
   * Opens a socket. A handshake that is answered with 500 is repeated twice: Payara Micro 6.2025.10
   * was seen to recycle the objects of a request while it was processed, after the server had
   * closed sockets from another thread.
   */
  private Socket open(String... headers) {
    for (int i = 0; i < 2; i++) {
      try {
        return openAtOnce(headers);
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof WebSocketHandshakeException rejected)
            || rejected.getResponse().statusCode() != 500) {
          throw e;
        }
      }
    }
    return openAtOnce(headers);
  }

  private Socket openAtOnce(String... headers) {
    return connect(URI.create("ws://127.0.0.1:" + base.getPort() + "/live"), headers);
  }

  /** Opens a socket of the demo's endpoint. */
  public static Socket connect(URI address, String... headers) {
    Socket listener = new Socket();
    WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    listener.socket = builder.buildAsync(address, listener).join();
    return listener;
  }

  private void assertRejected(int status, String... headers) {
    assertThatThrownBy(() -> open(headers))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            rejected -> assertThat(rejected.getResponse().statusCode()).isEqualTo(status));
  }

  @Test
  @Shows(E10)
  void isOfTheCallerOfTheHandshakeForAsLongAsItIsOpen() throws Exception {
    Socket byHeader = open("remote-user", "alice");
    byHeader.assertSays("alice");
    Socket bySession = open("Cookie", session(account()));
    bySession.assertSays("live" + counter);

    http().header("remote-user", "carol").get("/api/me");

    byHeader.assertIsStillOf("alice");
    bySession.assertIsStillOf("live" + counter);
  }

  @Test
  @Shows(E10)
  void closesWithTheLogout() throws Exception {
    String name = account();
    String cookie = session(name);
    Socket here = open("Cookie", cookie);
    Socket elsewhere = open("Cookie", session(name));
    Socket somebodyElses = open("remote-user", "alice");
    here.assertSays(name);
    elsewhere.assertSays(name);
    somebodyElses.assertSays("alice");

    http().header("Cookie", cookie).send("POST", "/api/logout", "");

    here.assertClosed();
    elsewhere.assertClosed();
    somebodyElses.assertIsStillOf("alice");
    assertRejected(401, "Cookie", cookie);
  }

  @Test
  @Shows(E10)
  void closesWithTheLogoutOfACallerOfTheGateway() throws Exception {
    String name = account();
    Socket socket = open("remote-user", name);
    socket.assertSays(name);

    http().header("remote-user", name).send("POST", "/api/logout", "");

    socket.assertClosed();
  }

  @Test
  @Shows(E10)
  void closesWhenAHeaderThatNamesAnotherCallerEndsTheSession() throws Exception {
    String name = account();
    String cookie = session(name);
    Socket socket = open("Cookie", cookie);
    socket.assertSays(name);

    http().header("Cookie", cookie).header("remote-user", "alice").get("/api/me");

    socket.assertClosed();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"deactivate", "delete", "forbid-header", "sign-out-everywhere", "change-password"})
  @Shows(E10)
  void closesWhenTheLoginIsRevoked(String action) throws Exception {
    String name = account();
    Socket byHeader = open("remote-user", name);
    Socket bySession = open("Cookie", session(name));
    byHeader.assertSays(name);
    bySession.assertSays(name);

    accounts(action, name + "&password=secret-2");

    byHeader.assertClosed();
    bySession.assertClosed();
  }

  @Test
  void staysOpenWhenTheAccountChangesOtherwise() throws Exception {
    String name = account();
    Socket socket = open("remote-user", name);
    socket.assertSays(name);

    accounts("rename", name);

    socket.assertIsStillOf(name);
  }

  @Test
  @Shows(E10)
  void opensForActiveCallersOnly() {
    assertRejected(401);
    assertRejected(401, "Cookie", "JSESSIONID=0123456789abcdef0123456789ab");
    assertRejected(403, "remote-user", "bob");
    assertRejected(403, "remote-user", "nobody-knows");
    assertRejected(400, "remote-user", "alice,carol");
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://evil.example",
    "Origin, null",
    "Origin, http://127.0.0.1:1",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site"
  })
  @Shows({E10, G01})
  void opensForNoPageOfAnotherSite(String header, String value) {
    assertRejected(403, "remote-user", "alice", header, value);
    assertRejected(403, "Cookie", session(account()), header, value);
  }

  @Test
  void opensForPagesOfItsOwn() throws Exception {
    String origin = "http://127.0.0.1:" + base.getPort();

    open("remote-user", "alice", "Origin", origin).assertSays("alice");
    open("remote-user", "alice", "Origin", origin, "Sec-Fetch-Site", "same-origin")
        .assertSays("alice");
  }

  @Test
  @Shows({E10, B09})
  void aHandshakeIsAuthenticatedAsEachRequest() {
    String handshake =
        "GET /live HTTP/1.1\r\nHost: "
            + http().host()
            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nremote-user: alice\r\n\r\n";

    String answer = http().converse(handshake);
    assertThat(answer).startsWith("HTTP/1.1 101").contains("{\"caller\":\"alice\"}");
    assertThat(answer.toLowerCase(Locale.ROOT).contains("set-cookie"))
        .isEqualTo(Difference.A_HANDSHAKE_MAKES_A_SESSION.isHere());
    assertThat(http().from(Http.UNTRUSTED).converse(handshake)).startsWith("HTTP/1.1 401");
  }
}
