// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.evidence;

import java.io.IOException;
import java.nio.file.Path;
import org.gatepass.it.app.asserted.AssertedSecurity;
import org.gatepass.it.attack.AttackCount;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.SignedTokens;
import org.gatepass.it.header.HeaderOnlyIT;
import org.gatepass.it.server.ServletServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same on servers without Jakarta Security. */
@Tag("servlets")
@ExtendWith(AttackCount.class)
class ServletAssertionIT implements AssertionCases {
  @TempDir static Path folder;

  private static ServletServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server =
        ServletServer.serving(
            folder,
            "asserted",
            ServletServer.war(HeaderOnlyIT.classes())
                .addClass(AssertedSecurity.class)
                .addAsLibraries(SignedTokens.libraries())
                .setWebXML("header-only-web.xml"));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  public Http http() {
    return server.http("/asserted");
  }
}
