// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.HeaderOnlyCases.alice;

import org.gatepass.it.Http.Answer;
import org.junit.jupiter.api.Test;

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
  default void endsRememberedLoginsAfterAnHour() {
    assertThat(http().get("/max-age").body()).isEqualTo("PT1H");
  }
}
