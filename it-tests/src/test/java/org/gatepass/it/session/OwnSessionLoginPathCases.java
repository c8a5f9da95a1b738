// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions where header callers log in on some paths and are remembered elsewhere. */
interface OwnSessionLoginPathCases {
  /** A client of the application, from the trusted address. */
  Http http();

  private Http named(String caller, String cookie) {
    Http client = http().header("Cookie", cookie);
    return caller.isEmpty() ? client : client.header("remote-user", caller);
  }

  private String alices(String note) {
    return named("alice", "theme=dark")
        .get("/session/write?note=" + note)
        .lastSessionCookie()
        .orElseThrow();
  }

  private static void assertSees(Answer answer, String caller, String note) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("x-caller")).contains(caller);
    assertThat(answer.body()).isEqualTo(note);
  }

  @ParameterizedTest
  @CsvSource({
    "read, 'l1,l1'",
    "bean, l1",
    "injected, 'l1,l1'",
    "forward, 'l1,l1'",
    "include, 'l1,l1'",
    "thread, l1"
  })
  default void keepsTheSessionWhereAHeaderNamesItsCallerElsewhere(String way, String seen) {
    OwnSessionCases.assumeThreadsLeaveNothing(way);
    String cookie = alices("l1");

    assertSees(named("alice", cookie).get("/session/" + way), "alice", seen);
    assertSees(named("", cookie).get("/session/" + way), "alice", seen);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/session/read",
        "/session/none",
        "/session/async",
        "/session/error",
        "/protected/read",
        "/session/talk?cid=1"
      })
  default void endsTheSessionWhereAHeaderNamesAnotherCallerElsewhere(String path) {
    for (String other : new String[] {"carol", "bob", "mallory"}) {
      String cookie = alices("l2");

      Answer contradicted = named(other, cookie).get(path);

      assertThat(contradicted.status()).isEqualTo(401);
      assertThat(contradicted.body()).doesNotContain("l2");
      assertSees(named("", cookie).get("/session/read"), "anonymous", "-,-");
      assertSees(named("alice", cookie).get("/session/read"), "anonymous", "-,-");
    }
  }

  @Test
  default void startsAnEmptySessionForAnotherCallerOnALoginPath() {
    String alices = alices("l3");

    Answer login = named("carol", alices).get("/session/write?note=c3");

    String carols = login.lastSessionCookie().orElseThrow();
    assertThat(carols).isNotEqualTo(alices);
    assertSees(named("", carols).get("/session/read"), "carol", "c3,c3");
    assertSees(named("", alices).get("/session/read"), "anonymous", "-,-");
  }
}
