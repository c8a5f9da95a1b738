// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.proxy.Caddy;

/** {@code deploy/caddy/forward-auth.Caddyfile}: Caddy with an authentication server. */
class CaddyForwardAuthIT extends AuthenticationServerProbes {
  CaddyForwardAuthIT() throws IOException {}

  @Override
  protected Path program() {
    return Caddy.PROGRAM;
  }

  @Override
  Map<String, String> rules(int otherPort) {
    return Caddy.rules(otherPort);
  }

  @Override
  Gateway startRecipe(
      Path folder, int applicationPort, Map<String, String> changes, Integer... morePorts)
      throws IOException, InterruptedException {
    return Caddy.start("forward-auth.Caddyfile", folder, applicationPort, changes);
  }
}
