// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gatepass.it.app.rewritten.AnyAddressSecurity;
import org.gatepass.it.app.rewritten.ListedAddressSecurity;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.OwnServer;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** WildFly with {@code proxy-address-forwarding}, and Open Liberty with {@code remoteIp}. */
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "wildfly|wildfly-preview|liberty",
    disabledReason =
        "It configures WildFly and Open Liberty; ServletRewrittenAddressIT has others.")
class RewrittenAddressIT implements RewrittenAddressCases {
  private static final String WILDFLY =
      """
      wildfly-configuration:
        subsystem:
          undertow:
            server:
              default-server:
                http-listener:
                  default:
                    proxy-address-forwarding: true
      """;

  private static final String LIBERTY =
      "<httpEndpoint id=\"defaultHttpEndpoint\"><remoteIp/></httpEndpoint>";

  @TempDir static Path folder;

  private static ServerProcess server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    boolean liberty = System.getProperty("server.profile").equals("liberty");
    server =
        OwnServer.start(
            folder,
            Map.of(),
            List.of(liberty ? LIBERTY : WILDFLY),
            List.of(),
            war("any", AnyAddressSecurity.class),
            war("listed", ListedAddressSecurity.class));
    for (String path : List.of("/any", "/listed")) {
      server.await(() -> RewrittenAddressCases.answers(server.http(path)), Duration.ofMinutes(10));
    }
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      System.out.println(server.log());
      server.close();
    }
  }

  private static WebArchive war(String name, Class<?> security) {
    return Wars.mechanismAlone(name + ".war", security)
        .addClasses(RewrittenAddressCases.classes())
        .setWebXML("header-only-web.xml");
  }

  @Override
  public Http any() {
    return server.http("/any");
  }

  @Override
  public Http listed() {
    return server.http("/listed");
  }
}
