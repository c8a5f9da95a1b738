// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatepass.it.client.Http;
import org.junit.jupiter.api.Test;

/**
 * Apache httpd authenticates alice, and sends her name as an AJP attribute. Gatepass reads headers
 * only.
 */
interface AjpCallerCases {
  /** A client of the application, with alice's password for httpd. */
  Http aliceAtApache();

  @Test
  default void ignoresTheCallerOfAjp() {
    assertThat(aliceAtApache().get("/open").body()).isEqualTo("anonymous");
    assertThat(aliceAtApache().get("/protected").status()).isEqualTo(401);
    Http trusted = RewrittenAddressCases.withSecret(aliceAtApache());
    assertThat(trusted.get("/open").body()).isEqualTo("anonymous");
    assertThat(trusted.get("/protected").status()).isEqualTo(401);
  }

  @Test
  default void acceptsTheHeadersCallerInsteadOfAjps() {
    Http bob = RewrittenAddressCases.withSecret(aliceAtApache()).header("remote-user", "bob");

    assertThat(bob.get("/open").body()).isEqualTo("bob [] false HEADER -");
    assertThat(bob.get("/protected").body()).isEqualTo("bob [] false HEADER -");
  }
}
