// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.evidence;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatepass.it.app.rewritten.AnyAddressSecurity;
import org.gatepass.it.app.rewritten.ListedAddressSecurity;
import org.gatepass.it.client.Http;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.proxy.Apache;
import org.gatepass.it.server.Ports;
import org.gatepass.it.server.ServletServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Tomcat behind Apache httpd, by the protocol AJP, which reports the address of httpd's peer. */
@Tag("servlets")
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "tomcat.*",
    disabledReason = "Jetty has no AJP.")
class TomcatAjpIT implements RewrittenAddressCases, AjpCallerCases {
  @TempDir static Path folder;

  private static ServletServer server;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(Apache.PROGRAM) && Files.isReadable(Apache.AJP),
        "There is no Apache httpd with mod_proxy_ajp.");
    int ajpPort = Ports.free();
    server =
        ServletServer.start(
            Files.createDirectory(folder.resolve("tomcat")),
            Map.of(),
            List.of(
                "<Connector protocol=\"AJP/1.3\" address=\"127.0.0.1\" tomcatAuthentication=\"false\""
                    + " secret=\""
                    + Apache.AJP_SECRET
                    + "\" port=\""
                    + ajpPort
                    + "\"/>"));
    server.deploy("any", ServletRewrittenAddressIT.war(AnyAddressSecurity.class));
    server.deploy("listed", ServletRewrittenAddressIT.war(ListedAddressSecurity.class));
    server.awaitStatus(server.http("/any"), "/open", 200);
    server.awaitStatus(server.http("/listed"), "/open", 200);

    gateway = Apache.startWithAjp(Files.createDirectory(folder.resolve("httpd")), ajpPort);
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      System.out.println(gateway.log());
      gateway.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Override
  public Http any() {
    return new Http(gateway.plainPort(), "/any");
  }

  @Override
  public Http listed() {
    return new Http(gateway.plainPort(), "/listed");
  }

  /** The protocol has a field for the address, and the server ignores the header. */
  @Override
  public Http reportedAs(Http client, String address) {
    return client.from(Http.UNTRUSTED);
  }

  @Override
  public Http aliceAtApache() {
    return Apache.alice(any());
  }
}
