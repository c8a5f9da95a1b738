// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatepass.it.app.echo.EchoStore;
import org.gatepass.it.app.integration.AskedServlet;
import org.gatepass.it.app.integration.AutoSecurity;
import org.gatepass.it.app.integration.InnerServlet;
import org.gatepass.it.app.small.SmallRest;
import org.gatepass.it.app.small.WhoResource;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.Ports;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** WildFly without its required configuration: its behaviour, and the log. */
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "wildfly",
    disabledReason = "The others have no such switches.")
class MissingSwitchesIT {
  private static final Path HOME = Path.of(System.getProperty("server.home"));

  @TempDir Path folder;

  @Test
  void theLogNamesThemAndIsRight() throws IOException, InterruptedException {
    try (ServerProcess server = start(war())) {
      server.awaitInLog("WFLYSRV0025");
      assertThat(server.log())
          .contains(
              "unless web.xml has the context-param resteasy.role.based.security with the value"
                  + " true");
      assertThat(server.http().get("/switches/rest/who").body()).isEqualTo("somebody else");

      Http alice = server.http().header("remote-user", "alice");
      assertThat(alice.get("/switches/asked").status()).isEqualTo(500);
      assertThat(server.log())
          .contains("integrated-jaspi is true for the application-security-domain other");
    }
  }

  @Test
  void logsNothingAboutRestWithoutRestResources() throws IOException, InterruptedException {
    try (ServerProcess server = start(written(withoutRest("plain.war")))) {
      server.awaitInLog("WFLYSRV0025");
      assertThat(server.log()).contains("Gatepass settings:");
      assertThat(server.log()).doesNotContain("resteasy.role.based.security");
    }
  }

  /** WildFly deploys it, and would serve its protected resources to every client. */
  @Test
  void anUnknownSecurityDomainEndsEachRequestWith503() throws IOException, InterruptedException {
    WebArchive war =
        withoutRest("domain.war")
            .addAsWebInfResource(
                new StringAsset(
                    "<jboss-web><security-domain>no-such-domain</security-domain></jboss-web>"),
                "jboss-web.xml");
    try (ServerProcess server = start(written(war))) {
      server.awaitInLog("WFLYSRV0025");
      Http alice = server.http().header("remote-user", "alice");
      assertThat(alice.get("/domain/inner").status()).isEqualTo(503);
      assertThat(alice.get("/domain/asked").status()).isEqualTo(503);
      assertThat(server.http().get("/domain/inner").body().strip())
          .isEqualTo("503 Service Unavailable");
      // An error page keeps its status: this request failed before any mechanism could be called.
      assertThat(server.http().get("/domain/%zz").status()).isEqualTo(400);
      server.awaitInLog("The server called no authentication mechanism or module");
      assertThat(server.log())
          .contains("jboss-web.xml names a security-domain that the server does not map");
    }
  }

  private static WebArchive withoutRest(String name) {
    return Wars.small(
            name, AutoSecurity.class, EchoStore.class, AskedServlet.class, InnerServlet.class)
        .setWebXML(new StringAsset("<web-app version=\"6.0\"/>"));
  }

  private Path written(WebArchive archive) throws IOException {
    Path war = Files.createDirectories(folder.resolve("deployments")).resolve(archive.getName());
    archive.as(ZipExporter.class).exportTo(war.toFile());
    return war;
  }

  private Path war() throws IOException {
    Path war = Files.createDirectories(folder.resolve("deployments")).resolve("switches.war");
    Wars.small(
            "switches.war",
            AutoSecurity.class,
            EchoStore.class,
            AskedServlet.class,
            SmallRest.class,
            WhoResource.class)
        .setWebXML(new StringAsset("<web-app version=\"6.0\"/>"))
        .as(ZipExporter.class)
        .exportTo(war.toFile());
    return war;
  }

  /** Starts WildFly as it was unpacked, with a folder of its own. */
  private ServerProcess start(Path war) throws IOException {
    Path configuration = Files.createDirectories(folder.resolve("configuration"));
    try (Stream<Path> files = Files.list(HOME.resolve("standalone/configuration"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, configuration.resolve(file.getFileName()));
      }
    }
    int port = Ports.free();
    return ServerProcess.start(
        folder,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-Dlogging.configuration=" + configuration.resolve("logging.properties").toUri(),
            "-Dorg.jboss.boot.log.file=" + folder.resolve("boot.log"),
            "-jar",
            HOME.resolve("jboss-modules.jar").toString(),
            "-mp",
            HOME.resolve("modules").toString(),
            "org.jboss.as.standalone",
            "-Djboss.home.dir=" + HOME,
            "-Djboss.server.base.dir=" + war.getParent().getParent(),
            "-Djboss.http.port=" + port,
            "-Djboss.https.port=0",
            "-Djboss.management.http.port=" + Ports.free()),
        Map.of(),
        port);
  }
}
