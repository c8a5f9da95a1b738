// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code deploy/haproxy}: HAProxy checks the passwords itself. */
@Tag("gateways")
class HaproxyBasicIT extends GatewayProbes {
  @Override
  Path program() {
    return Haproxy.PROGRAM;
  }

  @Override
  Gateway start(Path folder, int applicationPort) throws IOException, InterruptedException {
    return Haproxy.start(folder, applicationPort, Map.of());
  }

  /** "allow" ends the rules of its section. */
  @Override
  Gateway startWithRules(Path folder, int applicationPort, int otherPort)
      throws IOException, InterruptedException {
    return Haproxy.start(
        folder,
        applicationPort,
        Map.of(
            "  default_backend gatepass-application\n",
            """
              acl inside path_reg -i ^/+(admin|inside|api/inside)([/;]|$)
              http-request deny if inside !{ src 192.0.2.1 }
              http-request allow
              default_backend gatepass-application

            frontend other from gatepass
              bind 127.0.0.1:%d ssl crt /etc/haproxy/gatepass/certificate.pem
              default_backend gatepass-application
            """
                .formatted(otherPort),
            "  server application 127.0.0.1:8080",
            "  http-request deny if { path_beg -i /api/alice-last }"
                + " !{ var(txn.caller) -m str alice }\n  server application 127.0.0.1:8080"));
  }

  @Test
  void holdsARuleForACallerAfterItsOwn() {
    assertThat(callerForwarded(withRules("alice"), "/api/alice-last")).contains("alice");
    assertThat(withRules("bob").get("/api/alice-last").status()).isEqualTo(403);
    assertThat(forwarded()).isEmpty();
  }
}
