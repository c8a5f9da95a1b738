// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions where each request needs the header, also for public resources. */
interface OwnSessionHeaderOnlyCases {
  /** A client of the application, from the trusted address. */
  Http http();

  @ParameterizedTest
  @CsvSource({
    Http.TRUSTED + ", /session/read",
    Http.TRUSTED + ", /session/async",
    Http.TRUSTED + ", /session/error",
    Http.TRUSTED + ", /protected/read",
    Http.UNTRUSTED + ", /session/read",
    Http.UNTRUSTED + ", /protected/read"
  })
  default void keepsTheSessionWhereTheHeaderIsMissing(String peer, String path) {
    Http alice = http().header("remote-user", "alice");
    Answer written = alice.get("/session/write?note=h1");
    String cookie = written.lastSessionCookie().orElseThrow();

    Answer missing = http().from(peer).header("Cookie", cookie).get(path);

    assertThat(missing.status()).isEqualTo(401);
    assertThat(missing.body()).doesNotContain("h1");
    assertThat(missing.header("set-cookie")).isEmpty();
    Answer again = alice.header("Cookie", cookie).get("/protected/read");
    assertThat(again.header("x-caller")).contains("alice");
    assertThat(again.body()).isEqualTo("h1,h1");
  }
}
