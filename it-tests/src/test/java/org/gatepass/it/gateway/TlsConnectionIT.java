// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.gatepass.it.app.headeronly.HeaderOnlySecurity;
import org.gatepass.it.header.HeaderOnlyIT;
import org.gatepass.it.peer.KeyTool;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.Ports;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** An application without accounts on Payara Micro, over TLS. */
@Tag("thorough")
@Tag("each-run")
@EnabledIfSystemProperty(
    named = "arquillian.launch",
    matches = "payara-micro",
    disabledReason = "It starts Payara Micro itself, which the other servers' runs don't fetch.")
class TlsConnectionIT implements TlsConnectionCases {
  @TempDir static Path folder;

  private static ServerProcess server;
  private static int tlsPort;
  private static Path serverKeys;

  @BeforeAll
  static void startTheServer() throws IOException, InterruptedException {
    serverKeys = new KeyTool(folder).keyStore("s1as", "CN=localhost"); // the name for Payara
    tlsPort = Ports.free();
    Path war = folder.resolve("ROOT.war");
    Wars.mechanismAlone("ROOT.war", HeaderOnlySecurity.class)
        .addClasses(HeaderOnlyIT.classes())
        .setWebXML("header-only-web.xml")
        .as(ZipExporter.class)
        .exportTo(war.toFile());
    server = PayaraMicro.startWithTls(folder, war, serverKeys, tlsPort);
    server.awaitAnswer("/open");
  }

  @AfterAll
  static void stopTheServer() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  public URI overTls(String path) {
    return URI.create("https://127.0.0.1:" + tlsPort + path);
  }

  @Override
  public Path serverKeys() {
    return serverKeys;
  }
}
