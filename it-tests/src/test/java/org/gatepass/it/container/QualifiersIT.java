// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.gatepass.it.app.choice.ChoiceSecurity;
import org.gatepass.it.app.choice.ChoosingHandler;
import org.gatepass.it.app.choice.FromProxy;
import org.gatepass.it.app.small.AccountsServlet;
import org.gatepass.it.app.small.Revocations;
import org.gatepass.it.app.small.WhoEjb;
import org.gatepass.it.app.small.WhoServlet;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Two mechanisms in one application, between which its handler chooses: Gatepass's has a qualifier.
 */
@ArquillianTest
@EnabledIfSystemProperty(
    named = "server.ee",
    matches = "11",
    disabledReason = "Handlers of mechanisms came with Jakarta EE 11.")
class QualifiersIT {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.withAccounts(
        "choice.war",
        ChoiceSecurity.class,
        ChoosingHandler.class,
        FromProxy.class,
        AccountsServlet.class,
        Revocations.class,
        WhoEjb.class,
        WhoServlet.class);
  }

  private Http http() {
    return Http.to(base, "/choice");
  }

  private Http offering(String password) {
    byte[] both = ("alice:" + password).getBytes(StandardCharsets.UTF_8);
    return http().header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
  }

  private static Http machine(Http http) {
    return http.header("x-machine", "yes");
  }

  private static String caller(Http http) {
    Answer answer = http.get("/who");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().getString("servlet");
  }

  @BeforeEach
  void createAlice() {
    if (caller(http().header("remote-user", "alice")).isEmpty()) {
      http()
          .header("Content-Type", "application/x-www-form-urlencoded")
          .send("POST", "/accounts/create", "name=alice&password=secret-1");
    }
  }

  @Test
  void oursIsCalledWhereTheHandlerChoosesIt() {
    Answer answer = http().header("remote-user", "alice").get("/who");

    assertThat(answer.json().getString("servlet")).isEqualTo("alice");
    assertThat(answer.json().getString("way")).isEqualTo("HEADER");
    assertThat(answer.json().getBoolean("inRoleUser")).isTrue();
    assertThat(caller(http())).isEmpty();
    assertThat(caller(http().from(Http.UNTRUSTED).header("remote-user", "alice"))).isEmpty();
  }

  @Test
  void theOtherIsCalledElsewhereAndReadsNoHeaderOfOurs() {
    assertThat(caller(machine(offering("secret-1")))).isEqualTo("alice");
    assertThat(caller(machine(http().header("remote-user", "alice")))).isEmpty();
  }

  @Test
  void neitherAcceptsACredentialOfTheOther() {
    // The resource is public: a wrong password is answered with 401 on some servers, and
    // anonymously on others.
    assertThat(machine(offering("secret-2")).get("/who").body()).doesNotContain("alice");
    assertThat(caller(offering("secret-1"))).isEmpty();
  }
}
