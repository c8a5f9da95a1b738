// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.answer;

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

/** Open paths and CORS preflights on servers without Jakarta Security. */
@Tag("servlets")
@ExtendWith(AttackCount.class)
class ServletOpenPathIT implements OpenPathCases, PreflightCases {
  @TempDir static Path folder;

  private static ServletServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = ServletServer.start(folder, Map.of());
    server.deploy("open", ServletServer.war(OpenPathCases.classes()).setWebXML("open-web.xml"));
    server.awaitStatus(server.http("/open"), "/health", 200);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  public Http http() {
    return server.http("/open");
  }
}
