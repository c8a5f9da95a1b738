// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** {@code deploy/nginx/auth-request.conf}: nginx asks an authentication server. */
class NginxAuthRequestIT extends AuthenticationServerProbes {
  NginxAuthRequestIT() throws IOException {}

  @Override
  Path program() {
    return Nginx.PROGRAM;
  }

  @Override
  Gateway start(Path folder, int applicationPort) throws IOException, InterruptedException {
    return Nginx.start(
        "auth-request.conf",
        folder,
        applicationPort,
        Map.of("server 127.0.0.1:9091;", "server 127.0.0.1:" + authentication.port() + ";"));
  }
}
