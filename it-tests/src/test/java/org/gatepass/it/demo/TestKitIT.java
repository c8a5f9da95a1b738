// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.gatepass.it.app.headeronly.CallerServlet;
import org.gatepass.it.app.headeronly.UserCallerServlet;
import org.gatepass.it.app.testkit.KitAccounts;
import org.gatepass.it.app.testkit.KitSecurity;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.OwnServer;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.gatepass.testkit.InMemoryAccounts;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ExplodedImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** An application that contains the test kit, on servers with and without the kit's setting. */
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "payara-micro7?|wildfly|liberty|tomee",
    disabledReason = "It starts the servers that PayaraMicro and OwnServer can start.")
class TestKitIT {
  @TempDir Path folder;

  /** The file of the application allows the kit, which must have no effect. */
  private static WebArchive war() {
    return Wars.mechanismAlone(
            "kit.war",
            KitSecurity.class,
            KitAccounts.class,
            CallerServlet.class,
            UserCallerServlet.class)
        .setWebXML("header-only-web.xml")
        .addAsLibrary(kit())
        .addAsResource(
            new StringAsset("gatepass.test-kit=true\n"), "META-INF/microprofile-config.properties");
  }

  /** The jar, or the folder of its classes while the jar is not built yet. */
  private static JavaArchive kit() {
    File kit =
        new File(
            InMemoryAccounts.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    return kit.isDirectory()
        ? ShrinkWrap.create(ExplodedImporter.class, "gatepass-test-kit.jar")
            .importDirectory(kit)
            .as(JavaArchive.class)
        : ShrinkWrap.createFromZipFile(JavaArchive.class, kit);
  }

  private ServerProcess start(String name, Map<String, String> environment) throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    if (!PayaraMicro.isHere()) {
      return OwnServer.start(own, environment, List.of(), List.of(), war());
    }
    File file = own.resolve("kit.war").toFile();
    war().as(ZipExporter.class).exportTo(file);
    return PayaraMicro.start(own, file.toPath(), environment);
  }

  private static Http http(ServerProcess server) {
    return server.http(PayaraMicro.isHere() ? "" : "/kit");
  }

  @Test
  void stopsTheStartWithoutExternalConfiguration() throws Exception {
    try (ServerProcess server = start("without", Map.of())) {
      server.awaitInLog("gatepass.test-kit: \"\" is not true, and gatepass-test-kit is part of");
      assertThat(server.log()).doesNotContain("gatepass.test-kit=true: gatepass-test-kit is part");
    }
  }

  @Test
  void startsWithAWarningAndTheAccountsOfTheTest() throws Exception {
    try (ServerProcess server = start("with", Map.of("GATEPASS_TEST_KIT", "true"))) {
      server.awaitInLog("gatepass.test-kit=true: gatepass-test-kit is part of this application");
      server.await(
          () -> {
            try {
              return http(server).get("/open").status() == 200;
            } catch (UncheckedIOException notYet) {
              return false;
            }
          },
          Duration.ofMinutes(2));

      Http client = http(server);
      assertThat(client.header("remote-user", "alice").get("/users").body())
          .startsWith("alice [user] true HEADER");
      assertThat(client.header("remote-user", "bob").get("/users").status()).isEqualTo(403);
      assertThat(client.header("remote-user", "carol").get("/users").status()).isEqualTo(403);
      assertThat(client.header("Authorization", basic("dora:dora-secret-1")).get("/open").body())
          .startsWith("dora [] false PASSWORD");
      assertThat(client.header("Authorization", basic("dora:guessed")).get("/users").status())
          .isEqualTo(401);
      assertThat(server.log()).doesNotContain("is not a setting");
    }
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }
}
