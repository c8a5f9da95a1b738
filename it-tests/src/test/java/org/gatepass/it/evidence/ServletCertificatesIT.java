// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.gatepass.it.app.certified.ClientCertSecurity;
import org.gatepass.it.app.certified.EscapedPemSecurity;
import org.gatepass.it.app.certified.WorkloadSecurity;
import org.gatepass.it.attack.AttackCount;
import org.gatepass.it.client.Http;
import org.gatepass.it.header.HeaderOnlyIT;
import org.gatepass.it.server.ServletServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same on servers without Jakarta Security. */
@Tag("servlets")
@ExtendWith(AttackCount.class)
class ServletCertificatesIT {
  @TempDir static Path folder;

  private static ServletServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = ServletServer.start(folder, Map.of());
    deploy("escaped-pem", EscapedPemSecurity.class);
    deploy("client-cert", ClientCertSecurity.class);
    deploy("workload", WorkloadSecurity.class);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static void deploy(String name, Class<?> security)
      throws IOException, InterruptedException {
    server.deploy(
        name,
        ServletServer.war(HeaderOnlyIT.classes())
            .addClass(security)
            .setWebXML("header-only-web.xml"));
    server.awaitStatus(server.http("/" + name), "/open", 200);
  }

  @Nested
  class EscapedPem implements EscapedPemCases {
    @Override
    public Http http() {
      return server.http("/escaped-pem");
    }
  }

  @Nested
  class ClientCert implements ClientCertCases {
    @Override
    public Http http() {
      return server.http("/client-cert");
    }
  }

  @Nested
  class Workload implements WorkloadCases {
    @Override
    public Http http() {
      return server.http("/workload");
    }
  }
}
