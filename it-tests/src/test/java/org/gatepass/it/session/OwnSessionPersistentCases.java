// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions where header callers are remembered, and a password may come with each request. */
interface OwnSessionPersistentCases {
  /** A client of the application, from the trusted address. */
  Http http();

  private Http with(String caller, String cookie) {
    Http client = http().header("Cookie", cookie);
    return caller.isEmpty() ? client : client.header("remote-user", caller);
  }

  private String sessionOf(String caller, String note) {
    return http()
        .header("remote-user", caller)
        .header("Cookie", "theme=dark")
        .get("/session/write?note=" + note)
        .lastSessionCookie()
        .orElseThrow();
  }

  private static Http basic(Http client) {
    byte[] pair = "dora:dora-secret-1".getBytes(StandardCharsets.UTF_8);
    return client.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  private static void assertSees(Http client, String caller, String note) {
    Answer answer = client.get("/session/read");
    assertThat(answer.header("x-caller")).contains(caller);
    assertThat(answer.body()).isEqualTo(note);
  }

  @Test
  default void remembersTheCallerAndTheSession() {
    String cookie = sessionOf("alice", "r1");

    assertSees(with("", cookie), "alice", "r1,r1");
    assertSees(with("", cookie).from(Http.UNTRUSTED), "anonymous", "-,-");
  }

  @ParameterizedTest
  @CsvSource({
    "bean, r4",
    "attribute, r4",
    "made, r4",
    "injected, 'r4,r4'",
    "forward, 'r4,r4'",
    "include, 'r4,r4'",
    "thread, r4"
  })
  default void remembersTheCallerInEachWayOfARequest(String way, String seen) {
    OwnSessionCases.assumeThreadsLeaveNothing(way);
    Answer answer = with("", sessionOf("alice", "r4")).get("/session/" + way);

    assertThat(answer.header("x-caller")).contains("alice");
    assertThat(answer.body()).isEqualTo(seen);
  }

  /** On some servers the session's beans can't be used after an asynchronous dispatch. */
  @Test
  default void remembersTheCallerInAnAsynchronousDispatchAndInAnErrorPage() {
    String cookie = sessionOf("alice", "r5");

    Answer async = with("", cookie).get("/session/async");
    assertThat(async.header("x-caller")).contains("alice");
    assertThat(async.body()).isIn("r5,r5", "r5,-");
    Answer error = with("", cookie).get("/session/error");
    assertThat(error.status()).isEqualTo(418);
    assertThat(error.body()).isEqualTo("r5,r5");
  }

  @Test
  default void remembersTheConversation() {
    Answer begun =
        http()
            .header("remote-user", "alice")
            .header("Cookie", "theme=dark")
            .get("/session/begin?note=r6");
    String cookie = begun.lastSessionCookie().orElseThrow();

    Answer talk = with("", cookie).get("/session/talk?cid=" + begun.body());

    assertThat(talk.header("x-caller")).contains("alice");
    assertThat(talk.body()).isEqualTo("r6");
  }

  @Test
  default void startsAnEmptySessionForAPasswordOfAnotherCaller() {
    String cookie = sessionOf("alice", "r2");

    // The session's caller goes before a password; without the proxy there is only the password.
    assertSees(basic(with("", cookie)), "alice", "r2,r2");
    assertSees(basic(with("", cookie).from(Http.UNTRUSTED)), "dora", "-,-");
    assertSees(with("alice", cookie), "alice", "-,-");
  }

  @Test
  default void keepsTheSessionOfAPasswordThatComesWithEachRequest() {
    String cookie = basic(http()).get("/session/write?note=r3").lastSessionCookie().orElseThrow();

    assertSees(basic(with("", cookie)), "dora", "r3,r3");
    assertSees(with("", cookie), "anonymous", "-,-");
  }

  /** A program that keeps no cookies would start a session with each request. */
  @Test
  default void startsTenSessionsAMinuteForACallerWithoutCookies() {
    int started = 0;
    for (int i = 0; i < 30; i++) {
      Answer answer = http().header("remote-user", "erin").get("/session/none");
      assertThat(answer.header("x-caller")).contains("erin");
      started += answer.sessionCookie().isPresent() ? 1 : 0;
    }

    assertThat(started).isEqualTo(10);
    Answer browser =
        http().header("remote-user", "erin").header("Cookie", "theme=dark").get("/session/none");
    assertThat(browser.sessionCookie()).isPresent();
  }
}
