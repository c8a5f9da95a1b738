// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** {@code deploy/caddy/forward-auth.Caddyfile}: Caddy asks an authentication server. */
class CaddyForwardAuthIT extends AuthenticationServerProbes {
  CaddyForwardAuthIT() throws IOException {}

  @Override
  Path program() {
    return Caddy.PROGRAM;
  }

  @Override
  Gateway start(Path folder, int applicationPort) throws IOException, InterruptedException {
    return Caddy.start(
        "forward-auth.Caddyfile",
        folder,
        applicationPort,
        Map.of(
            "forward_auth 127.0.0.1:9091 {",
            "forward_auth 127.0.0.1:" + authentication.port() + " {"));
  }
}
