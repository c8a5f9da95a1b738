// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gatepass.it.ear.EarCallers;
import org.gatepass.it.ear.StaffSecurity;
import org.gatepass.it.ear.StaffStore;
import org.gatepass.it.jwt.TokenApplication;
import org.gatepass.it.small.WhoResource;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** MicroProfile JWT beside Gatepass: the application does not start. */
@ArquillianTest
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "payara-server|tomee",
    disabledReason =
        "The others have no MicroProfile JWT as they are tested; Payara Micro has Payara Server's.")
class LoginConfigIT {
  @ArquillianResource Deployer deployer;

  @Deployment(name = "tokens", managed = false, testable = false)
  static WebArchive war() {
    return Wars.mechanismAlone(
        "tokens.war",
        StaffSecurity.class,
        StaffStore.class,
        EarCallers.class,
        TokenApplication.class,
        WhoResource.class);
  }

  @Test
  void stopsTheDeploymentWithTheNameOfTheAnnotation() {
    assertThatThrownBy(() -> deployer.deploy("tokens"))
        // The message itself is in the log on TomEE.
        .hasStackTraceContaining(
            System.getProperty("server.profile").equals("tomee")
                ? "Unable to deploy"
                : "@LoginConfig");
    assertThat(
            new Http(Integer.getInteger("server.port"), "/tokens")
                .header("x-staff-secret", StaffSecurity.SECRET)
                .header("remote-user", "alice")
                .get("/rest/who")
                .status())
        .isNotEqualTo(200);
  }
}
