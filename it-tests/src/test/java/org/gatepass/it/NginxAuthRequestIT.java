// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code deploy/nginx/auth-request.conf}: nginx with an authentication server. */
class NginxAuthRequestIT extends AuthenticationServerProbes implements NginxRules {
  NginxAuthRequestIT() throws IOException {}

  @Override
  Path program() {
    return Nginx.PROGRAM;
  }

  @Override
  Gateway start(Path folder, int applicationPort) throws IOException, InterruptedException {
    return start(folder, applicationPort, Map.of());
  }

  @Override
  Gateway startWithRules(Path folder, int applicationPort, int otherPort)
      throws IOException, InterruptedException {
    return start(
        folder, applicationPort, Nginx.rules("caller-auth-request", "auth_request", otherPort));
  }

  private Gateway start(Path folder, int applicationPort, Map<String, String> rules)
      throws IOException, InterruptedException {
    Map<String, String> additions = new LinkedHashMap<>(rules);
    additions.put("server 127.0.0.1:9091;", "server 127.0.0.1:" + authentication.port() + ";");
    additions.put("https://auth.example.org/logout", signOutPage());
    return Nginx.start("auth-request.conf", folder, applicationPort, additions);
  }
}
