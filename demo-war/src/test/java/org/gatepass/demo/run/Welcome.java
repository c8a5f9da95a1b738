// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.run;

import java.net.URI;

/**
 * The text that the console shows when the demo is up.
 *
 * @param people the gateway's address
 * @param direct the application's own address
 * @param data the directory of the demo
 */
record Welcome(URI people, URI direct, DemoData data) {
  String text() {
    StringBuilder logins = new StringBuilder();
    for (SampleLogin login : SampleLogin.ALL) {
      logins.append(
          "  %-8s  %-14s  %s%n".formatted(login.name(), login.password(), login.whatHappens()));
    }
    return """

        The demo is up.

          %1$s
              through the gateway, anonymous
          %1$ssso-login?next=/
              the same, after a login at the gateway
          %2$s
              the application itself, past the gateway: Gatepass ignores every caller header here

        At the gateway:
        %3$s
        At %1$slogin, without a login at the gateway:
          dora      dora-secret-1   is logged in by password
          admin     see the file    %4$s

        Try:
          curl -u alice:alice-gate-1 %1$sapi/me
          curl -i -H 'remote-user: alice' %2$sapi/me
              401: every client can send that header, but only the gateway has the secret

        Accounts, secrets and the server's log are in %5$s
        Delete that directory to begin anew. Ctrl-C stops the demo.
        """
        .formatted(people, direct, logins, data.adminPasswordFile(), data.directory());
  }
}
