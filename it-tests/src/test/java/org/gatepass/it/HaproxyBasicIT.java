// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import java.io.IOException;
import java.nio.file.Path;

/** {@code deploy/haproxy}: HAProxy checks the passwords itself. */
class HaproxyBasicIT extends GatewayProbes {
  @Override
  Path program() {
    return Haproxy.PROGRAM;
  }

  @Override
  Gateway start(Path folder, int applicationPort) throws IOException, InterruptedException {
    return Haproxy.start(folder, applicationPort);
  }
}
