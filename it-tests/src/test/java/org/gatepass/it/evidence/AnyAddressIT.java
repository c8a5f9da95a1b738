// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The demo behind proxies of any address, with the settings of an operator. */
@Tag("thorough")
@EnabledIfSystemProperty(
    named = "arquillian.launch",
    matches = "payara-micro",
    disabledReason = "It starts Payara Micro itself, which the other servers' runs don't fetch.")
class AnyAddressIT {
  private static final String SECRET = "any-5f0c7be2a94d4d1c8e63-5f0c7be2a94d4d1c8e63";

  @TempDir static Path folder;

  private static ServerProcess server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server =
        PayaraMicro.start(
            folder,
            Map.of(
                "GATEPASS_TRUSTED_PROXIES", "any",
                "GATEPASS_SHARED_SECRET_HEADER", "x-gateway-secret",
                "GATEPASS_SHARED_SECRETS", SECRET,
                "GATEPASS_FALLBACK", "FORM",
                "GATEPASS_DEMO_SAMPLE_ACCOUNTS", "true"));
    server.awaitDemo();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static Http proxy() {
    return server.http().header("x-gateway-secret", SECRET);
  }

  private static Answer login(String clientAddresses, String password) {
    return proxy()
        .header("x-forwarded-for", clientAddresses)
        .postJson(
            "/api/login",
            Json.createObjectBuilder().add("name", "dora").add("password", password).build());
  }

  @Test
  void trustsTheSecretFromEachAddress() {
    for (String address : new String[] {Http.TRUSTED, Http.UNTRUSTED}) {
      assertThat(proxy().from(address).header("remote-user", "alice").get("/api/me").status())
          .isEqualTo(200);
      assertThat(server.http().from(address).header("remote-user", "alice").get("/api/me").status())
          .isEqualTo(401);
    }
    assertThat(server.log())
        .contains("gatepass.trusted-proxies = any  [environment]")
        .contains("Gatepass checks no address. It trusts each request with this evidence: SECRET");
  }

  @Test
  void countsGuessedPasswordsByTheLastElementOfTheClientAddresses() {
    for (int i = 0; i < 10; i++) {
      assertThat(login("198.51.100." + i + ", 10.77.1.1", "guess-" + i).status()).isEqualTo(401);
    }

    assertThat(login("198.51.100.99, 10.77.1.1", "dora-secret-1").status()).isEqualTo(429);
    assertThat(login("198.51.100.99, 10.77.1.2", "dora-secret-1").status()).isEqualTo(204);
  }
}
