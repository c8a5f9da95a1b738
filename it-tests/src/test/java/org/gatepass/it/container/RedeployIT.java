// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatepass.it.app.ear.EarCallers;
import org.gatepass.it.app.ear.EarEvents;
import org.gatepass.it.app.ear.EarProtectedServlet;
import org.gatepass.it.app.ear.EarServlet;
import org.gatepass.it.app.ear.StaffSecurity;
import org.gatepass.it.app.ear.StaffStore;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** An application that is deployed again at the same path. */
@ArquillianTest
@DisabledIfSystemProperty(
    named = "server.profile",
    matches = "payara-micro",
    disabledReason = "The adapter of Payara Micro leaves the application deployed.")
class RedeployIT {
  @ArquillianResource Deployer deployer;

  @Deployment(name = "again", managed = false, testable = false)
  static WebArchive war() {
    return Wars.mechanismAlone(
        "again.war",
        StaffSecurity.class,
        StaffStore.class,
        EarCallers.class,
        EarEvents.class,
        EarServlet.class,
        EarProtectedServlet.class);
  }

  private static Http named(String callerName) {
    return new Http(Integer.getInteger("server.port"), "/again")
        .header("x-staff-secret", StaffSecurity.SECRET)
        .header("remote-user", callerName);
  }

  @Test
  void isProtectedAsBefore() {
    for (int round = 1; round <= 3; round++) {
      deployer.deploy("again");
      assertThat(named("alice").get("/in").body()).as("round %d", round).isEqualTo("alice");
      assertThat(named("bob").get("/in").status()).as("round %d", round).isEqualTo(403);
      assertThat(named("al ice").get("/who").status()).as("round %d", round).isEqualTo(400);
      // Only of the requests of this start.
      assertThat(named("alice").get("/who").body()).endsWith(" 2");
      deployer.undeploy("again");
      assertThat(named("alice").get("/in").body()).doesNotContain("alice");
    }
  }
}
