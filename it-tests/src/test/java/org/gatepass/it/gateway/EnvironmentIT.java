// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatepass.it.app.checks.PrefixedSecurity;
import org.gatepass.it.app.echo.EchoStore;
import org.gatepass.it.app.integration.AskedServlet;
import org.gatepass.it.app.integration.InnerServlet;
import org.gatepass.it.server.OwnServer;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Settings in the environment of a server whose MicroProfile Config lists each variable by several
 * names: WildFly's has {@code gatepass.trusted.proxies} for {@code GATEPASS_TRUSTED_PROXIES}.
 */
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "wildfly|liberty|tomee",
    disabledReason = "ComposeIT starts Payara with an environment; the others have no such list.")
class EnvironmentIT {
  @TempDir Path folder;

  private static WebArchive war() {
    return Wars.mechanismAlone(
        "environment.war",
        PrefixedSecurity.class,
        EchoStore.class,
        AskedServlet.class,
        InnerServlet.class);
  }

  @Test
  void isReadAndEachVariableIsOneSetting() throws IOException, InterruptedException {
    try (ServerProcess server =
        OwnServer.start(
            folder,
            Map.of(
                "STAFF_GATEPASS_TRUSTED_PROXIES", "127.0.0.1",
                "STAFF_GATEPASS_CALLER_HEADER", "x-staff-user",
                "STAFF_GATEPASS_TRUSTED_PROXY", "127.0.0.9"),
            List.of(),
            List.of(),
            war())) {
      server.awaitInLog("Gatepass settings:");
      server.awaitAnswer("/environment/asked");

      assertThat(server.http().header("x-staff-user", "alice").get("/environment/inner").body())
          .contains(" alice ");
      assertThat(server.log())
          .contains("staff.gatepass.trusted-proxies = 127.0.0.1  [environment]")
          .contains(
              "STAFF_GATEPASS_TRUSTED_PROXY: is not a setting; did you mean"
                  + " STAFF_GATEPASS_TRUSTED_PROXIES?")
          .doesNotContain("staff.gatepass.trusted.proxies")
          .doesNotContain("staff.gatepass.caller.header");
      assertThat(server.log().split("is not a setting", -1)).hasSize(2);
    }
  }
}
