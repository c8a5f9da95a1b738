// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.proxy.Caddy;
import org.junit.jupiter.api.Tag;

/** {@code deploy/caddy/basic.Caddyfile}: Caddy checks the passwords itself. */
@Tag("gateways")
class CaddyBasicIT extends GatewayProbes {
  @Override
  protected Path program() {
    return Caddy.PROGRAM;
  }

  @Override
  protected Gateway start(Path folder, int applicationPort)
      throws IOException, InterruptedException {
    return Caddy.start("basic.Caddyfile", folder, applicationPort, Map.of());
  }

  @Override
  protected Gateway startWithRules(Path folder, int applicationPort, int otherPort)
      throws IOException, InterruptedException {
    return Caddy.start("basic.Caddyfile", folder, applicationPort, Caddy.rules(otherPort));
  }
}
