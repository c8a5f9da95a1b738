// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/haproxy/authentication-server}: HAProxy with an authentication server. */
class HaproxyAuthenticationServerIT extends AuthenticationServerProbes {
  HaproxyAuthenticationServerIT() throws IOException {}

  @Override
  Path program() {
    return Haproxy.PROGRAM;
  }

  @Override
  Gateway start(Path folder, int applicationPort) throws IOException, InterruptedException {
    return start(folder, applicationPort, Map.of());
  }

  @Override
  Gateway startWithRules(Path folder, int applicationPort, int otherPort)
      throws IOException, InterruptedException {
    return start(folder, applicationPort, Haproxy.rules(otherPort));
  }

  private Gateway start(Path folder, int applicationPort, Map<String, String> rules)
      throws IOException, InterruptedException {
    Map<String, String> additions = new LinkedHashMap<>(rules);
    additions.put("127.0.0.1:9091", "127.0.0.1:" + authentication.port());
    additions.put("https://auth.example.org/logout", signOutPage());
    return Haproxy.start("authentication-server", folder, applicationPort, additions);
  }

  @Test
  void holdsARuleForACallerAfterItsOwn() {
    assertThat(callerForwarded(withRules("alice"), "/api/alice-last")).contains("alice");
    assertThat(withRules("bob").get("/api/alice-last").status()).isEqualTo(403);
    assertThat(forwarded()).isEmpty();
  }

  @Override
  List<String> faults() {
    return List.of("error", "missing", "cut", "twice", "hanging");
  }

  /** A careless server trusts a caller who is named in the request. */
  @Test
  void namesTheClientsCallerIfTheServerGetsTheClientsHeader(
      @TempDir Path temporary, GatewayDemo demo) throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("naive"));
    demo.writeCertificate(folder);
    try (Upstream application = new Upstream();
        Gateway naive =
            start(
                folder,
                application.port(),
                Map.of("FORWARDED = { ", "FORWARDED = { \"remote-user\", "))) {
      to(naive).header("remote-user", "carol").get(CALLERS_PATH);

      assertThat(application.taken())
          .singleElement()
          .satisfies(head -> assertThat(head.values("remote-user")).containsExactly("carol"));
    }
  }
}
