// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.sso;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gatepass.it.gateway.Compose;
import org.gatepass.it.gateway.ComposedServers;
import org.gatepass.it.gateway.GatewayProbes;
import org.gatepass.it.peer.DockerEngine.Ended;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.KeyTool;
import org.gatepass.it.peer.Keycloak;
import org.gatepass.it.proxy.Nginx;
import org.gatepass.it.proxy.OAuth2Proxy;
import org.gatepass.it.server.Ports;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code deploy/compose/keycloak.yaml}: its content together with {@code compose.yaml}, and the
 * files that its images get. It starts no Keycloak and no container.
 */
class ComposeKeycloakIT {
  private static final Path RECIPES = GatewayProbes.RECIPES;

  @Nested
  @Tag("gateways")
  @Tag("sso")
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class File {
    private Compose compose;

    @BeforeAll
    void read() throws Exception {
      Gateway.assumeInstalled(Compose.PROGRAM);
      compose = Compose.readWithKeycloak();
    }

    @Test
    void isNotAcceptedWithoutTheNameOfTheLoginPage() throws Exception {
      Ended config =
          Compose.config(
              List.of(Compose.FILE, Compose.KEYCLOAK_FILE),
              Map.of("PUBLIC_NAME", Compose.PUBLIC_NAME));

      assertThat(config.status()).isPositive();
      assertThat(config.output()).contains("is the name of the login page");
    }

    /** A file that {@code deploy/.dockerignore} excludes stops the build of its image. */
    @Test
    void buildsImagesOfFilesThatTheBuildGets() throws Exception {
      List<String> sent =
          Files.readAllLines(RECIPES.resolve(".dockerignore")).stream()
              .filter(line -> line.startsWith("!"))
              .map(line -> line.substring(1))
              .toList();
      for (String service : List.of("gateway", "oauth2-proxy")) {
        for (String line : Files.readAllLines(Compose.FOLDER.resolve(service + "/Dockerfile"))) {
          List<String> words = List.of(line.split(" ", -1));
          if (words.get(0).equals("COPY") && !words.get(1).startsWith("--from")) {
            assertThat(words.subList(1, words.size() - 1))
                .as(line)
                .allMatch(
                    file -> sent.stream().anyMatch(part -> (file + "/").startsWith(part + "/")));
          }
        }
      }
    }

    @Test
    void opensOnlyThePortsOfTheGateway() {
      assertThat(compose.services())
          .containsExactly(
              "application", "database", "gateway", "keycloak", "oauth2-proxy", "redis");
      for (String service : compose.services()) {
        assertThat(compose.of(service, "ports") != null).isEqualTo(service.equals("gateway"));
        assertThat(compose.of(service, "network_mode")).isNull();
        if (!service.equals("gateway")) {
          assertThat(compose.networks(service)).allMatch(compose::isInternal);
        }
      }
    }

    @ParameterizedTest
    @CsvSource({
      "application, database gateway",
      "database, application keycloak",
      "gateway, application keycloak oauth2-proxy",
      "keycloak, database gateway",
      "oauth2-proxy, gateway redis",
      "redis, oauth2-proxy"
    })
    void connectsAServiceOnlyToThoseThatItNeeds(String service, String others) {
      Set<String> connected = new TreeSet<>(compose.services());
      connected.removeIf(
          other ->
              other.equals(service)
                  || compose.networks(other).stream()
                      .noneMatch(compose.networks(service)::contains));

      assertThat(String.join(" ", connected)).isEqualTo(others);
    }

    @Test
    void letsKeycloakAndOauth2ProxyTrustTheGatewaysAddressOnly() {
      assertThat(compose.environment("application"))
          .containsEntry("GATEPASS_TRUSTED_PROXIES", compose.address("gateway", "inside"));
      assertThat(compose.environment("keycloak"))
          .containsEntry("KC_PROXY_TRUSTED_ADDRESSES", compose.address("gateway", "identity"));
      assertThat(compose.list("oauth2-proxy", "command"))
          .contains("--trusted-proxy-ip=" + compose.address("gateway", "login"));
    }

    @Test
    void namesTheAddressesOfItsServices() {
      assertThat(compose.of("gateway", "extra_hosts"))
          .isEqualTo(
              Map.of(
                  "oauth2-proxy", compose.address("oauth2-proxy", "login"),
                  "keycloak", compose.address("keycloak", "identity")));
      assertThat(compose.of("oauth2-proxy", "extra_hosts"))
          .isEqualTo(
              Map.of(
                  Compose.ID_NAME,
                  compose.address("gateway", "login"),
                  "redis",
                  compose.address("redis", "logins")));
      assertThat(compose.environment("keycloak").get("KC_DB_URL"))
          .contains("//" + compose.address("database", "identity-storage") + ":5432/keycloak");
    }

    @Test
    void givesEachServiceOnlyItsOwnSecrets() {
      assertThat(compose.list("oauth2-proxy", "secrets"))
          .containsExactlyInAnyOrder("certificate.pem", "client-secret", "cookie-secret");
      assertThat(compose.list("keycloak", "secrets"))
          .containsExactlyInAnyOrder(
              "client-secret",
              "keycloak-admin-password",
              "keycloak-alice-password",
              "keycloak-database-password");
      assertThat(compose.list("database", "secrets"))
          .containsExactlyInAnyOrder(
              "database-admin-password", "database-password", "keycloak-database-password");
      assertThat(compose.list("gateway", "secrets"))
          .containsExactlyInAnyOrder(
              "certificate.pem", "certificate.key", "htpasswd", "gateway-secret.conf");
      assertThat(compose.list("application", "secrets")).doesNotContain("client-secret").hasSize(3);
      assertThat(compose.list("redis", "secrets")).isEmpty();
    }

    @Test
    void hasNoSecretAmongTheVariables() {
      for (String service : compose.services()) {
        assertThat(compose.environment(service).keySet())
            .filteredOn(name -> name.matches("(?i).*(password|secret|key|token).*"))
            .allMatch(
                name -> name.endsWith("_FILE") || name.equals("GATEPASS_SHARED_SECRET_HEADER"));
      }
    }

    @Test
    void givesEachServiceFewRights() {
      for (String service : compose.services()) {
        assertThat(compose.of(service, "healthcheck")).as(service).isNotNull();
        assertThat(compose.of(service, "read_only")).as(service).isEqualTo(true);
        assertThat(compose.list(service, "cap_drop")).containsExactly("ALL");
        assertThat(compose.list(service, "security_opt")).containsExactly("no-new-privileges:true");
      }
      for (String service : List.of("application", "keycloak", "oauth2-proxy", "redis")) {
        assertThat(compose.of(service, "cap_add")).as(service).isNull();
      }
    }
  }

  @Nested
  @Tag("sso")
  class Configuration {
    @TempDir private Path folder;

    private Path secrets() {
      return folder.resolve("secrets");
    }

    private String secret(String name) throws IOException {
      return Files.readString(secrets().resolve(name));
    }

    private void copyForOauth2Proxy(Path target) throws Exception {
      ComposedServers.run(
          folder,
          Map.of(),
          List.of(
              Compose.FOLDER.resolve("oauth2-proxy/configure").toString(),
              RECIPES.resolve("oauth2-proxy").toString(),
              target.toString(),
              "site.test",
              "login.test",
              secrets().toString()));
    }

    @Test
    void isAcceptedByOauth2Proxy() throws Exception {
      Gateway.assumeInstalled(OAuth2Proxy.PROGRAM);
      Gateway.assumeInstalled(OAuth2Proxy.REDIS);
      ComposedServers.createSecrets(folder);
      Path target = folder.resolve("oauth2-proxy");
      copyForOauth2Proxy(target);

      try (Gateway redis = OAuth2Proxy.startRedis(folder)) {
        assertThat(test(target, redis).output()).endsWith("configuration is valid\n");
        // The check reads the secrets.
        Files.delete(secrets().resolve("cookie-secret"));
        assertThat(test(target, redis).status()).isPositive();
      }
    }

    private Ended test(Path target, Gateway redis) throws Exception {
      ProcessBuilder builder =
          new ProcessBuilder(
              OAuth2Proxy.PROGRAM.toString(),
              "--config=" + target.resolve("oauth2-proxy.cfg"),
              "--alpha-config=" + target.resolve("asked.yaml"),
              "--reverse-proxy",
              "--trusted-proxy-ip=172.30.80.18",
              "--config-test");
      builder
          .environment()
          .put("OAUTH2_PROXY_REDIS_CONNECTION_URL", "redis://127.0.0.1:" + redis.plainPort());
      return Compose.ended(builder);
    }

    @Test
    void changesNamesAddressesAndFilesOfTheRecipeOnly() throws Exception {
      ComposedServers.createSecrets(folder);
      Path target = folder.resolve("oauth2-proxy");
      copyForOauth2Proxy(target);

      for (String name : List.of("oauth2-proxy.cfg", "asked.yaml")) {
        String back =
            Files.readString(target.resolve(name))
                .replace("site.test", Compose.PUBLIC_NAME)
                .replace("login.test", Compose.ID_NAME)
                .replace("0.0.0.0:4180", "127.0.0.1:4180")
                .replace("redis:6379", "127.0.0.1:6379")
                .replace(secrets().toString(), "/etc/oauth2-proxy");
        assertThat(back).isEqualTo(Files.readString(RECIPES.resolve("oauth2-proxy").resolve(name)));
      }
    }

    /** The command that replaces Keycloak's prints its arguments. */
    @Test
    void importsARealmWithSecretsOfItsOwn() throws Exception {
      ComposedServers.createSecrets(folder);
      Path keycloak = Files.createDirectories(folder.resolve("keycloak/bin")).getParent();
      Files.createSymbolicLink(keycloak.resolve("bin/kc.sh"), Path.of("/bin/echo"));
      ProcessBuilder builder =
          new ProcessBuilder(
              Compose.FOLDER.resolve("keycloak/start").toString(), keycloak.toString());
      builder.environment().put("SECRETS", secrets().toString());
      builder.environment().put("PUBLIC_NAME", "site.test");

      assertThat(Compose.ended(builder).output())
          .isEqualTo("start --optimized --import-realm " + Keycloak.ESCAPED_SLASHES + "\n");

      String realm = Files.readString(keycloak.resolve("data/import/clinic.json"));
      assertThat(realm).doesNotContain("CHANGE", "example.org");
      JsonObject json = Json.createReader(new StringReader(realm)).readObject();
      JsonObject client = json.getJsonArray("clients").getJsonObject(0);
      assertThat(client.getString("secret")).isEqualTo(secret("client-secret"));
      assertThat(client.getJsonArray("redirectUris").getString(0))
          .isEqualTo("https://site.test/oauth2/callback");
      JsonObject password =
          json.getJsonArray("users").getJsonObject(0).getJsonArray("credentials").getJsonObject(0);
      assertThat(password.getString("value")).isEqualTo(secret("keycloak-alice-password"));
      assertThat(password.getBoolean("temporary")).isTrue();
    }

    @Test
    void opensOnlyTheLoginPageOfKeycloak() throws Exception {
      Gateway.assumeInstalled(Nginx.PROGRAM);
      ComposedServers.createSecrets(folder);
      KeyTool keyTool = new KeyTool(folder);
      KeyTool.writePem(
          keyTool.keyStore("gateway", "CN=" + Compose.PUBLIC_NAME),
          "gateway",
          secrets().resolve("certificate.pem"),
          secrets().resolve("certificate.key"));

      try (Gateway gateway = startGateway()) {
        int tlsPort = gateway.tlsPort();
        // 502: nginx passes it on, and nothing listens there.
        assertThat(statuses(tlsPort, "/realms/clinic/account", "/resources/a")).containsOnly("502");
        assertThat(
                statuses(
                    tlsPort,
                    "/admin/",
                    "/realms/master/",
                    "/realms//master/",
                    "/realms/%6daster/",
                    "/realms/clinic/../master/",
                    "/realms/clinic/%2e%2e/master/"))
            .as(gateway.log())
            .containsOnly("403");
        assertThat(
                statuses(
                    tlsPort,
                    "/",
                    "/metrics",
                    "/health/ready",
                    "/realms/other/",
                    "/realms/clinic/..;/master/"))
            .containsOnly("404");
      }
    }

    private Gateway startGateway() throws Exception {
      Path recipes = folder.resolve("recipes");
      String nginx = RECIPES.resolve("nginx").toString();
      ComposedServers.run(folder, Map.of(), List.of("cp", "-r", nginx, recipes.toString()));
      Files.copy(Compose.FOLDER.resolve("gateway/keycloak.conf"), recipes.resolve("keycloak.conf"));
      String nothing = "127.0.0.1:" + Ports.free();
      return ComposedServers.startGateway(
          folder,
          recipes,
          secrets(),
          Map.of("RECIPE", "oauth2-proxy.conf", "ID_NAME", Compose.ID_NAME),
          Map.of(
              "server oauth2-proxy:4180;", "server " + nothing + ";",
              "server application:8080;", "server " + nothing + ";",
              "http://keycloak:8080;", "http://" + nothing + ";"));
    }

    private List<String> statuses(int port, String... paths) throws Exception {
      Gateway.assumeInstalled(Path.of("/usr/bin/curl"));
      List<String> statuses = new ArrayList<>();
      for (String path : paths) {
        statuses.add(
            Compose.ended(
                    new ProcessBuilder(
                        "/usr/bin/curl",
                        "-sk",
                        "--path-as-is",
                        "--resolve",
                        Compose.ID_NAME + ":" + port + ":127.0.0.1",
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{http_code}",
                        "https://" + Compose.ID_NAME + ":" + port + path))
                .output());
      }
      return statuses;
    }
  }
}
