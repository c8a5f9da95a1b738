// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gatepass.it.client.Http;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.proxy.Apache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong configurations of Apache httpd. */
class ApacheNaiveIT extends NaiveGateway {
  @Override
  protected Path program() {
    return Apache.PROGRAM;
  }

  @Override
  String configuration() {
    return "apache-naive.conf";
  }

  @Override
  protected Gateway start(Path folder, String configuration, Map<Integer, Integer> ports)
      throws IOException, InterruptedException {
    Path sites = Files.createDirectory(folder.resolve("sites-enabled"));
    Files.writeString(sites.resolve("naive.conf"), configuration);
    Files.writeString(
        folder.resolve("secret.conf"),
        "RequestHeader set X-Gateway-Secret \"" + GatewayDemo.SECRET + "\"\n");
    Files.writeString(
        folder.resolve("password.conf"),
        "AuthType Basic\nAuthName Application\nAuthUserFile .htpasswd\nRequire valid-user\n");
    Files.writeString(folder.resolve(".htpasswd"), GatewayProbes.HTPASSWD);
    return Apache.start(folder, ports.get(8001), ports.get(8002), ports.values());
  }

  private Http dora(int named) {
    return at(named).header("Authorization", DORAS_PASSWORD);
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

  @ParameterizedTest
  @ValueSource(strings = {"remote-user: dora\r\nremote-user: carol", "remote-user: carol, dora"})
  void twoNamesAreRejectedAsAnUnknownName(String lines) throws InterruptedException {
    assertRejected(at(8002).line(lines), "UNFIT_NAME");
  }

  @Test
  void theNameOfTheVariableNamesNoCaller() throws InterruptedException {
    assertUnauthenticated(dora(8003).header("remote-user", "carol"), "PLACEHOLDER");
  }

  @Test
  void anotherSpellingInAdditionToTheNameIsRejected() throws InterruptedException {
    assertRejected(dora(8004).header("Remote_User", "carol"), "ALIAS_HEADER");
    assertRejected(dora(8004).header("Remote.User", "carol"), "ALIAS_HEADER");
  }

  @Test
  void aConnectionLineMakesACallerAnonymous() throws InterruptedException {
    assertAnonymous(dora(8004).header("Connection", "remote-user").get("/api/whoami"));
    assertUnauthenticated(dora(8004).header("Connection", "x-gateway-secret"), "MISSING_SECRET");
  }

  @Test
  void aGroupsHeaderThatIsNotRemovedMakesACallerAnAdministrator() {
    assertAdministrator(dora(8004));
  }

  @Test
  void aNameInAdditionToTheClientsIsRejected() throws InterruptedException {
    assertRejected(dora(8005).header("remote-user", "carol"), "REPEATED_HEADER");
    assertRejected(dora(8006).header("remote-user", "carol"), "UNFIT_NAME");
    assertDora(dora(8005).get("/api/me"));
    assertDora(dora(8006).get("/api/me"));
  }

  @Test
  void aNameThatIsSetOnSomePathsLetsTheClientForgeACallerOnAllOthers() {
    assertCarol(at(8007).header("remote-user", "carol").get("/api/whoami"));
    assertThat(at(8007).header("remote-user", "carol").get("/api/me").status()).isEqualTo(401);
    assertDora(dora(8007).header("remote-user", "carol").get("/api/me"));
  }

  @ParameterizedTest
  @ValueSource(ints = {8001, 8003, 8004, 8005, 8006})
  void theCheckAcceptsWhatTheApplicationIgnores(int named) {
    check(named).assertSafe();
  }

  @Test
  void theCheckFindsEachWayIn() throws IOException {
    check(8002).assertAccepted("remote-user: 200");
    check(8007).assertAccepted("another path: /api/me;x=1: 200");
    checkOf(8007, "/api/diagnostics").assertAccepted("remote-user: 200");
    for (int named : new int[] {8004, 8005, 8006}) {
      checkWithDora(named).assertAccepted("remote-groups: 200");
    }
  }
}
