// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** {@code deploy/nginx/basic.conf}: nginx checks the passwords itself. */
class NginxBasicIT extends GatewayProbes {
  @Override
  Path program() {
    return Nginx.PROGRAM;
  }

  @Override
  Gateway start(Path folder, int applicationPort) throws IOException, InterruptedException {
    return Nginx.start("basic.conf", folder, applicationPort, Map.of());
  }
}
