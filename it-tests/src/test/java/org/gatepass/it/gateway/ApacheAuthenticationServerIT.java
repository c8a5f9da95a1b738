// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.proxy.Apache;

/** {@code deploy/apache/authentication-server.conf}: Apache httpd with an authentication server. */
class ApacheAuthenticationServerIT extends ScriptedServerProbes {
  ApacheAuthenticationServerIT() throws IOException {}

  @Override
  protected Path program() {
    return Apache.PROGRAM;
  }

  @Override
  Map<String, String> rules(int otherPort) {
    return Apache.rules(otherPort);
  }

  @Override
  Gateway startRecipe(
      Path folder, int applicationPort, Map<String, String> changes, Integer... morePorts)
      throws IOException, InterruptedException {
    return Apache.start(
        folder, "authentication-server.conf", applicationPort, changes, Map.of(), morePorts);
  }

  @Override
  Map<String, String> mistakes() {
    return Map.of(
        "RequestHeader unset Remote-User early\n",
        "",
        "FORWARDED = { ",
        "FORWARDED = { \"Remote-User\", ");
  }
}
