// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.proxy.Haproxy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code deploy/haproxy}: HAProxy checks the passwords itself. */
@Tag("gateways")
class HaproxyBasicIT extends GatewayProbes {
  @Override
  protected Path program() {
    return Haproxy.PROGRAM;
  }

  @Override
  protected Gateway start(Path folder, int applicationPort)
      throws IOException, InterruptedException {
    return Haproxy.start("gatepass", folder, applicationPort, Map.of());
  }

  @Override
  protected Gateway startWithRules(Path folder, int applicationPort, int otherPort)
      throws IOException, InterruptedException {
    return Haproxy.start("gatepass", folder, applicationPort, Haproxy.rules(otherPort));
  }

  @Test
  void holdsARuleForACallerAfterItsOwn() {
    assertThat(callerForwarded(withRules("alice"), "/api/alice-last")).contains("alice");
    assertThat(withRules("bob").get("/api/alice-last").status()).isEqualTo(403);
    assertThat(forwarded()).isEmpty();
  }
}
