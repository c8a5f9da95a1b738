// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions where each request is authenticated again, and passwords are sent by a form. */
interface OwnSessionDefaultCases {
  /** A client of the application, from the trusted address. */
  Http http();

  private Http with(String caller, String cookie) {
    Http client = http().header("Cookie", cookie);
    return caller.isEmpty() ? client : client.header("remote-user", caller);
  }

  private Answer write(Http client, String note) {
    return client.get("/session/write?note=" + note);
  }

  private String alices(String note) {
    return write(http().header("remote-user", "alice"), note).lastSessionCookie().orElseThrow();
  }

  private Answer login(Http client) {
    return client
        .header("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", "/enter", "name=dora&password=dora-secret-1");
  }

  private static void assertSees(Http client, String caller, String note) {
    Answer answer = client.get("/session/read");
    assertThat(answer.header("x-caller")).contains(caller);
    assertThat(answer.body()).isEqualTo(note);
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
  default void showsARequestWithoutTheHeaderNothing(String way, String empty) {
    OwnSessionCases.assumeThreadsLeaveNothing(way);
    Answer answer = with("", alices("d1")).get("/session/" + way);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-caller")).contains("anonymous");
    assertThat(answer.body()).isEqualTo(empty);
  }

  @Test
  default void showsARequestWithoutTheHeaderNothingInAnErrorPage() {
    Answer answer = with("", alices("d1")).get("/session/error");

    assertThat(answer.status()).isEqualTo(418);
    assertThat(answer.body()).isEqualTo("-,-");
  }

  @Test
  default void showsARequestWithoutTheHeaderNoConversation() {
    Answer begun = http().header("remote-user", "alice").get("/session/begin?note=d2");
    String cookie = begun.lastSessionCookie().orElseThrow();

    assertThat(with("", cookie).get("/session/talk?cid=" + begun.body()).body())
        .doesNotContain("d2");
  }

  @Test
  default void leavesTheSessionToItsCallerWhereAPictureComesWithoutTheHeader() {
    String cookie = alices("d3");

    Answer picture = with("", cookie).get("/session/none");

    assertThat(picture.header("set-cookie")).isEmpty();
    assertSees(with("alice", cookie), "alice", "d3,d3");
  }

  @Test
  default void startsAPasswordLoginWithAnEmptySession() {
    String alices = alices("d4");
    String doras = login(with("", alices)).lastSessionCookie().orElseThrow();

    assertThat(doras).isNotEqualTo(alices);
    assertSees(with("", doras), "dora", "-,-");
    assertSees(with("alice", alices), "alice", "-,-");
  }

  @Test
  default void keepsTheSessionOfAPasswordLoginFromEachPeer() {
    String doras = login(http()).lastSessionCookie().orElseThrow();
    write(with("", doras), "d5");

    assertSees(with("", doras), "dora", "d5,d5");
    assertSees(with("", doras).from(Http.UNTRUSTED), "dora", "d5,d5");
  }

  @Test
  default void keepsTheBasketOfAnonymousRequestsAtAPasswordLogin() {
    String basket = write(http(), "d6").lastSessionCookie().orElseThrow();
    String doras = login(with("", basket)).lastSessionCookie().orElseThrow();

    assertThat(doras).isNotEqualTo(basket);
    assertSees(with("", doras), "dora", "d6,d6");
    assertSees(with("", basket), "anonymous", "-,-");
  }

  @Test
  default void keepsTheSessionOfAPasswordLoginForTheHeaderOfTheSameCaller() {
    String doras = login(http()).lastSessionCookie().orElseThrow();
    write(with("", doras), "d7");

    assertSees(with("dora", doras), "dora", "d7,d7");
    assertSees(with("", doras), "anonymous", "-,-");
  }

  @Test
  default void endsThePasswordLoginOfAnotherCaller() {
    String doras = login(http()).lastSessionCookie().orElseThrow();
    write(with("", doras), "d8");

    assertSees(with("alice", doras), "alice", "-,-");
    assertSees(with("", doras), "anonymous", "-,-");
  }
}
