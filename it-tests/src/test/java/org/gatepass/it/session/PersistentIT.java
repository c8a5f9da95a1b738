// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URL;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gatepass.it.app.small.AccountsServlet;
import org.gatepass.it.app.small.FailOverServlet;
import org.gatepass.it.app.small.IdleServlet;
import org.gatepass.it.app.small.LoginServlet;
import org.gatepass.it.app.small.PersistentSecurity;
import org.gatepass.it.app.small.Revocations;
import org.gatepass.it.app.small.WhoEjb;
import org.gatepass.it.app.small.WhoServlet;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The persistent variant, as in Django's persistent middleware: a header authenticates on each
 * path, and its caller is remembered.
 */
@ArquillianTest
@Tag("core")
public class PersistentIT {
  private static int counter;

  @ArquillianResource URL base;

  private String name;
  private String other;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.withAccounts(
        "persistent.war",
        PersistentSecurity.class,
        WhoServlet.class,
        WhoEjb.class,
        AccountsServlet.class,
        Revocations.class,
        FailOverServlet.class,
        IdleServlet.class,
        LoginServlet.class);
  }

  @BeforeEach
  void createAccounts() {
    counter++;
    name = "caller" + counter;
    other = "other" + counter;
    accounts("create", name + "&password=secret-1");
    accounts("create", other);
  }

  private Http http() {
    return Http.to(base, "/persistent");
  }

  private void accounts(String action, String form) {
    Answer answer =
        http()
            .header("Content-Type", "application/x-www-form-urlencoded")
            .send("POST", "/accounts/" + action, "name=" + form);
    assertThat(answer.body()).isEqualTo("true");
  }

  private static JsonObject who(Http http) {
    Answer answer = http.get("/who");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static void assertUnauthenticated(Http http) {
    assertThat(who(http).getString("servlet")).isEmpty();
  }

  private static void assertCaller(Http http, String callerName, String way) {
    JsonObject who = who(http);
    assertThat(who.getString("servlet")).isEqualTo(callerName);
    assertThat(who.getString("way")).isEqualTo(way);
    assertThat(who.getString("ejb")).isEqualTo(callerName);
    assertThat(who.getBoolean("inRoleUser")).isTrue();
  }

  private Http named(String callerName) {
    return http().header("remote-user", callerName);
  }

  /** A client with the session of a header login. */
  private Http session(String callerName) {
    Answer answer = named(callerName).get("/who");
    return http().header("Cookie", answer.sessionCookie().orElseThrow());
  }

  @Test
  void remembersTheCallerForAThousandRequests() {
    Http session = session(name);

    for (int request = 0; request < 1_000; request++) {
      assertCaller(session, name, "SESSION");
    }
  }

  @Test
  void sendsACookieThatScriptsCantRead() {
    assertThat(named(name).get("/who").header("set-cookie").orElseThrow())
        .containsIgnoringCase("HttpOnly");
  }

  @Test
  void endsTheSessionForGoodWithDeactivation() {
    Http session = session(name);
    assertCaller(session, name, "SESSION");

    accounts("deactivate", name);
    assertUnauthenticated(session);
    accounts("activate", name);
    assertUnauthenticated(session);
    assertCaller(session(name), name, "SESSION");
  }

  @Test
  void endsTheSessionsEverywhereOnRequest() {
    Http here = session(name);
    Http there = session(name);

    accounts("sign-out-everywhere", name);

    assertUnauthenticated(here);
    assertUnauthenticated(there);
  }

  @Test
  void acceptsACookieOnlyThroughTheProxy() {
    Http session = session(name);

    assertUnauthenticated(session.from(Http.UNTRUSTED));
    assertCaller(session, name, "SESSION");
  }

  @Test
  void changesTheIdOfAnExistingSessionAtTheLogin() {
    String first = named(name).get("/who").sessionCookie().orElseThrow();
    Answer second = named(other).header("Cookie", first).get("/who");

    assertThat(second.sessionCookie()).isPresent().get().isNotEqualTo(first);
    assertUnauthenticated(http().header("Cookie", first));
  }

  @Test
  void keepsTheSessionWhenTheSameHeaderComesAgain() {
    Http session = session(name);

    Answer again = session.header("remote-user", name).get("/who");

    assertThat(again.header("set-cookie")).isEmpty();
    assertThat(again.json().getString("way")).isEqualTo("HEADER");
    assertCaller(session, name, "SESSION");
  }

  // The state of the session itself.

  /** The session of a client after the move to another node. */
  private Http moved(Http session) {
    Answer answer = session.send("POST", "/fail-over", "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("org.gatepass.owner");
    String cookie = answer.sessionCookie().orElseThrow();
    assertUnauthenticated(session);
    return http().header("Cookie", cookie);
  }

  private Http sessionByPassword() {
    Answer answer =
        http()
            .header("Content-Type", "application/x-www-form-urlencoded")
            .send("POST", "/enter", "name=" + name + "&password=secret-1");
    return http().header("Cookie", answer.sessionCookie().orElseThrow());
  }

  @Test
  @Shows(Attack.E11)
  void keepsTheCallerWhoseSessionMovesToAnotherNode() {
    assertCaller(moved(session(name)), name, "SESSION");
    assertCaller(moved(sessionByPassword()), name, "PASSWORD");
    assertCaller(moved(moved(session(other))), other, "SESSION");
  }

  @Test
  @Shows(Attack.E11)
  void validatesTheCallerOfAMovedSessionLikeAnyOther() {
    Http deactivated = moved(session(name));
    Http signedOut = moved(session(other));
    assertUnauthenticated(moved(session(other)).from(Http.UNTRUSTED));

    accounts("deactivate", name);
    accounts("sign-out-everywhere", other);

    assertUnauthenticated(deactivated);
    assertUnauthenticated(signedOut);
  }

  @Test
  @Shows(Attack.E12)
  void endsTheLoginAtTheServersIdleTimeout() throws InterruptedException {
    for (Http session : List.of(session(name), sessionByPassword())) {
      assertThat(who(session).getString("servlet")).isEqualTo(name);
      session
          .header("Content-Type", "application/x-www-form-urlencoded")
          .send("POST", "/idle", "seconds=1");

      TimeUnit.SECONDS.sleep(3);

      assertUnauthenticated(session);
    }
  }

  private static void assertRoles(Http http, boolean user, boolean administrator) {
    JsonObject who = who(http);
    assertThat(who.getBoolean("inRoleUser")).isEqualTo(user);
    assertThat(who.getBoolean("inRoleAdministrator")).isEqualTo(administrator);
    assertThat(who.getBoolean("ejbForAdministrators")).isEqualTo(administrator);
  }

  @Test
  void keepsTheHeadersGroupsOfARememberedCallerAndReadsTheStoresGroupsAgain() {
    Answer login = named(name).header("remote-groups", "others;idp-admins").get("/who");
    Http session = http().header("Cookie", login.sessionCookie().orElseThrow());
    assertRoles(session, true, true);

    accounts("leave-groups", name);

    assertRoles(session, false, true);
  }

  @Test
  void replacesTheGroupsByThoseOfTheNextHeader() {
    Answer login = named(name).header("remote-groups", "idp-admins").get("/who");
    Http session = http().header("Cookie", login.sessionCookie().orElseThrow());

    session.header("remote-user", name).get("/who");

    assertRoles(session, true, false);
  }

  @Test
  void readsGroupsOfSeveralLines() {
    accounts("leave-groups", name);
    Http caller = named(name).header("remote-groups", "others;staff");

    assertRoles(caller, true, false);
    assertRoles(caller.header("remote-groups", "idp-admins"), true, true);
    assertRoles(caller.header("remote-groups", "x; idp-admins"), true, true);
  }

  // Django's cases for its persistent middleware.

  @Test
  void djangoNoRemoteUser() {
    assertUnauthenticated(http());
    assertUnauthenticated(named(""));
    assertThat(named("").get("/who").header("set-cookie")).isEmpty();
  }

  @Test
  void djangoUnknownUserIsNotCreated() {
    for (int request = 0; request < 2; request++) {
      Answer answer = named("newuser").get("/who");
      assertThat(answer.json().getString("servlet")).isEmpty();
      assertThat(answer.sessionCookie()).isEmpty();
    }
    assertThat(
            http()
                .header("Content-Type", "application/x-www-form-urlencoded")
                .send("POST", "/accounts/rename", "name=newuser")
                .body())
        .isEqualTo("false");
  }

  @Test
  void djangoKnownUser() {
    assertCaller(named(name), name, "HEADER");
    assertCaller(named(other), other, "HEADER");
  }

  @Test
  void djangoHeaderDisappearsAndTheCallerStays() {
    assertCaller(session(name), name, "SESSION");
  }

  /** Django's client keeps its cookie: a session never admits an inactive caller. */
  @Test
  void djangoInactiveUserIsRejectedWithAnOldSessionToo() {
    Http session = session(name);
    accounts("deactivate", name);

    assertUnauthenticated(session.header("remote-user", name));
    assertUnauthenticated(session);
  }

  @Test
  void djangoUserSwitchForcesNewLogin() {
    Http session = session(name);

    Answer switched = session.header("remote-user", other).get("/who");

    assertThat(switched.json().getString("servlet")).isEqualTo(other);
    assertUnauthenticated(session);
    assertCaller(http().header("Cookie", switched.sessionCookie().orElseThrow()), other, "SESSION");
  }

  @Test
  void djangoSwitchToAnUnknownUserEndsTheSessionToo() {
    Http session = session(name);

    assertUnauthenticated(session.header("remote-user", "newnewuser"));
    assertUnauthenticated(session);
  }

  @Test
  void djangoInactiveUserIsRejected() {
    accounts("deactivate", name);

    Answer answer = named(name).get("/who");
    assertThat(answer.json().getString("servlet")).isEmpty();
    assertThat(answer.sessionCookie()).isEmpty();
  }

  @Test
  void djangoLastLoginIsThatOfTheLogin() {
    Http session = session(name);
    String atLogin = lastLogin();
    assertThat(atLogin).isNotEqualTo("null");

    assertCaller(session, name, "SESSION");

    assertThat(lastLogin()).isEqualTo(atLogin);
  }

  private String lastLogin() {
    return http().get("/accounts/last-login?name=" + name).body();
  }
}
