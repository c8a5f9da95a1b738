// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gatepass.it.client.Http;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.proxy.AuthenticationServer;
import org.gatepass.it.proxy.Caddy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong configurations of Caddy. */
class CaddyNaiveIT extends NaiveGateway {
  private final AuthenticationServer authentication;

  CaddyNaiveIT() throws IOException {
    authentication = new AuthenticationServer();
  }

  @AfterAll
  void stopAuthentication() {
    authentication.close();
  }

  @Override
  protected Path program() {
    return Caddy.PROGRAM;
  }

  @Override
  String configuration() {
    return "naive.Caddyfile";
  }

  @Override
  protected Gateway start(Path folder, String configuration, Map<Integer, Integer> ports)
      throws IOException, InterruptedException {
    Path naive =
        Files.writeString(
            folder.resolve("Caddyfile"),
            configuration.replace("127.0.0.1:9091", "127.0.0.1:" + authentication.port()));
    Files.writeString(folder.resolve("secret.conf"), Caddy.secret());
    Files.writeString(
        folder.resolve("password.conf"),
        "basicauth bcrypt Application {\n" + Caddy.users() + "}\n");
    return Caddy.start(folder, naive, ports.get(8001), ports.get(8002));
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

  @Test
  void twoNamesAreRejected() throws InterruptedException {
    assertRejected(at(8002).line("remote-user: carol\r\nremote-user: carol"), "REPEATED_HEADER");
  }

  @Test
  void anUnfilledPlaceholderNamesNoCaller() throws InterruptedException {
    int said = logged();
    assertAnonymous(at(8003).header("remote-user", "carol").get("/api/whoami"));
    awaitRejection("PLACEHOLDER", said);
    assertDora(dora(8003).get("/api/me"));
  }

  @Test
  void aGroupsHeaderThatIsNotRemovedMakesACallerAnAdministrator() {
    assertAdministrator(dora(8004));
  }

  @Test
  void anotherSpellingInAdditionToTheNameIsRejected() throws InterruptedException {
    assertRejected(dora(8004).header("Remote_User", "carol"), "ALIAS_HEADER");
    assertRejected(dora(8004).header("Remote.User", "carol"), "ALIAS_HEADER");
  }

  @Test
  void aNameInAdditionToTheClientsIsRejected() throws InterruptedException {
    assertRejected(dora(8005).header("remote-user", "carol"), "REPEATED_HEADER");
    assertDora(dora(8005).get("/api/me"));
  }

  @Test
  void aMissingHeaderOfTheServerNamesNoCaller() throws InterruptedException {
    assertUnauthenticated(
        at(8006).header("Authorization", GatewayProbes.password("bypass", "bypass")),
        "PLACEHOLDER");
  }

  @Test
  void anAuthenticationServerThatReceivesTheClientsHeadersLetsTheClientForgeACaller() {
    assertCarol(at(8006).header("remote-user", "carol").get("/api/me"));
  }

  @Test
  void aConnectionLineMakesACallerAnonymous() {
    assertDora(dora(8006).get("/api/me"));
    assertAnonymous(dora(8006).header("Connection", "remote-user").get("/api/whoami"));
  }

  @Test
  void anAuthenticationServerForSomePathsLetsTheClientForgeACallerOnAllOthers() {
    assertCarol(at(8007).header("remote-user", "carol").get("/api/whoami"));
    assertThat(at(8007).get("/api/me").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(ints = {8001, 8003, 8004, 8005})
  void theCheckAcceptsWhatTheApplicationIgnores(int named) {
    check(named).assertSafe();
  }

  @Test
  void theCheckFindsEachWayIn() throws IOException {
    check(8002).assertAccepted("remote-user: 200");
    check(8006).assertAccepted("remote-user: 200");
    check(8007).assertAccepted("another path: /api/me;x=1: 200");
    checkOf(8007, "/api/diagnostics").assertAccepted("remote-user: 200");
    for (int named : new int[] {8004, 8005}) {
      checkWithDora(named).assertAccepted("remote-groups: 200");
    }
  }
}
