// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import java.net.URL;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.gatepass.it.server.ImpossibleWith;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo with a proxy that authenticates on one login path, and sessions on the others. */
@ArquillianTest
public class LoginPathIT {
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.demo(
        Map.of(
            "gatepass.trusted-proxies", Http.TRUSTED,
            "gatepass.persistent", "true",
            "gatepass.login-paths", "/sso-login"));
  }

  private Http http() {
    return Http.to(base, "");
  }

  private Http named(String name) {
    return http().header("remote-user", name);
  }

  private Http session(String name) {
    Answer answer = named(name).get("/sso-login?next=/api/me");
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("location").orElseThrow()).endsWith("/api/me");
    return http().header("Cookie", answer.sessionCookie().orElseThrow());
  }

  private static void assertAnonymous(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("caller")).isEqualTo(JsonValue.NULL);
  }

  @Test
  void remembersTheCallerOfTheLoginPath() {
    Answer me = session("alice").get("/api/me");

    assertThat(me.json().getString("caller")).isEqualTo("alice");
    assertThat(me.json().getString("authenticatedBy")).isEqualTo("SESSION");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/me", "/api/me/", "//api/me", "/sso-login/../api/me"})
  @Shows(Attack.E05)
  void ignoresTheHeaderElsewhere(String path) {
    assertThat(named("alice").get(path).status()).isEqualTo(401);
  }

  @Test
  void redirectsNoHeaderCallerToTheLoginPage() {
    Http person = http().header("Accept", "text/html");

    assertThat(person.get("/api/me").status()).isEqualTo(303);
    assertThat(person.header("remote-user", "alice").get("/api/me").status()).isEqualTo(401);
    assertThat(person.header("remote-user", "alice").get("/sso-login").status()).isEqualTo(303);
  }

  @Test
  void servesPublicResourcesElsewhereAnonymously() {
    assertAnonymous(named("alice").get("/api/whoami"));
  }

  @Test
  void endsTheSessionWhereAHeaderNamesAnotherCaller() {
    Http session = session("alice");

    Answer contradicted = session.header("remote-user", "carol").get("/api/whoami");

    assertThat(contradicted.status()).isEqualTo(401);
    assertAnonymous(session.get("/api/whoami"));
  }

  @Test
  void leavesTheSessionAloneWhereAHeaderNamesItsCallerOrIsMalformed() {
    Http session = session("alice");

    assertThat(session.header("remote-user", "alice").get("/api/me").status()).isEqualTo(200);
    assertThat(session.header("remote-user", "alice,bob").get("/api/me").status()).isEqualTo(400);
    assertThat(session.get("/api/me").status()).isEqualTo(200);
  }

  @Test
  void endsWithLogout() {
    Http session = session("alice");

    assertThat(session.send("POST", "/api/logout", "").status()).isEqualTo(204);

    assertAnonymous(session.get("/api/whoami"));
  }

  @Test
  void redirectsToPathsOfTheApplicationOnly() {
    Answer answer = named("alice").get("/sso-login?next=//evil.example/");

    assertThat(answer.header("location").orElseThrow()).doesNotContain("evil");
  }

  /** Django's case: a caller who logs in by header can submit a form of the page. */
  @Test
  @ImpossibleWith(Difference.NO_FACES_4)
  void djangoCsrfValidationPassesAfterTheLogin() {
    Http session = session("alice");
    Matcher token = TOKEN.matcher(session.get("/").body());
    assertThat(token.find()).isTrue();
    Http browser =
        session
            .header("Origin", "http://" + http().host())
            .header("Content-Type", "application/x-www-form-urlencoded");

    assertThat(browser.send("POST", "/logout", "token=wrong").status()).isEqualTo(403);
    assertThat(browser.send("POST", "/logout", "").status()).isEqualTo(403);
    assertThat(session.get("/api/me").status()).isEqualTo(200);
    Answer out = browser.send("POST", "/logout", "token=" + token.group(1));
    assertThat(out.status()).isEqualTo(200);
    assertThat(out.body()).contains("content=\"0; url=" + http().target("/") + "\"");
    assertAnonymous(session.get("/api/whoami"));
  }
}
