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

/** {@code deploy/apache/authentication-server.conf}: Apache httpd with an authentication server. */
class ApacheAuthenticationServerIT extends AuthenticationServerProbes {
  ApacheAuthenticationServerIT() throws IOException {}

  @Override
  Path program() {
    return Apache.PROGRAM;
  }

  @Override
  Gateway start(Path folder, int applicationPort) throws IOException, InterruptedException {
    return start(folder, applicationPort, Map.of());
  }

  @Override
  Gateway startWithRules(Path folder, int applicationPort, int otherPort)
      throws IOException, InterruptedException {
    return start(folder, applicationPort, Apache.rules(otherPort), otherPort);
  }

  private Gateway start(
      Path folder, int applicationPort, Map<String, String> rules, Integer... morePorts)
      throws IOException, InterruptedException {
    Map<String, String> additions = new LinkedHashMap<>(rules);
    additions.put("127.0.0.1:9091", "127.0.0.1:" + authentication.port());
    additions.put("https://auth.example.org/logout", signOutPage());
    return Apache.start(
        folder, "authentication-server.conf", applicationPort, additions, Map.of(), morePorts);
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
                Map.of(
                    "RequestHeader unset Remote-User early\n",
                    "",
                    "FORWARDED = { ",
                    "FORWARDED = { \"Remote-User\", "))) {
      to(naive).header("remote-user", "carol").get(CALLERS_PATH);

      assertThat(application.taken())
          .singleElement()
          .satisfies(head -> assertThat(head.values("remote-user")).containsExactly("carol"));
    }
  }
}
