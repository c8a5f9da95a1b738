// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.gatepass.it.app.small.AccountsServlet;
import org.gatepass.it.app.small.LoginServlet;
import org.gatepass.it.app.small.PersistentSecurity;
import org.gatepass.it.app.small.Revocations;
import org.gatepass.it.app.small.WhoEjb;
import org.gatepass.it.app.small.WhoServlet;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Remembered logins with a maximum age of a few seconds. */
@ArquillianTest
public class RememberedForALimitedTimeIT {
  private static final Duration MAX_AGE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.withAccounts(
            "limited.war",
            PersistentSecurity.class,
            WhoServlet.class,
            WhoEjb.class,
            AccountsServlet.class,
            Revocations.class,
            LoginServlet.class)
        .addAsResource(
            new StringAsset("gatepass.session-max-age=" + MAX_AGE + "\n"),
            "META-INF/microprofile-config.properties");
  }

  private Http http() {
    return Http.to(base, "/limited");
  }

  private Answer post(String path, String form) {
    return http()
        .header("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", path, form);
  }

  private static String who(Http http) {
    return http.get("/who").json().getString("servlet");
  }

  /** Sends requests, so that the session is never idle, until the remembered login has ended. */
  private static Duration lasts(Http session, String name, long loginNanos)
      throws InterruptedException {
    assertThat(who(session)).isEqualTo(name);
    while (who(session).equals(name)) {
      assertThat(since(loginNanos)).isLessThan(PATIENCE);
      TimeUnit.MILLISECONDS.sleep(200);
    }
    Duration lasted = since(loginNanos);
    assertThat(who(session)).isEmpty();
    return lasted;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  @Test
  @Shows(Attack.E12)
  void aHeaderLoginEndsAtTheMaximumAgeOfAnActiveCaller() throws InterruptedException {
    post("/accounts/create", "name=ann");
    Http named = http().header("remote-user", "ann");
    long login = System.nanoTime();
    String cookie = named.get("/who").sessionCookie().orElseThrow();

    assertThat(lasts(http().header("Cookie", cookie), "ann", login))
        .isGreaterThanOrEqualTo(MAX_AGE);

    Answer again = named.header("Cookie", cookie).get("/who");
    assertThat(again.json().getString("servlet")).isEqualTo("ann");
    assertThat(again.sessionCookie()).isPresent().get().isNotEqualTo(cookie);
  }

  @Test
  @Shows(Attack.E12)
  void aRepeatedHeaderExtendsNoLogin() throws InterruptedException {
    post("/accounts/create", "name=cid");
    Http named = http().header("remote-user", "cid");
    String cookie = named.get("/who").sessionCookie().orElseThrow();
    long login = System.nanoTime();
    while (since(login).compareTo(MAX_AGE.minusSeconds(1)) < 0) {
      named.header("Cookie", cookie).get("/who");
      TimeUnit.MILLISECONDS.sleep(200);
    }

    // By now the login's own age is over, that of the latest header is not.
    while (since(login).compareTo(MAX_AGE.plusMillis(200)) < 0) {
      TimeUnit.MILLISECONDS.sleep(50);
    }

    assertThat(who(http().header("Cookie", cookie))).isEmpty();
  }

  @Test
  @Shows(Attack.E12)
  void aLoginByPasswordEndsAtTheMaximumAgeToo() throws InterruptedException {
    post("/accounts/create", "name=ben&password=secret-1");
    long login = System.nanoTime();
    Answer entered = post("/enter", "name=ben&password=secret-1");
    assertThat(entered.body()).isEqualTo(Difference.welcome("ben"));
    String cookie = entered.sessionCookie().orElseThrow();

    assertThat(lasts(http().header("Cookie", cookie), "ben", login))
        .isGreaterThanOrEqualTo(MAX_AGE);
  }
}
