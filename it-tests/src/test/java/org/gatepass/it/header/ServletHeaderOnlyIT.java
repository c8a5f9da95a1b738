// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.header;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatepass.it.app.headeronly.FrontServlet;
import org.gatepass.it.app.headeronly.HeaderOnlyPersistentSecurity;
import org.gatepass.it.app.headeronly.HeaderOnlySecurity;
import org.gatepass.it.client.Http;
import org.gatepass.it.gateway.TlsConnectionCases;
import org.gatepass.it.peer.KeyTool;
import org.gatepass.it.server.Ports;
import org.gatepass.it.server.ServletServer;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Applications without accounts, on servers without Jakarta Security. */
@Tag("servlets")
class ServletHeaderOnlyIT {
  @TempDir static Path folder;

  private static ServletServer server;
  private static int http2Port;
  private static int tlsPort;
  private static Path serverKeys;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    http2Port = Ports.free();
    tlsPort = Ports.free();
    Path keys = Files.createDirectory(folder.resolve("keys"));
    serverKeys = new KeyTool(keys).keyStore("server", "CN=localhost");
    List<String> connectors = new ArrayList<>(ServletServer.http2Connector(http2Port));
    connectors.addAll(ServletServer.tlsConnector(tlsPort, serverKeys));
    server = ServletServer.start(folder, Map.of(), connectors);
    server.deploy("header-only", war(HeaderOnlySecurity.class).addClass(FrontServlet.class));
    server.deploy("persistent", war(HeaderOnlyPersistentSecurity.class));
    server.awaitStatus(server.http("/header-only"), "/open", 200);
    server.awaitStatus(server.http("/persistent"), "/open", 200);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static WebArchive war(Class<?> security) {
    return ServletServer.war(HeaderOnlyIT.classes())
        .addClass(security)
        .addAsWebResource(new StringAsset("<svg/>"), "file.svg")
        .setWebXML("header-only-web.xml");
  }

  @Nested
  class EachRequest implements HeaderOnlyDefaultCases {
    @Override
    public Http http() {
      return server.http("/header-only");
    }

    @Override
    public Http shared() {
      return server.withHttp2("/header-only", http2Port);
    }
  }

  @Nested
  class OverTls implements TlsConnectionCases {
    @Override
    public URI overTls(String path) {
      return URI.create("https://127.0.0.1:" + tlsPort + "/header-only" + path);
    }

    @Override
    public Path serverKeys() {
      return serverKeys;
    }
  }

  @Nested
  class Persistent implements HeaderOnlyPersistentCases {
    @Override
    public Http http() {
      return server.http("/persistent");
    }
  }
}
