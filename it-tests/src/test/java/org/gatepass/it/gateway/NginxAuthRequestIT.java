// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.proxy.Nginx;
import org.gatepass.it.proxy.NginxRules;

/** {@code deploy/nginx/auth-request.conf}: nginx with an authentication server. */
class NginxAuthRequestIT extends AuthenticationServerProbes implements NginxRules {
  NginxAuthRequestIT() throws IOException {}

  @Override
  protected Path program() {
    return Nginx.PROGRAM;
  }

  @Override
  Map<String, String> rules(int otherPort) {
    return Nginx.rules("caller-auth-request", "auth_request", otherPort);
  }

  @Override
  Gateway startRecipe(
      Path folder, int applicationPort, Map<String, String> changes, Integer... morePorts)
      throws IOException, InterruptedException {
    return Nginx.start("auth-request.conf", folder, applicationPort, changes);
  }
}
