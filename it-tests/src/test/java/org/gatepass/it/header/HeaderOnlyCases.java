// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.header;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatepass.it.client.Http;
import org.junit.jupiter.api.Test;

/** An application without accounts: it admits each caller named by a trusted proxy. */
interface HeaderOnlyCases {
  /** A client of the application, from the trusted address. */
  Http http();

  /** The same with what the proxy adds to a request of alice. */
  static Http alice(Http client) {
    return client
        .header("remote-user", "alice")
        .header("remote-groups", "staff, guests")
        .header("remote-email", "alice@example.org");
  }

  @Test
  default void admitsEachCallerThatATrustedProxyNames() {
    assertThat(alice(http()).get("/protected").body())
        .isEqualTo("alice [user] true HEADER alice@example.org");
    assertThat(http().header("remote-user", "seen-never-before").get("/protected").body())
        .isEqualTo("seen-never-before [] false HEADER -");
  }

  @Test
  default void givesOnlyTheGroupsOfTheMapping() {
    assertThat(alice(http()).get("/users").status()).isEqualTo(200);
    assertThat(
            http()
                .header("remote-user", "alice")
                .header("remote-groups", "user")
                .get("/users")
                .status())
        .isEqualTo(403);
  }

  @Test
  default void challengesRequestsWithoutATrustedHeader() {
    assertThat(http().get("/protected").status()).isEqualTo(401);
    assertThat(alice(http().from(Http.UNTRUSTED)).get("/protected").status()).isEqualTo(401);
    assertThat(alice(http().from(Http.UNTRUSTED)).get("/open").body()).isEqualTo("anonymous");
    assertThat(alice(http()).header("remote-user", "bob").get("/open").status()).isEqualTo(400);
  }
}
