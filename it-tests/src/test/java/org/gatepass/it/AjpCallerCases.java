// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Apache httpd has logged alice in, and passes her name on as an attribute of the protocol AJP.
 * Gatepass reads headers alone.
 */
interface AjpCallerCases {
  /** A client of the application, with alice's password for httpd. */
  Http aliceAtApache();

  @Test
  default void takesNoCallerFromTheProtocol() {
    assertThat(aliceAtApache().get("/open").body()).isEqualTo("anonymous");
    assertThat(aliceAtApache().get("/protected").status()).isEqualTo(401);
  }

  @Test
  default void takesTheCallerOfTheHeaderBesideTheProtocols() {
    Http bob = RewrittenAddressCases.withSecret(aliceAtApache()).header("remote-user", "bob");

    assertThat(bob.get("/open").body()).isEqualTo("bob [] false HEADER -");
    assertThat(bob.get("/protected").body()).isEqualTo("bob [] false HEADER -");
  }
}
