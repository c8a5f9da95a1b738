// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.gatepass.it.echo.EchoSecurity;
import org.gatepass.it.echo.EchoStore;
import org.gatepass.it.own.CallerServlet;
import org.gatepass.it.second.OwnMechanism;
import org.gatepass.it.second.ServersBasic;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A second mechanism: the deployment says so, and not a stack trace at the first request. */
@EnabledIfSystemProperty(
    named = "arquillian.launch",
    matches = "payara-micro",
    disabledReason = "It starts Payara Micro itself, which the other servers' runs don't fetch.")
class TwoMechanismsIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(classes = {OwnMechanism.class, ServersBasic.class})
  @Shows(Attack.K09)
  void saysWhichMechanismsThereAreAndServesNothing(Class<?> second)
      throws IOException, InterruptedException {
    Path war = folder.resolve("two.war");
    Wars.small("two.war", EchoSecurity.class, EchoStore.class, CallerServlet.class, second)
        .as(ZipExporter.class)
        .exportTo(war.toFile());

    try (PayaraMicro server = PayaraMicro.start(folder, war)) {
      server.awaitInLog(
          "@RemoteUserAuthenticationMechanismDefinition on org.gatepass.it.echo.EchoSecurity adds"
              + " org.gatepass.mechanism.RemoteUserAuthenticationMechanism beside [");
      assertThat(server.log())
          .contains("], but before Jakarta Security 4.0 an application has one mechanism");
      if (second == OwnMechanism.class) {
        assertThat(server.log()).contains("beside [" + second.getName() + "]");
      }
      assertThat(server.http().get("/caller").status()).isEqualTo(404);
    }
  }
}
