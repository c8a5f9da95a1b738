// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo's WAR with nothing but environment variables, right and wrong ones. */
@Tag("thorough")
@EnabledIfSystemProperty(
    named = "arquillian.launch",
    matches = "payara-micro",
    disabledReason = "It starts Payara Micro itself, which the other servers' runs don't fetch.")
class BareWarIT {
  private static final Pattern PASSWORD_FILE =
      Pattern.compile("The password of admin is in (\\S+)");

  @TempDir Path folder;

  @Test
  void runsOnTheEnvironmentAloneTwice() throws IOException, InterruptedException {
    Map<String, String> environment =
        Map.of("GATEPASS_TRUSTED_PROXIES", "127.0.0.1", "GATEPASS_DEMO_SAMPLE_ACCOUNTS", "true");
    for (int run = 1; run <= 2; run++) {
      try (ServerProcess server = PayaraMicro.start(folder, environment)) {
        server.awaitDemo();

        assertThat(server.http().header("remote-user", "alice").get("/api/me").status())
            .isEqualTo(200);
        assertThat(logIn(server, adminPassword(server)).status()).isEqualTo(204);
        assertThat(server.log()).contains("gatepass.trusted-proxies = 127.0.0.1  [environment]");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GATEPASS_FALLBACK | FORM | gatepass.trusted-proxies: is not set, but a header is trusted"
            + " only from a trusted proxy's address (example: 10.1.2.3, fd00::7/128)",
        "GATEPASS_TRUSTED_PROXIES | 10.0.0.0/33 | gatepass.trusted-proxies: \"10.0.0.0/33\" is not a"
            + " CIDR block: prefix length 33 is over 32 for IPv4 (example: 10.1.2.3, fd00::7/128)",
        "GATEPASS_TRUSTED_PROXIES | any | gatepass.trusted-proxies: \"any\" requires"
            + " gatepass.shared-secret-header with gatepass.shared-secrets or"
            + " gatepass.shared-secrets-file, or a signed assertion: otherwise each client could name any caller"
      })
  void namesTheWrongSettingAndServesNothing(String variable, String value, String complaint)
      throws IOException, InterruptedException {
    try (ServerProcess server = PayaraMicro.start(folder, Map.of(variable, value))) {
      server.awaitInLog(complaint);

      assertThat(server.http().header("remote-user", "alice").get("/api/whoami").status())
          .isEqualTo(404);
    }
  }

  private static Answer logIn(ServerProcess server, String password) {
    return server
        .http()
        .postJson(
            "/api/login",
            Json.createObjectBuilder().add("name", "admin").add("password", password).build());
  }

  private static String adminPassword(ServerProcess server) throws IOException {
    Matcher told = PASSWORD_FILE.matcher(server.log());
    assertThat(told.find()).isTrue();
    Path file = Path.of(told.group(1));
    assertThat(Files.getPosixFilePermissions(file))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    String password = Files.readString(file).strip();
    Files.delete(file);
    assertThat(server.log()).doesNotContain(password);
    return password;
  }
}
