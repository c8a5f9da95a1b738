// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.proxy.Haproxy;
import org.junit.jupiter.api.Test;

/** {@code deploy/haproxy/authentication-server}: HAProxy with an authentication server. */
class HaproxyAuthenticationServerIT extends ScriptedServerProbes {
  HaproxyAuthenticationServerIT() throws IOException {}

  @Override
  protected Path program() {
    return Haproxy.PROGRAM;
  }

  @Override
  Map<String, String> rules(int otherPort) {
    return Haproxy.rules(otherPort);
  }

  @Override
  Gateway startRecipe(
      Path folder, int applicationPort, Map<String, String> changes, Integer... morePorts)
      throws IOException, InterruptedException {
    return Haproxy.start("authentication-server", folder, applicationPort, changes);
  }

  @Override
  Map<String, String> mistakes() {
    return Map.of("FORWARDED = { ", "FORWARDED = { \"remote-user\", ");
  }

  @Test
  void holdsARuleForACallerAfterItsOwn() {
    assertThat(callerForwarded(withRules("alice"), "/api/alice-last")).contains("alice");
    assertThat(withRules("bob").get("/api/alice-last").status()).isEqualTo(403);
    assertThat(forwarded()).isEmpty();
  }
}
