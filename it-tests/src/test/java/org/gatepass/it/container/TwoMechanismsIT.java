// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.gatepass.it.app.small.BasicDefinition;
import org.gatepass.it.app.small.BasicSecurity;
import org.gatepass.it.app.small.SecondMechanism;
import org.gatepass.it.app.small.WhoEjb;
import org.gatepass.it.app.small.WhoServlet;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A second mechanism in an application with Gatepass: the application does not start, and the log
 * gives the reason.
 */
@Tag("thorough")
@EnabledIfSystemProperty(
    named = "arquillian.launch",
    matches = "payara-micro",
    disabledReason = "It starts Payara Micro itself, which the other servers' runs don't fetch.")
public class TwoMechanismsIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(classes = {SecondMechanism.class, BasicDefinition.class})
  @Shows(Attack.K09)
  void k09ASecondMechanismStopsTheStart(Class<?> second) throws IOException, InterruptedException {
    Path war = folder.resolve("two.war");
    Wars.withAccounts("two.war", BasicSecurity.class, second, WhoServlet.class, WhoEjb.class)
        .as(ZipExporter.class)
        .exportTo(war.toFile());

    try (ServerProcess server = PayaraMicro.start(folder, war)) {
      server.awaitInLog("the application has another HttpAuthenticationMechanism, ");

      assertThat(server.http().header("remote-user", "alice").get("/who").status()).isEqualTo(404);
    }
  }
}
