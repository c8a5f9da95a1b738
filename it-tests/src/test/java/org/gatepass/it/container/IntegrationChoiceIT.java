// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.gatepass.it.app.echo.EchoStore;
import org.gatepass.it.app.integration.AskedServlet;
import org.gatepass.it.app.integration.AutoSecurity;
import org.gatepass.it.app.integration.ModuleSecurity;
import org.gatepass.it.app.integration.SideMechanism;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The choice of an integration where the module is unavailable. */
@Tag("thorough")
@EnabledIfSystemProperty(
    named = "arquillian.launch",
    matches = "payara-micro",
    disabledReason = "It starts Payara Micro itself, which the other servers' runs don't fetch.")
class IntegrationChoiceIT {
  @TempDir Path folder;

  @Test
  void anApplicationThatRequiresTheModuleDoesNotStartWithoutIt()
      throws IOException, InterruptedException {
    try (ServerProcess server = PayaraMicro.start(folder, beside(ModuleSecurity.class))) {
      server.awaitInLog(
          "gatepass.integration: \"MODULE\" is not available here: the application has"
              + " other mechanisms");
      server.awaitInLog("ready in");

      // Payara's response for a root context that has not started, and for an unused path.
      assertThat(server.http().get("/asked").status()).isEqualTo(500);
      assertThat(server.http().get("/no-such-path").status()).isEqualTo(500);
    }
  }

  @Test
  void theMechanismIsUsedWhereTheModuleIsUnavailable() throws IOException, InterruptedException {
    try (ServerProcess server = PayaraMicro.start(folder, beside(AutoSecurity.class))) {
      server.awaitInLog(
          "Gatepass integration: mechanism, since the application has other mechanisms, which the module"
              + " would bypass");
      server.awaitInLog("ready in");

      assertThat(server.http().header("remote-user", "alice").get("/asked").body())
          .isEqualTo("mechanism alice RemoteUserPrincipal");
    }
  }

  /** A WAR with a mechanism that does not conflict with Gatepass's. */
  private Path beside(Class<?> security) {
    Path war = folder.resolve("integration.war");
    Wars.small(
            "integration.war",
            security,
            EchoStore.class,
            AskedServlet.class,
            SideMechanism.class,
            SideMechanism.Side.class)
        .as(ZipExporter.class)
        .exportTo(war.toFile());
    return war;
  }
}
