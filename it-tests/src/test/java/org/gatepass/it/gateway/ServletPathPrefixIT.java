// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.gatepass.it.attack.AttackCount;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.ServletServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A public address with a path, on servers without Jakarta Security. */
@Tag("servlets")
@ExtendWith(AttackCount.class)
class ServletPathPrefixIT implements PathPrefixCases {
  @TempDir static Path folder;

  private static ServletServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = ServletServer.start(folder, Map.of());
    server.deploy(
        "prefixed", ServletServer.war(PathPrefixCases.classes()).setWebXML("open-web.xml"));
    server.awaitStatus(server.http("/prefixed"), "/health", 200);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  public Http http() {
    return server.http("/prefixed");
  }
}
