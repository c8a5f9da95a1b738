// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.header.HeaderOnlyCases.alice;

import org.gatepass.it.answer.CacheCases;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application without accounts that remembers callers. */
interface HeaderOnlyPersistentCases extends HeaderOnlyCases {
  @Test
  default void remembersTheCallerAndTheGroupsInThePersistentApplication() {
    Answer login = alice(http()).get("/protected");
    assertThat(login.body()).isEqualTo("alice [user] true HEADER alice@example.org");
    String cookie = login.lastSessionCookie().orElseThrow();

    Http later = http().header("Cookie", cookie);

    assertThat(later.get("/protected").body()).isEqualTo("alice [user] true SESSION -");
    assertThat(later.get("/users").status()).isEqualTo(200);
    assertThat(later.from(Http.UNTRUSTED).get("/protected").status()).isEqualTo(401);
  }

  @Test
  default void forbidsStoringAFileWithTheCookieOfALogin() {
    Answer login = alice(http()).get("/file.svg");
    String cookie = login.lastSessionCookie().orElseThrow();
    Answer later = alice(http()).header("Cookie", cookie).get("/file.svg");

    // Liberty adds to it where a cookie is set.
    assertThat(login.header("cache-control").orElseThrow()).startsWith("private, no-store");
    assertThat(later.header("set-cookie")).isEmpty();
    assertThat(later.header("cache-control")).contains(CacheCases.ofAFile());
  }

  /** WildFly adds the cookie of a new session to the headers when it sends them. */
  @ParameterizedTest
  @ValueSource(strings = {"", "a"})
  default void forbidsStoringAFileWithTheCookieOfANewSession(String unknownId) {
    Answer login = alice(http()).header("Cookie", "JSESSIONID=" + unknownId).get("/file.svg");

    assertThat(login.lastSessionCookie()).isPresent();
    assertThat(login.header("cache-control").orElseThrow()).startsWith("private, no-store");
  }

  @Test
  default void endsRememberedLoginsAfterAnHour() {
    assertThat(http().get("/max-age").body()).isEqualTo("PT1H");
  }
}
