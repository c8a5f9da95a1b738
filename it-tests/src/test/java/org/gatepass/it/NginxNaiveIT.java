// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gatepass.it.Http.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * nginx as it must not be configured: where the secret still keeps a client out, and where nothing
 * in the application can. The latter are the warnings of docs/gateways/nginx.md.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NginxNaiveIT {
  private static final String WRONG_PASSWORD = GatewayProbes.password("carol", "wrong");

  private final Map<Integer, Integer> ports = new HashMap<>();
  private PayaraMicro server;
  private Gateway gateway;

  @BeforeAll
  void startAll(@TempDir Path folder) throws IOException, InterruptedException {
    assumeTrue(
        "payara-micro".equals(System.getProperty("arquillian.launch")),
        "It starts Payara Micro itself, which the other servers' runs don't fetch.");
    Gateway.assumeInstalled(Nginx.PROGRAM);
    server = PayaraMicro.start(folder, GatewayProbes.SETTINGS);
    server.awaitDemo();
    String naive =
        Files.readString(
            Path.of(System.getProperty("it.resources"), "gateways", "nginx-naive.conf"));
    naive = naive.replace("127.0.0.1:8080", "127.0.0.1:" + server.http().port());
    for (int named = 8001; named <= 8005; named++) {
      ports.put(named, PayaraMicro.freePort());
      naive = naive.replace("listen " + named, "listen 127.0.0.1:" + ports.get(named));
    }
    Files.createDirectory(folder.resolve("conf.d"));
    Files.writeString(folder.resolve("conf.d").resolve("naive.conf"), naive);
    Files.writeString(
        folder.resolve("secret.conf"),
        "proxy_set_header X-Gateway-Secret \"" + GatewayProbes.SECRET + "\";\n");
    Files.writeString(folder.resolve(".htpasswd"), GatewayProbes.HTPASSWD);
    gateway = Nginx.start(folder, ports.get(8001), ports.get(8002));
  }

  @AfterAll
  void stopAll() {
    if (gateway != null) {
      gateway.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private Http at(int named) {
    return new Http(ports.get(named), "");
  }

  private static void assertAnonymous(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().isNull("caller")).isTrue();
  }

  private static void assertCarol(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo("carol");
  }

  @Test
  void withoutTheSecretAForwardedHeaderCountsForNothingAndTheLogSaysSo()
      throws InterruptedException {
    Http liar = at(8001).header("remote-user", "carol");

    assertAnonymous(liar.get("/api/whoami"));
    assertThat(liar.get("/api/me").status()).isEqualTo(401);
    server.awaitInLog("Refused request: MISSING_SECRET, peer 127.0.0.1");
  }

  @Test
  void withAGuessedSecretItCountsForNothingEither() throws InterruptedException {
    assertAnonymous(
        at(8001)
            .header("remote-user", "carol")
            .header("x-gateway-secret", "guess")
            .get("/api/whoami"));
    server.awaitInLog("Refused request: WRONG_SECRET, peer 127.0.0.1");
  }

  @Test
  void aSecretBesideTheClientsHeadersMakesTheClientWhomItLikes() {
    assertCarol(at(8002).header("remote-user", "carol").get("/api/whoami"));
  }

  @Test
  void anUncheckedNameMakesTheClientWhomItLikes() {
    assertCarol(at(8003).header("Authorization", WRONG_PASSWORD).get("/api/whoami"));
  }

  @Test
  void aGroupsHeaderThatIsNotRemovedMakesACallerAnAdministrator() {
    Answer answer =
        at(8004)
            .header("Authorization", GatewayProbes.password("dora", "dora-gate-1"))
            .header("remote-groups", "idp-admins")
            .get("/api/whoami");

    assertThat(answer.json().getString("caller")).isEqualTo("dora");
    assertThat(answer.json().getJsonArray("groups").toString()).contains("administrator");
  }

  @Test
  void headersOfTheServerAreLostInALocationWithItsOwnAndTheSecretWithThem() {
    assertAnonymous(at(8005).header("remote-user", "carol").get("/api/whoami"));
  }
}
