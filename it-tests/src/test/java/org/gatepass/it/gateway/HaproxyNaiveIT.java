// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.gatepass.it.client.Http;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.proxy.Haproxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong configurations of HAProxy. */
class HaproxyNaiveIT extends NaiveGateway {
  @Override
  protected Path program() {
    return Haproxy.PROGRAM;
  }

  @Override
  String configuration() {
    return "haproxy-naive.cfg";
  }

  @Override
  protected Gateway start(Path folder, String configuration, Map<Integer, Integer> ports)
      throws IOException, InterruptedException {
    Path naive = Files.createDirectory(folder.resolve("naive"));
    Files.writeString(naive.resolve("10-secret.cfg"), Haproxy.secret());
    Files.writeString(naive.resolve("20-users.cfg"), Haproxy.userlist());
    Files.writeString(naive.resolve("30-naive.cfg"), configuration);
    return Haproxy.start(folder, naive, ports.get(8001), ports.get(8002));
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
  void aControlCharacterIsRejectedByTheServerAlready() {
    // HAProxy passes it on.
    assertThat(at(8002).line("remote-user: carol\u0001").get("/api/whoami").status())
        .isEqualTo(400);
  }

  @Test
  void anUncheckedNameLetsTheClientForgeACaller() {
    assertCarol(at(8003).header("Authorization", WRONG_PASSWORD).get("/api/whoami"));
  }

  @Test
  void aLineBreakInAnUncheckedNameMakesNoHeader() throws InterruptedException {
    Http split =
        at(8003).header("Authorization", GatewayProbes.password("x\r\nremote-user: carol", "x"));

    assertRejected(split, "UNFIT_NAME");
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
  void aConnectionLineThatGoesOnIsRejected() throws InterruptedException {
    assertRejected(dora(8004).header("Connection", "remote-user"), "HEADER_IN_CONNECTION");
  }

  @Test
  void aNameInAdditionToTheClientsIsRejected() throws InterruptedException {
    assertRejected(dora(8005).header("remote-user", "carol"), "REPEATED_HEADER");
    assertDora(dora(8005).get("/api/me"));
  }

  /**
   * A client requests HTTP/2, HAProxy forwards the upgrade and Payara accepts it. From then on the
   * client's requests bypass HAProxy's rules: the client's identity headers arrive, and the secret
   * does not.
   */
  @Test
  void throughATunnelAHeaderIsIgnoredWithoutTheSecret() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(8006) + "/api/whoami"))
            .header("remote-user", "carol")
            .timeout(Duration.ofSeconds(30))
            .build();
    int said = logged();
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"caller\":null");
    }
    awaitRejection("MISSING_SECRET", said);
  }

  @Test
  void anotherSpellingOfAPathIsAnonymous() {
    for (String path : new String[] {"//api/whoami", "/./api/whoami", "/%61pi/whoami"}) {
      assertThat(at(8007).header("remote-user", "carol").get(path).body())
          .as(path)
          .doesNotContain("carol");
    }
    assertThat(at(8007).header("remote-user", "carol").get("/api/whoami").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(ints = {8004, 8005, 8007})
  void theCheckAcceptsWhatTheApplicationIgnores(int named) {
    check(named).assertSafe();
  }

  @Test
  void theCheckFindsEachWayIn() throws IOException {
    check(8002).assertAccepted("remote-user: 200");
    check(8003).assertAccepted("HTTP Basic with a wrong password: 200");
    for (int named : new int[] {8001, 8006}) {
      CheckRun check = check(named);
      assertThat(check.status()).isEqualTo(1);
      // The server may close the tunnel before it answers in it.
      assertThat(check.accepted())
          .singleElement()
          .satisfies(
              request ->
                  assertThat(request)
                      .startsWith("by Upgrade: h2c: 101: requests bypass the proxy"));
    }
    for (int named : new int[] {8004, 8005}) {
      checkWithDora(named).assertAccepted("remote-groups: 200");
    }
  }
}
