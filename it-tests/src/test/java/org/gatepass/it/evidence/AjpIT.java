// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatepass.it.app.ajp.AjpProbeMechanism;
import org.gatepass.it.app.rewritten.AnyAddressSecurity;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.proxy.Apache;
import org.gatepass.it.server.OwnServer;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.Ports;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Payara Micro and WildFly behind Apache httpd, by the protocol AJP with its secret. */
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "payara-micro7?|wildfly",
    disabledReason =
        "It configures these two; TomcatAjpIT has Tomcat. Open Liberty and Jetty have no AJP,"
            + " TomEE has Tomcat's, and GlassFish Payara's.")
class AjpIT implements AjpCallerCases {
  private static final boolean IS_PAYARA = PayaraMicro.isHere();

  private static final String WILDFLY =
      """
      wildfly-configuration:
        subsystem:
          undertow:
            server:
              default-server:
                ajp-listener:
                  ajp:
                    socket-binding: ajp
        socket-binding-group:
          standard-sockets:
            socket-binding:
              ajp:
                port: %d
      """;

  @TempDir static Path folder;

  private static ServerProcess server;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(Apache.PROGRAM) && Files.isReadable(Apache.AJP),
        "There is no Apache httpd with mod_proxy_ajp.");
    int ajpPort = Ports.free();
    WebArchive any =
        Wars.mechanismAlone("any.war", AnyAddressSecurity.class)
            .addClasses(RewrittenAddressCases.classes())
            .setWebXML("header-only-web.xml");
    WebArchive probe =
        Wars.withoutLibrary("ajp-probe.war", AjpProbeMechanism.class)
            .addAsWebResource(new StringAsset("open"), "open");
    Path own = Files.createDirectory(folder.resolve("server"));
    server =
        IS_PAYARA
            ? payara(own, ajpPort, any, probe)
            : OwnServer.start(
                own, Map.of(), List.of(WILDFLY.formatted(ajpPort)), List.of(), any, probe);
    for (String path : List.of("/any", "/ajp-probe")) {
      server.await(() -> RewrittenAddressCases.answers(server.http(path)), Duration.ofMinutes(10));
    }
    gateway = Apache.startWithAjp(Files.createDirectory(folder.resolve("httpd")), ajpPort);
  }

  private static ServerProcess payara(Path own, int ajpPort, WebArchive... wars)
      throws IOException {
    Path settings =
        Files.writeString(
            own.resolve("ajp.properties"),
            "tomcatAuthentication=false\nsecret=" + Apache.AJP_SECRET + "\n");
    String listener =
        "configs.config.server-config.network-config.network-listeners.network-listener";
    Path preboot =
        Files.writeString(
            own.resolve("preboot.txt"),
            """
            set %1$s.http-listener.address=127.0.0.1
            create-network-listener --address 127.0.0.1 --listenerport %2$d --protocol http-listener --jkenabled true ajp
            set %1$s.ajp.jk-configuration-file=%3$s
            """
                .formatted(listener, ajpPort, settings));
    List<Path> files = new ArrayList<>();
    for (WebArchive war : wars) {
      files.add(own.resolve(war.getName()));
      war.as(ZipExporter.class).exportTo(files.get(files.size() - 1).toFile());
    }
    return PayaraMicro.start(own, files, preboot);
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      System.out.println(gateway.log());
      gateway.close();
    }
    if (server != null) {
      System.out.println(server.log());
      server.close();
    }
  }

  @Override
  public Http aliceAtApache() {
    return Apache.alice(new Http(gateway.plainPort(), "/any"));
  }

  /** Why Gatepass does not read AJP's caller: the server does not always return it. */
  @Test
  void returnsAjpsCallerToAMechanismOnlyOnPayara() {
    Answer answer = Apache.alice(new Http(gateway.plainPort(), "/ajp-probe")).get("/open");

    assertThat(answer.header("x-caller")).contains(IS_PAYARA ? "alice" : "null");
    // WildFly does not check the secret.
    assertThat(answer.header("x-secret")).contains(IS_PAYARA ? "null" : Apache.AJP_SECRET);
  }
}
