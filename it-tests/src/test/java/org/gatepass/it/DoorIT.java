// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatepass.it.Http.Answer;
import org.gatepass.it.door.AskedServlet;
import org.gatepass.it.door.AutoSecurity;
import org.gatepass.it.door.InnerServlet;
import org.gatepass.it.echo.EchoStore;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The door by which requests come: which it is, and that it is closed with the application. */
@ArquillianTest
@DisabledIfSystemProperty(
    named = "server.door",
    matches = "-Dgatepass.door=.+",
    disabledReason = "The run has chosen the door of every application.")
class DoorIT {
  private static final String DOOR = hasTheModule() ? "module" : "mechanism";
  private static final String ALICE = DOOR + " alice RemoteUserPrincipal";

  @ArquillianResource Deployer deployer;

  @Deployment(name = "auto", testable = false, managed = false)
  static WebArchive auto() {
    return war(AutoSecurity.class, EchoStore.class);
  }

  @Deployment(name = "nothing", testable = false, managed = false)
  static WebArchive nothing() {
    return war();
  }

  private static WebArchive war(Class<?>... security) {
    return Wars.small("door.war", security).addClasses(AskedServlet.class, InnerServlet.class);
  }

  /** Where it has been tried, up to Jakarta Security 3.0. */
  private static boolean hasTheModule() {
    return switch (System.getProperty("arquillian.launch")) {
      case "payara-micro" -> true;
      case "wildfly" -> !System.getProperty("server.home").contains("preview");
      default -> false;
    };
  }

  private static Http http() {
    return new Http(Integer.getInteger("server.port"), "/door");
  }

  @Test
  void theFasterDoorIsOpenAsLongAsTheApplicationIsThere() {
    deployer.deploy("auto");
    try {
      Http alice = http().header("remote-user", "alice");
      assertThat(alice.get("/asked").body()).isEqualTo(ALICE);
      assertThat(alice.get("/asked-again").body()).isEqualTo(ALICE + ", again true");
      assertThat(alice.get("/inner").body()).isEqualTo(ALICE);
      assertThat(http().get("/asked").body()).isEqualTo(DOOR);
      Answer refusal = http().get("/inner");
      assertThat(refusal.status()).isEqualTo(401);
      assertThat(refusal.header("WWW-Authenticate")).hasValue("Gatepass realm=\"application\"");
      assertThat(http().header("remote-user", "bob").get("/inner").status()).isEqualTo(403);
    } finally {
      deployer.undeploy("auto");
    }

    deployer.deploy("nothing");
    try {
      assertThat(http().header("remote-user", "alice").get("/asked").body()).isEqualTo("mechanism");
    } finally {
      deployer.undeploy("nothing");
    }
  }
}
