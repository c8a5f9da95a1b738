// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.proxy.Nginx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong configurations of nginx. */
class NginxNaiveIT extends NaiveGateway {
  @Override
  protected Path program() {
    return Nginx.PROGRAM;
  }

  @Override
  String configuration() {
    return "nginx-naive.conf";
  }

  @Override
  protected Gateway start(Path folder, String configuration, Map<Integer, Integer> ports)
      throws IOException, InterruptedException {
    Files.createDirectory(folder.resolve("conf.d"));
    Files.writeString(folder.resolve("conf.d").resolve("naive.conf"), configuration);
    Files.writeString(
        folder.resolve("secret.conf"),
        "proxy_set_header X-Gateway-Secret \"" + GatewayDemo.SECRET + "\";\n");
    Files.writeString(folder.resolve(".htpasswd"), GatewayProbes.HTPASSWD);
    return Nginx.start(folder, ports.get(8001), ports.get(8002));
  }

  @Test
  void withoutTheSecretAForwardedHeaderIsIgnored() throws InterruptedException {
    assertUnauthenticated(at(8001).header("remote-user", "carol"), "MISSING_SECRET");
  }

  @Test
  void withAGuessedSecretAForwardedHeaderIsIgnored() throws InterruptedException {
    assertUnauthenticated(
        at(8001).header("remote-user", "carol").header("x-gateway-secret", "guess"),
        "WRONG_SECRET");
  }

  @Test
  void aSecretWithTheClientsHeadersLetsTheClientForgeACaller() {
    assertCarol(at(8002).header("remote-user", "carol").get("/api/whoami"));
  }

  @Test
  void anUncheckedNameLetsTheClientForgeACaller() {
    assertCarol(at(8003).header("Authorization", WRONG_PASSWORD).get("/api/whoami"));
  }

  @Test
  void aGroupsHeaderThatIsNotRemovedMakesACallerAnAdministrator() {
    assertAdministrator(at(8004).header("Authorization", DORAS_PASSWORD));
  }

  @Test
  void headersOfTheServerAreLostInALocationWithItsOwnAndTheSecretWithThem()
      throws InterruptedException {
    assertUnauthenticated(at(8005).header("remote-user", "carol"), "MISSING_SECRET");
  }

  @ParameterizedTest
  @ValueSource(ints = {8001, 8005})
  void theCheckAcceptsWhatTheApplicationIgnores(int named) {
    check(named).assertSafe();
  }

  @Test
  void theCheckFindsEachWayIn() throws IOException {
    check(8002).assertAccepted("remote-user: 200");
    check(8003).assertAccepted("HTTP Basic with a wrong password: 200");
    check(8004).assertSafe();
    checkWithDora(8004).assertAccepted("remote-groups: 200");
  }
}
