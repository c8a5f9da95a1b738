// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URL;
import org.gatepass.it.app.newcomers.AllowInactiveSecurity;
import org.gatepass.it.app.newcomers.Configurations;
import org.gatepass.it.app.newcomers.ConfigurationsServlet;
import org.gatepass.it.app.own.CallerServlet;
import org.gatepass.it.app.small.AccountsServlet;
import org.gatepass.it.app.small.LoginServlet;
import org.gatepass.it.app.small.Revocations;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * Inactive callers are admitted by header and remembered; their logins are stored when a session
 * begins.
 */
@ArquillianTest
class AllowInactiveIT {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.withAccounts(
        "allow.war",
        AllowInactiveSecurity.class,
        Configurations.class,
        ConfigurationsServlet.class,
        CallerServlet.class,
        AccountsServlet.class,
        Revocations.class,
        LoginServlet.class);
  }

  private Http http() {
    return Http.to(base, "/allow");
  }

  private Http named(String name) {
    return http().header("remote-user", name);
  }

  private Http session(Answer login) {
    return http().header("Cookie", login.sessionCookie().orElseThrow());
  }

  private static JsonObject caller(Http http) {
    return http.get("/caller").json();
  }

  private Answer post(String path, String form) {
    return http()
        .header("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", path, form);
  }

  @Test
  void admitsInactiveCallersByHeaderAndRemembersThem() {
    post("/accounts/create", "name=ina&password=secret-1");
    post("/accounts/deactivate", "name=ina");

    Http session = session(named("ina").get("/caller"));

    assertThat(caller(session).getString("name")).isEqualTo("ina");
    assertThat(caller(session).getString("way")).isEqualTo("SESSION");
    assertThat(caller(session).getString("groups")).isEqualTo("user");
  }

  @Test
  void rejectsPasswordsOfInactiveCallers() {
    post("/accounts/create", "name=ivo&password=secret-1");
    assertThat(post("/enter", "name=ivo&password=secret-1").body())
        .isEqualTo(Difference.welcome("ivo"));

    post("/accounts/deactivate", "name=ivo");

    assertThat(post("/enter", "name=ivo&password=secret-1").body())
        .isEqualTo("sorry: WRONG_PASSWORD");
  }

  @Test
  void configuresWhenASessionBeginsAndNotWithinIt() {
    Http session = session(named("pat").get("/caller"));
    caller(session);
    caller(session.header("remote-user", "pat"));
    String first = http().get("/configurations?name=pat").body();

    caller(named("pat"));
    String second = http().get("/configurations?name=pat").body();

    assertThat(first).isEqualTo("[configured new, created]");
    assertThat(second).isEqualTo("[configured new, created, configured]");
  }
}
