// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.peer.DockerEngine.Ended;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.KeyTool;
import org.gatepass.it.peer.Postgres;
import org.gatepass.it.proxy.Nginx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code deploy/compose}: the content of its file, and its three services together. */
@Tag("gateways")
class ComposeIT {
  private static final String FRANK = "frank:$apr1$YgibhhJj$eK826fKHsN5VYDDS7LdQQ1\n";

  @Nested
  class File {
    private final Compose compose = Compose.read();

    File() throws Exception {}

    @Test
    void opensOnlyThePortsOfTheGateway() {
      assertThat(compose.list("gateway", "ports")).containsExactly("80:80", "443:443");
      for (String service : List.of("application", "database")) {
        assertThat(compose.of(service, "ports")).isNull();
        assertThat(compose.of(service, "network_mode")).isNull();
        assertThat(compose.networks(service)).allMatch(compose::isInternal);
      }
    }

    @Test
    void keepsTheGatewayFromTheDatabase() {
      Set<String> common = new HashSet<>(compose.networks("gateway"));
      common.retainAll(compose.networks("database"));

      assertThat(common).isEmpty();
    }

    @Test
    void trustsTheGatewaysOneAddressInANetworkOfItsOwn() {
      assertThat(compose.environment("application"))
          .containsEntry("GATEPASS_TRUSTED_PROXIES", compose.address("gateway", "inside"))
          .containsEntry("GATEPASS_PUBLIC_URL", "https://" + Compose.PUBLIC_NAME);
      assertThat(compose.address("gateway", "inside")).startsWith("172.30.80.");
      assertThat(compose.address("application", "inside"))
          .startsWith("172.30.80.")
          .isNotEqualTo(compose.address("gateway", "inside"));
      assertThat(compose.subnet("inside")).isEqualTo("172.30.80.0/29");
    }

    @Test
    void hasNoSecretAmongTheVariablesAndNoDefaultPassword() {
      for (String service : compose.services()) {
        assertThat(compose.environment(service).keySet())
            .filteredOn(name -> name.matches("(?i).*(password|secret|key|token).*"))
            .allMatch(
                name -> name.endsWith("_FILE") || name.equals("GATEPASS_SHARED_SECRET_HEADER"));
      }
      assertThat(compose.environment("application"))
          .doesNotContainKey("GATEPASS_DEMO_SAMPLE_ACCOUNTS");
    }

    @Test
    void givesEachServiceOnlyItsOwnSecrets() {
      assertThat(compose.list("gateway", "secrets"))
          .containsExactlyInAnyOrder(
              "certificate.pem", "certificate.key", "htpasswd", "gateway-secret.conf");
      assertThat(compose.list("application", "secrets"))
          .containsExactlyInAnyOrder(
              "gatepass.shared-secrets", "database-password", "demo-admin-password");
      assertThat(compose.list("database", "secrets"))
          .containsExactlyInAnyOrder("database-admin-password", "database-password");
      assertThat(compose.secretFiles())
          .hasSize(8)
          .allSatisfy((name, file) -> assertThat(file).isEqualTo("secrets/" + name));
    }

    @Test
    void looksAfterTheHealthOfEachService() {
      assertThat(compose.services())
          .containsExactlyInAnyOrder("gateway", "application", "database");
      assertThat(compose.services())
          .allSatisfy(
              service -> {
                assertThat(compose.of(service, "healthcheck")).isNotNull();
                assertThat(compose.list(service, "security_opt"))
                    .containsExactly("no-new-privileges:true");
              });
    }

    @Test
    void isUnderstoodByDockerCompose() throws Exception {
      Gateway.assumeInstalled(Compose.PROGRAM);
      List<Path> file = List.of(Compose.FILE);

      Ended config = Compose.config(file, Map.of("PUBLIC_NAME", Compose.PUBLIC_NAME));
      assertThat(config.status()).as(config.output()).isZero();
      // Without a name there is nothing to start.
      assertThat(Compose.config(file, Map.of()).status()).isPositive();
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class Services {
    private ComposedServers servers;
    private SSLContext tls;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
      assumeTrue(
          "payara-micro".equals(System.getProperty("arquillian.launch")),
          "It starts Payara Micro itself, which the other servers' runs don't fetch.");
      Postgres.assumeInstalled();
      Gateway.assumeInstalled(Nginx.PROGRAM);
      servers = new ComposedServers(folder);
      KeyTool keyTool = new KeyTool(folder);
      Path keys = keyTool.keyStore("gateway", "CN=" + Compose.PUBLIC_NAME);
      Path trusted = folder.resolve("trusted.p12");
      keyTool.trust(trusted, keys, "gateway");
      tls = KeyTool.trusting(trusted);
      KeyTool.writePem(
          keys,
          "gateway",
          servers.secrets().resolve("certificate.pem"),
          servers.secrets().resolve("certificate.key"));
      Files.writeString(servers.secrets().resolve("htpasswd"), GatewayProbes.HTPASSWD + FRANK);
      servers.startDatabase();
      // Without the sample accounts, which the test adds, the first administrator is the only
      // account.
      servers.startApplication(Map.of("GATEPASS_DEMO_SAMPLE_ACCOUNTS", "true"));
      servers.application().awaitDemo();
      servers.startGateway();
    }

    @AfterAll
    void stop() {
      if (servers != null) {
        servers.close();
      }
    }

    private Http people() {
      int port = servers.gateway().tlsPort();
      return Http.overTls(tls, Compose.PUBLIC_NAME, port);
    }

    private Http signedIn(String name) {
      return people().header("Authorization", GatewayProbes.password(name, name + "-gate-1"));
    }

    @Test
    void authenticatesCallersOfTheGateway() {
      Answer answer = signedIn("alice").get("/api/me");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().getString("caller")).isEqualTo("alice");
      assertThat(answer.json().getString("authenticatedBy")).isEqualTo("HEADER");
      assertThat(signedIn("bob").get("/api/me").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"remote-user: carol", "Remote_User: carol", "Connection: remote-user"})
    void ignoresForgedHeaders(String line) {
      assertThat(people().line(line).get("/api/me").status()).isEqualTo(401);
      Answer answer = signedIn("dora").line(line).get("/api/me");
      assertThat(answer.json().getString("caller")).isEqualTo("dora");
    }

    @Test
    void ignoresHeadersOfRequestsThatBypassTheGateway() throws Exception {
      Http past = servers.application().http().header("remote-user", "alice");
      String secret = servers.secret("gatepass.shared-secrets");

      assertThat(past.get("/api/me").status()).isEqualTo(401);
      assertThat(past.get("/api/whoami").json().get("caller")).isEqualTo(JsonValue.NULL);
      assertThat(
              past.from(Http.UNTRUSTED).header("X-Gateway-Secret", secret).get("/api/me").status())
          .isEqualTo(401);
    }

    @Test
    void showsAnAdministratorThatTheGatewayIsTrusted() throws Exception {
      Answer answer = signedIn("carol").get("/api/diagnostics");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().getBoolean("trusted")).isTrue();
      assertThat(answer.body()).doesNotContain(servers.secret("gatepass.shared-secrets"));
    }

    @Test
    void acceptsThePasswordOfTheFirstAdministratorInTheFile() throws Exception {
      Answer login =
          servers
              .application()
              .http()
              .postJson(
                  "/api/login",
                  Json.createObjectBuilder()
                      .add("name", "admin")
                      .add("password", servers.secret("demo-admin-password"))
                      .build());

      assertThat(login.status()).isEqualTo(204);
      assertThat(login.headers().get("set-cookie")).anyMatch(cookie -> cookie.contains("Secure"));
    }

    @Test
    void keepsItsAccountsInPostgres() throws Exception {
      assertThat(servers.postgres().value("select count(*) from gatepass_account")).isEqualTo("6");
    }

    @Test
    void passesTheHealthChecks() throws Exception {
      String address = "http://127.0.0.1:8080";
      List<String> paths =
          Compose.read().healthCheck("application").stream()
              .filter(word -> word.startsWith(address))
              .map(word -> word.substring(address.length()))
              .toList();

      assertThat(new Http(servers.gateway().plainPort(), "").get("/").status()).isEqualTo(308);
      assertThat(paths).containsExactly("/ready");
      assertThat(servers.application().http().get(paths.get(0)).status()).isEqualTo(200);
    }

    @Test
    void hasPrivateSecretsThatDiffer() throws Exception {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(servers.secrets())))
          .isEqualTo("rwx------");
      Set<String> secrets = new HashSet<>();
      for (String name :
          List.of(
              "gatepass.shared-secrets",
              "database-password",
              "database-admin-password",
              "demo-admin-password")) {
        String secret = servers.secret(name);
        assertThat(secret).matches("[0-9a-f]{64}");
        secrets.add(secret);
      }
      assertThat(secrets).hasSize(4);
    }
  }
}
