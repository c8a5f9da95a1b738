// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import org.gatepass.it.app.echo.EchoStore;
import org.gatepass.it.app.integration.AskedServlet;
import org.gatepass.it.app.integration.AutoSecurity;
import org.gatepass.it.app.integration.InnerServlet;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The faster integration, on servers where the module is tested. */
@ArquillianTest
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "payara-micro|wildfly|glassfish7",
    disabledReason =
        "The faster integration is the mechanism wherever the module has not been tried.")
@DisabledIfSystemProperty(
    named = "server.integration",
    matches = "-Dgatepass.integration=.+",
    disabledReason = "The run has chosen the integration of every application.")
class IntegrationIT {
  private static final String ALICE = "module alice RemoteUserPrincipal";

  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.small(
        "integration.war",
        AutoSecurity.class,
        EchoStore.class,
        AskedServlet.class,
        InnerServlet.class);
  }

  private Http http() {
    return Http.to(base, "/integration");
  }

  private Http named(String callerName) {
    return http().header("remote-user", callerName);
  }

  @Test
  void isTheModulesAndBringsOurPrincipal() {
    assertThat(named("alice").get("/asked").body()).isEqualTo(ALICE);
    assertThat(named("alice").get("/inner").body()).isEqualTo(ALICE);
    assertThat(http().get("/asked").body()).isEqualTo("module");
  }

  @Test
  void leavesProgrammaticAuthenticationToTheMechanism() {
    assertThat(named("alice").get("/asked-again").body()).isEqualTo(ALICE + ", again true");
  }

  @Test
  void rejectsAnonymousRequestsWhereACallerIsRequired() {
    Answer answer = http().get("/inner");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).hasValue("Gatepass realm=\"application\"");
    assertThat(named("bob").get("/inner").status()).isEqualTo(403);
  }
}
