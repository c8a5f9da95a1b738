// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A session belongs to one caller: the rules of all modes. The caller alice has used a session by
 * header and left a note in it, as an attribute and in a session-scoped bean; a missing note reads
 * "-".
 */
interface OwnSessionCases {
  /** A client of the application, from the trusted address. */
  Http http();

  private Http named(String caller) {
    return http().header("remote-user", caller);
  }

  private static Http with(Http client, String cookie) {
    return client.header("Cookie", cookie);
  }

  private static String cookieOf(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.lastSessionCookie().orElseThrow();
  }

  /** A new session of alice's browser, which has a cookie of another kind already. */
  private String alices(String note) {
    return cookieOf(with(named("alice"), "theme=dark").get("/session/write?note=" + note));
  }

  /**
   * Skips a way through a thread of the application where the thread would spoil the beans of later
   * cases that it serves.
   */
  static void assumeThreadsLeaveNothing(String way) {
    assumeFalse(
        way.startsWith("thread") && Difference.A_SESSION_STAYS_WITH_ITS_THREAD.isHere(),
        Difference.A_SESSION_STAYS_WITH_ITS_THREAD.text());
  }

  private static void assertSees(Http client, String path, String caller, String note) {
    Answer answer = client.get(path);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("x-caller")).contains(caller);
    assertThat(answer.body()).isEqualTo(note);
  }

  private void assertIsStillAlices(String cookie, String note) {
    assertSees(with(named("alice"), cookie), "/session/read", "alice", note + "," + note);
  }

  /** The session has ended: alice's note is lost too. */
  private void assertHasEnded(String cookie) {
    assertSees(with(named("alice"), cookie), "/session/read", "alice", "-,-");
  }

  @Test
  default void keepsTheSessionWhereTheHeaderNamesTheSameCallerAgain() {
    String cookie = alices("n1");

    for (int i = 0; i < 3; i++) {
      Answer again = with(named("alice"), cookie).get("/session/read");
      assertThat(again.body()).isEqualTo("n1,n1");
      assertThat(again.sessionCookie()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "read, '-,-'",
    "bean, -",
    "attribute, -",
    "made, -",
    "injected, '-,null'",
    "forward, '-,-'",
    "include, '-,-'",
    "async, '-,-'",
    "thread, -",
    "thread/bean, -"
  })
  default void startsAnEmptySessionForAnotherCaller(String way, String empty) {
    assumeThreadsLeaveNothing(way);
    String cookie = alices("n2");

    assertSees(with(named("carol"), cookie), "/session/" + way, "carol", empty);
    assertHasEnded(cookie);
  }

  @Test
  default void showsAnotherCallerNothingInAnErrorPage() {
    String cookie = alices("n2");

    Answer answer = with(named("carol"), cookie).get("/session/error");
    assertThat(answer.status()).isEqualTo(418);
    assertThat(answer.body()).isEqualTo("-,-");
  }

  @Test
  default void keepsDataThatTheOtherCallerWritesInTheSameRequestAndLater() {
    String alices = alices("n3");
    Answer entered = with(named("carol"), alices).get("/session/write?note=c3");
    String carols = cookieOf(entered);

    assertThat(carols).isNotEqualTo(alices);
    assertSees(with(named("carol"), carols), "/session/read", "carol", "c3,c3");
    assertSees(with(named("alice"), carols), "/session/read", "alice", "-,-");
  }

  @Test
  default void endsTheConversationOfTheFormerCaller() {
    Answer begun = with(named("alice"), "theme=dark").get("/session/begin?note=talk-of-alice");
    String cookie = cookieOf(begun);
    String conversation = "?cid=" + begun.body();
    assertSees(
        with(named("alice"), cookie), "/session/talk" + conversation, "alice", "talk-of-alice");

    Answer other = with(named("carol"), cookie).get("/session/talk" + conversation);

    assertThat(other.body()).doesNotContain("talk-of-alice");
    assertThat(with(named("alice"), cookie).get("/session/talk" + conversation).body())
        .doesNotContain("talk-of-alice");
  }

  @Test
  default void endsTheSessionWhenTheProxyNamesARejectedCaller() {
    String onPublic = alices("n5");
    assertSees(with(named("bob"), onPublic), "/session/read", "anonymous", "-,-");
    assertHasEnded(onPublic);

    String onProtected = alices("n5");
    assertThat(with(named("bob"), onProtected).get("/protected/read").status()).isEqualTo(403);
    assertHasEnded(onProtected);

    String unknown = alices("n5");
    assertSees(with(named("mallory"), unknown), "/session/bean", "anonymous", "-");
    assertHasEnded(unknown);

    String storeDown = alices("n5");
    assertThat(with(named("broken"), storeDown).get("/session/read").status()).isEqualTo(503);
    assertHasEnded(storeDown);
  }

  /** CDI has no session scope there, and the thread may have served another caller before. */
  @Test
  default void hidesSessionScopedBeansFromOtherThreads() {
    assumeThreadsLeaveNothing("thread/bean");
    for (int i = 0; i < 20; i++) {
      String alices = alices("n20");
      assertSees(with(named("alice"), alices), "/session/thread/bean", "alice", "-");
      assertSees(named("carol"), "/session/thread/bean", "carol", "-");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bean, -",
    "attribute, -",
    "made, -",
    "injected, '-,null'",
    "forward, '-,-'",
    "include, '-,-'",
    "async, '-,-'",
    "thread, -",
    "thread/bean, -"
  })
  default void showsARejectedCallerNothing(String way, String empty) {
    assumeThreadsLeaveNothing(way);
    String cookie = alices("n5");

    assertSees(with(named("bob"), cookie), "/session/" + way, "anonymous", empty);
    assertHasEnded(cookie);
  }

  @Test
  default void showsARejectedAndAnAnonymousRequestNothingInAnErrorPage() {
    String rejected = alices("n5");
    Answer bobs = with(named("bob"), rejected).get("/session/error");
    assertThat(bobs.status()).isEqualTo(418);
    assertThat(bobs.body()).isEqualTo("-,-");

    String anonymous = alices("n5");
    Answer untrusted = with(http().from(Http.UNTRUSTED), anonymous).get("/session/error");
    assertThat(untrusted.status()).isEqualTo(418);
    assertThat(untrusted.body()).isEqualTo("-,-");
  }

  @Test
  default void showsARejectedAndAnAnonymousRequestNoConversation() {
    for (Http client : List.of(named("bob"), http().from(Http.UNTRUSTED))) {
      Answer begun = with(named("alice"), "theme=dark").get("/session/begin?note=talk-of-alice");
      Http other = with(client, cookieOf(begun));

      assertThat(other.get("/session/talk?cid=" + begun.body()).body())
          .doesNotContain("talk-of-alice");
    }
  }

  @Test
  default void leavesTheSessionAloneWhereNoServletRuns() {
    String cookie = alices("n6");

    assertThat(with(named("al ice"), cookie).get("/session/read").status()).isEqualTo(400);
    assertThat(with(http().from(Http.UNTRUSTED), cookie).get("/protected/read").status())
        .isEqualTo(401);
    assertIsStillAlices(cookie, "n6");
  }

  @ParameterizedTest
  @CsvSource({
    "read, '-,-'",
    "bean, -",
    "attribute, -",
    "made, -",
    "injected, '-,null'",
    "valid, false",
    "forward, '-,-'",
    "include, '-,-'",
    "async, '-,-'",
    "thread, -",
    "thread/bean, -"
  })
  default void showsAnAnonymousRequestFromAnUntrustedPeerNothing(String way, String empty) {
    assumeThreadsLeaveNothing(way);
    String cookie = alices("n7");

    assertSees(with(http().from(Http.UNTRUSTED), cookie), "/session/" + way, "anonymous", empty);
  }

  @Test
  default void leavesTheSessionToItsCallerWhereAnAnonymousRequestUsesNone() {
    String cookie = alices("n8");

    Answer picture = with(http().from(Http.UNTRUSTED), cookie).get("/session/none");
    assertThat(picture.header("x-caller")).contains("anonymous");
    assertThat(picture.header("set-cookie")).isEmpty();
    Answer look = with(http().from(Http.UNTRUSTED), cookie).get("/session/attribute");
    assertThat(look.body()).isEqualTo("-");
    assertThat(look.header("set-cookie")).isEmpty();

    assertIsStillAlices(cookie, "n8");
  }

  @Test
  default void separatesDataThatAnAnonymousRequestWrites() {
    String alices = alices("n9");
    String other =
        cookieOf(with(http().from(Http.UNTRUSTED), alices).get("/session/write?note=o9"));

    assertThat(other).isNotEqualTo(alices);
    assertSees(with(http().from(Http.UNTRUSTED), other), "/session/read", "anonymous", "o9,o9");
  }

  @Test
  default void showsAHandshakeNothingOfAnotherCaller() {
    String cookie = alices("n10");
    assertThat(handshake(with(named("alice"), cookie))).contains("n10");

    assertThat(handshake(with(http().from(Http.UNTRUSTED), cookie))).contains("-");
    assertThat(handshake(with(named("bob"), cookie))).contains("-");
    String again = alices("n10");
    assertThat(handshake(with(named("carol"), again))).contains("-");
  }

  /** The content of the session in the handshake of a WebSocket. */
  private Optional<String> handshake(Http client) {
    String answer =
        client.converse(
            "GET "
                + client.target("/socket")
                + " HTTP/1.1\r\nHost: "
                + client.host()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + client.lines()
                + "\r\n");
    assertThat(answer).startsWith("HTTP/1.1 101 ");
    return answer
        .lines()
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("x-note: "))
        .map(line -> line.substring(8).strip())
        .findFirst();
  }

  @Test
  default void showsTheRestOfTheRequestNothingAfterALogout() {
    String cookie = alices("n19");

    assertSees(with(named("alice"), cookie), "/session/logout", "anonymous", "n19,n19,-,-");
    assertHasEnded(cookie);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob", "carol"})
  default void endsTheWebSocketsOfTheSessionWithIt(String other) throws Exception {
    String cookie = alices("n10");
    CompletableFuture<String> opened = new CompletableFuture<>();
    CompletableFuture<Integer> closed = new CompletableFuture<>();
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("remote-user", "alice")
            .header("Cookie", cookie)
            .buildAsync(
                URI.create("ws://" + http().host() + http().target("/socket")),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(
                      WebSocket from, CharSequence text, boolean last) {
                    opened.complete(text.toString());
                    from.request(1);
                    return null;
                  }

                  @Override
                  public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
                    closed.complete(status);
                    return null;
                  }
                })
            .get(30, TimeUnit.SECONDS);
    try {
      // The answer to a handshake may come before the endpoint has been opened.
      socket.sendText("open?", true).get(30, TimeUnit.SECONDS);
      assertThat(opened.get(30, TimeUnit.SECONDS)).isEqualTo("open?");
      with(http().from(Http.UNTRUSTED), cookie).get("/session/none");
      assertThat(closed).isNotDone();

      with(named(other), cookie).get("/session/none");

      assertThat(closed.get(30, TimeUnit.SECONDS)).isEqualTo(1008);
    } finally {
      socket.abort();
    }
  }

  @Test
  default void keepsARunningRequestApartFromTheNextCaller() throws Exception {
    String alices = alices("n11");
    Http client = with(named("alice"), alices);
    CompletableFuture<Answer> running =
        CompletableFuture.supplyAsync(() -> client.get("/session/hold?note=late"));
    for (int i = 0; i < 200 && !http().get("/session/held").body().equals("1"); i++) {
      Thread.sleep(50);
    }

    String carols = cookieOf(with(named("carol"), alices).get("/session/write?note=c11"));
    http().get("/session/release");

    assertThat(running.get().body()).isEqualTo("n11,n11");
    assertSees(with(named("carol"), carols), "/session/read", "carol", "c11,c11");
  }

  @Test
  default void assignsTheSessionOfAnonymousRequestsToTheCallerWithANewId() {
    String basket = cookieOf(http().get("/session/write?note=b12"));
    Answer entered = with(named("alice"), basket).get("/session/read");

    assertThat(entered.body()).isEqualTo("b12,b12");
    String alices = cookieOf(entered);
    assertThat(alices).isNotEqualTo(basket);
    assertIsStillAlices(alices, "b12");
    assertSees(with(http().from(Http.UNTRUSTED), basket), "/session/read", "anonymous", "-,-");
    assertSees(with(http().from(Http.UNTRUSTED), alices), "/session/read", "anonymous", "-,-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "carol"})
  default void neverAdoptsASessionOfTheAddress(String caller) {
    String basket =
        cookieOf(http().get("/session/write?note=b13")).substring("JSESSIONID=".length());

    Answer entered = named(caller).get("/session/read;jsessionid=" + basket);

    assertThat(entered.status()).isIn(200, 404);
    if (entered.status() == 200) {
      assertThat(entered.body()).isEqualTo("-,-");
    }
  }

  @Test
  default void recordsTheOwnerOfASessionThatAnotherThreadMakes() {
    assumeThreadsLeaveNothing("thread");
    String cookie = cookieOf(named("alice").get("/session/thread/write?note=n14"));

    assertSees(with(named("alice"), cookie), "/session/attribute", "alice", "n14");
    assertSees(with(named("carol"), cookie), "/session/attribute", "carol", "-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2", "2%20caller=alice", "1%20caller", "1%20by=CHANCE%20caller=alice"})
  default void treatsAnUnreadableOwnerAsAnEndedLogin(String damage) {
    String cookie = alices("n15");
    with(named("alice"), cookie).get("/session/damage?note=" + damage);

    assertSees(with(http().from(Http.UNTRUSTED), cookie), "/session/attribute", "anonymous", "-");
    assertSees(with(named("alice"), cookie), "/session/read", "alice", "-,-");
  }

  @Test
  default void ignoresAFieldOfALaterVersion() {
    String cookie = alices("n16");
    with(named("alice"), cookie)
        .get(
            "/session/damage?note=1%20caller=alice%20by=HEADER%20later=field%20login="
                + System.currentTimeMillis());

    assertIsStillAlices(cookie, "n16");
  }

  /**
   * Four callers with one cookie at the same time. A request whose session another one ends in the
   * middle of it may fail in the application, as after a logout elsewhere; none is another
   * caller's.
   */
  @Test
  default void keepsParallelCallersWithOneCookieApart() {
    List<String> callers = List.of("alice", "carol", "dora", "erin");
    String shared = alices("p17");

    List<CompletableFuture<Boolean>> all =
        IntStream.range(0, 40)
            .mapToObj(i -> callers.get(i % callers.size()))
            .map(
                caller ->
                    CompletableFuture.supplyAsync(
                        () -> writesAndReadsItsOwn(caller, with(named(caller), shared))))
            .toList();

    assertThat(all.stream().map(CompletableFuture::join).filter(went -> went).count())
        .isGreaterThan(20);
  }

  private boolean writesAndReadsItsOwn(String caller, Http client) {
    String note = "by-" + caller;
    Answer answer = client.get("/session/write?note=" + note);
    if (answer.status() == 500) {
      return false;
    }
    assertThat(answer.header("x-caller")).as(answer.body()).contains(caller);
    answer
        .lastSessionCookie()
        .ifPresent(
            own ->
                assertThat(with(named(caller), own).get("/session/attribute").body())
                    .isIn(note, "-"));
    return true;
  }

  /**
   * A limit far above the actual time, since most test servers run with C1 only. The figures of
   * docs/explanation/performance.md are the output of this test on Tomcat, and on Payara Micro with
   * {@code -Dserver.java.options=-Xmx768m}, which leaves the compilers as they are by default.
   */
  @Test
  default void checksTheOwnerOfASessionQuickly() {
    String cookie = cookieOf(named("alice").get("/session/write?note=n18"));

    long with = Long.parseLong(with(named("alice"), cookie).get("/cost").body());
    long without = Long.parseLong(named("alice").get("/cost").body());

    System.out.printf("A session of the caller: %d ns, no session: %d ns%n", with, without);
    assertThat(with).isLessThan(10_000);
    assertThat(without).isLessThan(10_000);
  }
}
