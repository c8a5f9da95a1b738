// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.gatepass.it.owned.OwnedPersistentSecurity;
import org.gatepass.it.owned.OwnedSecurity;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A session belongs to one caller, on servers without Jakarta Security. */
@Tag("servlets")
class ServletOwnSessionIT {
  @TempDir static Path folder;

  private static ServletServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = ServletServer.start(folder, Map.of("gatepass.door", "MODULE"));
    server.deploy("owned", war(OwnedSecurity.class));
    server.deploy("persistent", war(OwnedPersistentSecurity.class));
    server.awaitStatus(server.http("/owned"), "/session/none", 200);
    server.awaitStatus(server.http("/persistent"), "/session/none", 200);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static WebArchive war(Class<?> security) {
    return ServletServer.war(OwnSessionIT.classes()).addClass(security);
  }

  @Nested
  class EachRequest implements OwnSessionCases, OwnSessionDefaultCases {
    @Override
    public Http http() {
      return server.http("/owned");
    }
  }

  @Nested
  class Persistent implements OwnSessionCases, OwnSessionPersistentCases {
    @Override
    public Http http() {
      return server.http("/persistent");
    }
  }
}
