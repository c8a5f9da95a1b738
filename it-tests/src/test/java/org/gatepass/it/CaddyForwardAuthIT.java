// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code deploy/caddy/forward-auth.Caddyfile}: Caddy with an authentication server. */
class CaddyForwardAuthIT extends AuthenticationServerProbes {
  CaddyForwardAuthIT() throws IOException {}

  @Override
  Path program() {
    return Caddy.PROGRAM;
  }

  @Override
  Gateway start(Path folder, int applicationPort) throws IOException, InterruptedException {
    return start(folder, applicationPort, Map.of());
  }

  @Override
  Gateway startWithRules(Path folder, int applicationPort, int otherPort)
      throws IOException, InterruptedException {
    return start(folder, applicationPort, Caddy.rules(otherPort));
  }

  private Gateway start(Path folder, int applicationPort, Map<String, String> rules)
      throws IOException, InterruptedException {
    Map<String, String> additions = new LinkedHashMap<>(rules);
    additions.put(
        "forward_auth 127.0.0.1:9091 {", "forward_auth 127.0.0.1:" + authentication.port() + " {");
    additions.put("https://auth.example.org/logout", signOutPage());
    return Caddy.start("forward-auth.Caddyfile", folder, applicationPort, additions);
  }
}
