// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.List;
import org.gatepass.it.app.echo.EchoServlet;
import org.gatepass.it.app.echo.EchoStore;
import org.gatepass.it.app.echo.InjectedRequest;
import org.gatepass.it.app.integration.AskedServlet;
import org.gatepass.it.app.integration.AutoSecurity;
import org.gatepass.it.app.integration.InnerServlet;
import org.gatepass.it.app.observed.DecisionsServlet;
import org.gatepass.it.app.observed.SeenDecisions;
import org.gatepass.it.app.small.LoginServlet;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Wars;
import org.gatepass.operations.internal.cdi.OperationsExtension;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application with the module {@code gatepass-operations} and an observer of its own. */
@ArquillianTest
class OperationsIT {
  private static final String ALICE = "request AUTHENTICATED HEADER - alice 127.0.0.1";

  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.small(
            "operations.war",
            AutoSecurity.class,
            EchoStore.class,
            AskedServlet.class,
            InnerServlet.class,
            LoginServlet.class,
            EchoServlet.class,
            InjectedRequest.class,
            SeenDecisions.class,
            DecisionsServlet.class)
        .addClass("org.gatepass.it.app.echo.Seen")
        .setWebXML(
            new StringAsset(
                """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <error-page><error-code>418</error-code><location>/errors</location></error-page>
                  <error-page><error-code>500</error-code><location>/errors</location></error-page>
                </web-app>
                """))
        .addAsLibraries(Wars.jarOf(OperationsExtension.class));
  }

  private Http http() {
    return Http.to(base, "/operations");
  }

  private Http named(String callerName) {
    return http().header("remote-user", callerName);
  }

  /** The decisions before this request. */
  private List<String> decisions() {
    List<String> lines = http().get("/decisions").body().lines().toList();
    assertThat(lines).last().isEqualTo("request ANONYMOUS - - - 127.0.0.1");
    return lines.subList(0, lines.size() - 1);
  }

  @BeforeEach
  void discardEarlierDecisions() {
    decisions();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/asked", "/asked-again", "/inner"})
  void observesOneDecisionForEachRequest(String path) {
    assertThat(named("alice").get(path).status()).isEqualTo(200);

    assertThat(decisions()).containsExactly(ALICE);
  }

  /** Error pages and targets of dispatches belong to the same request. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "forward",
        "named",
        "include",
        "error",
        "exception",
        "async",
        "async-original",
        "thread",
        "authenticate"
      })
  void observesOneDecisionForARequestWithADispatch(String how) {
    named("alice").get("/echo/" + how);

    assertThat(decisions()).containsExactly(ALICE);
  }

  @Test
  void observesOneDecisionForARejectedRequest() {
    assertThat(named("bob").get("/inner").status()).isEqualTo(403);

    assertThat(decisions()).containsExactly("request REJECTED - UNKNOWN_CALLER bob 127.0.0.1");
  }

  @Test
  void observesOneDecisionForAChallengedRequest() {
    assertThat(http().get("/inner").status()).isEqualTo(401);

    assertThat(decisions()).containsExactly("request CHALLENGED - - - 127.0.0.1");
  }

  @Test
  void observesTheCodeOfAnIgnoredHeader() {
    assertThat(named("alice").from(Http.UNTRUSTED).get("/asked").status()).isEqualTo(200);

    assertThat(decisions())
        .containsExactly("request ANONYMOUS - UNTRUSTED_PEER - " + Http.UNTRUSTED);
  }

  /** The module passes the login on to the mechanism, which decides once. */
  @Test
  void observesALoginInAdditionToItsRequest() {
    Answer answer =
        http()
            .header("Content-Type", "application/x-www-form-urlencoded")
            .send("POST", "/enter", "name=alice&password=wrong");

    assertThat(answer.body()).isEqualTo("sorry: NO_SUCH_LOGIN");
    assertThat(decisions())
        .containsExactly(
            "request ANONYMOUS - - - 127.0.0.1", "login REJECTED - NO_SUCH_LOGIN - 127.0.0.1");
  }
}
