// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import java.io.IOException;
import java.nio.file.Path;

/** {@code deploy/apache/basic.conf}: Apache httpd checks the passwords itself. */
class ApacheBasicIT extends GatewayProbes {
  @Override
  Path program() {
    return Apache.PROGRAM;
  }

  @Override
  Gateway start(Path folder, int applicationPort) throws IOException, InterruptedException {
    return Apache.start(folder, applicationPort);
  }
}
