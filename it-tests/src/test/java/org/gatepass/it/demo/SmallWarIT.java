// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gatepass.it.app.small.AccountsServlet;
import org.gatepass.it.app.small.LoginServlet;
import org.gatepass.it.app.small.LookEjb;
import org.gatepass.it.app.small.LookServlet;
import org.gatepass.it.app.small.PasswordChangeServlet;
import org.gatepass.it.app.small.Revocations;
import org.gatepass.it.app.small.SmallRest;
import org.gatepass.it.app.small.SmallSecurity;
import org.gatepass.it.app.small.StoresServlet;
import org.gatepass.it.app.small.WhoEjb;
import org.gatepass.it.app.small.WhoResource;
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
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A small application whose settings are expressions, with a header of another name (Django's
 * custom-header case) and cleaned names (its custom-user case): the caller in the application, and
 * the store for each credential.
 */
@ArquillianTest
@Tag("core")
public class SmallWarIT {
  private static int counter;

  @ArquillianResource URL base;

  /** Accounts of this test's own: one with a password, and its name. */
  private String name;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.withAccounts(
        "small.war",
        SmallSecurity.class,
        WhoServlet.class,
        WhoEjb.class,
        SmallRest.class,
        WhoResource.class,
        StoresServlet.class,
        AccountsServlet.class,
        Revocations.class,
        LookEjb.class,
        LookServlet.class,
        LoginServlet.class,
        PasswordChangeServlet.class);
  }

  @BeforeEach
  void createAnAccount() {
    name = "caller" + ++counter;
    accounts("create", "name=" + name + "&password=secret-1");
  }

  private Http http() {
    return Http.to(base, "/small");
  }

  private Http named(String callerName) {
    return http().header("X-Authenticated-User-Username", callerName);
  }

  private Answer post(Http http, String path, String form) {
    return http.header("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", path, form);
  }

  private void accounts(String action, String form) {
    Answer answer = post(http(), "/accounts/" + action, form);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("true");
  }

  @Test
  void storesNoChangeOfAccountsThatABeanHasFound() {
    assertThat(post(http(), "/look", "name=" + name).body()).isEqualTo("true [user] Seen null");
    assertThat(http().get("/accounts/revocations?name=" + name).body()).isEqualTo("[]");
  }

  private Answer enter(String password) {
    return post(http(), "/enter", "name=" + name + "&password=" + encoded(password));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Http session() {
    return http().header("Cookie", enter("secret-1").sessionCookie().orElseThrow());
  }

  private String who(Http http) {
    return http.get("/who").json().getString("servlet");
  }

  @Test
  void showsTheCallerInServletsContextsAndEnterpriseBeans() {
    JsonObject who = named(name).get("/who").json();

    assertThat(who.getString("servlet")).isEqualTo(name);
    assertThat(who.getString("way")).isEqualTo("HEADER");
    assertThat(who.getString("securityContext")).isEqualTo(name);
    assertThat(who.getString("ejb")).isEqualTo(name);
    assertThat(who.getBoolean("ejbHasOurPrincipal"))
        .isEqualTo(!Difference.A_BEAN_GETS_ANOTHER_PRINCIPAL.isHere());
    assertThat(who.getBoolean("inRoleUser")).isTrue();
    assertThat(who.getBoolean("inRoleAdministrator")).isFalse();
    assertThat(who.getBoolean("ejbForUsers")).isTrue();
    assertThat(who.getBoolean("ejbForAdministrators")).isFalse();
  }

  @Test
  void showsTheCallerInRestResources() {
    assertThat(named(name).get("/rest/who").body()).isEqualTo(name + " by HEADER");
    assertThat(session().get("/rest/who").body()).isEqualTo(name + " by PASSWORD");
    if (Difference.REST_IGNORES_ROLES.isHere()) {
      assertThat(http().get("/rest/who").body()).isEqualTo("somebody else");
    } else {
      assertThat(http().get("/rest/who").status())
          .isEqualTo(Difference.REST_FORBIDS_ANONYMOUS.isHere() ? 403 : 401);
    }
  }

  @Test
  void showsNoCallerInAnonymousRequests() {
    JsonObject who = http().get("/who").json();

    assertThat(who.getString("servlet")).isEmpty();
    assertThat(who.getString("securityContext")).isEmpty();
    assertThat(who.getBoolean("ejbForUsers")).isFalse();
  }

  @Test
  void readsTheEmailThatTheProxySends() {
    JsonObject who =
        named(name).header("X-Authenticated-User-Email", "me@example.org").get("/who").json();

    assertThat(who.getString("email")).isEqualTo("me@example.org");
  }

  @Test
  void ignoresOtherHeaders() {
    assertThat(who(http().header("remote-user", name))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "header, right, active-user=VALID password=NOT_VALIDATED",
    "password, secret-1, active-user=NOT_VALIDATED password=VALID",
    "password, wrong, active-user=NOT_VALIDATED password=INVALID",
    "remembered-header, x, active-user=INVALID password=NOT_VALIDATED",
    "remembered-password, x, active-user=NOT_VALIDATED password=INVALID",
    "caller-only, x, active-user=NOT_VALIDATED password=NOT_VALIDATED"
  })
  @Shows({Attack.K01, Attack.K11})
  void validatesEachCredentialInOneStoreOnly(String credential, String password, String answers) {
    String query = "?credential=" + credential + "&name=" + name + "&password=" + password;

    assertThat(http().get("/stores" + query).body()).isEqualTo(answers);
  }

  @ParameterizedTest
  @CsvSource({
    "header, active-user=INVALID password=NOT_VALIDATED",
    "password, active-user=NOT_VALIDATED password=INVALID"
  })
  @Shows(Attack.F03)
  void rejectsInactiveCallersInBothStores(String credential, String answers) {
    accounts("deactivate", "name=" + name);
    String query = "?credential=" + credential + "&name=" + name + "&password=secret-1";

    assertThat(http().get("/stores" + query).body()).isEqualTo(answers);
  }

  @Test
  @Shows(Attack.D10)
  void rejectsDeactivatedCallersAtOnceByHeader() {
    assertThat(who(named(name))).isEqualTo(name);
    accounts("deactivate", "name=" + name);
    assertThat(who(named(name))).isEmpty();
  }

  @Test
  @Shows(Attack.D10)
  void rejectsCallersDeactivatedInTheDatabase() throws InterruptedException {
    assertThat(who(named(name))).isEqualTo(name);
    accounts("deactivate-by-sql", "name=" + name);
    Thread.sleep(1_000); // the staleness
    assertThat(who(named(name))).isEmpty();
  }

  @Test
  @Shows({Attack.E04, Attack.D10})
  void endsRememberedLoginsWithDeactivationForGood() {
    Http session = session();
    assertThat(who(session)).isEqualTo(name);

    accounts("deactivate", "name=" + name);
    assertThat(who(session)).isEmpty();
    accounts("activate", "name=" + name);
    assertThat(who(session)).isEmpty();
    assertThat(enter("secret-1").body()).isEqualTo(Difference.welcome(name));
  }

  @Test
  @Shows(Attack.E04)
  void endsRememberedLoginsEverywhere() {
    Http here = session();
    Http there = session();

    accounts("sign-out-everywhere", "name=" + name);

    assertThat(who(here)).isEmpty();
    assertThat(who(there)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "deactivate, [inactive]",
    "forbid-header, [active]",
    "change-password, [active]",
    "require-change, [active]",
    "lock, [active]",
    "expire, [active]",
    "expire-password, [active]",
    "sign-out-everywhere, [active]",
    "rename, []",
    "activate, []"
  })
  void firesCallerRevokedAfterTheCommit(String action, String revocations) {
    accounts(action, "name=" + name + "&password=secret-2");

    assertThat(http().get("/accounts/revocations?name=" + name).body()).isEqualTo(revocations);
  }

  @Test
  void deletesAnAccountWithItsGroupsAndFiresCallerRevoked() {
    assertThat(post(http(), "/accounts/delete", "name=" + name).body()).isEqualTo("false");

    assertThat(who(named(name))).isEmpty();
    assertThat(http().get("/accounts/revocations?name=" + name).body()).isEqualTo("[deleted]");
    assertThat(post(http(), "/accounts/delete", "name=" + name).body()).isEqualTo("false");
    assertThat(http().get("/accounts/revocations?name=" + name).body()).isEqualTo("[deleted]");
  }

  @Test
  void leavesTheAnswerToAFailedLoginToTheApplication() {
    Answer answer = enter("wrong");

    assertThat(answer.status()).isEqualTo(418);
    assertThat(answer.body()).isEqualTo("sorry: WRONG_PASSWORD");
    assertThat(answer.sessionCookie()).isEmpty();
  }

  /** Only the application gets the code, and only after the right password. */
  @ParameterizedTest
  @CsvSource({"lock, LOCKED_CALLER", "expire, EXPIRED_CALLER", "expire-password, PASSWORD_EXPIRED"})
  void hasACodeForTheStateOfAnAccountWhosePasswordIsRight(String state, String code) {
    Http session = session();
    accounts(state, "name=" + name);

    assertThat(enter("secret-1").body()).isEqualTo("sorry: " + code);
    assertThat(enter("wrong").body()).isEqualTo("sorry: WRONG_PASSWORD");
    assertThat(who(session)).isEmpty();
    assertThat(who(named(name))).isEqualTo(code.startsWith("PASSWORD") ? name : "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"password=secret-1", "name=&password=secret-1", "name=dora&password="})
  void failsALoginWithoutANameOrAPassword(String form) {
    Answer answer = post(http(), "/enter", form);

    assertThat(answer.status()).as(answer.body()).isEqualTo(418);
    assertThat(answer.body()).isEqualTo("sorry: WRONG_PASSWORD");
  }

  @Test
  void failsAWrongPasswordWhileACallerIsAuthenticated() {
    Http session = session();

    for (String offered : List.of("wrong", "", "secret-2")) {
      Answer answer = post(session, "/enter", "name=" + name + "&password=" + offered);
      assertThat(answer.body()).isEqualTo("sorry: WRONG_PASSWORD");
    }

    assertThat(who(session)).isEqualTo(name);
  }

  @Test
  void logsInAgainWhileACallerIsAuthenticated() {
    Http former = session();

    Answer again = post(former, "/enter", "name=" + name + "&password=secret-1");

    assertThat(again.body()).isEqualTo("welcome " + name);
    assertThat(again.sessionCookie()).isPresent();
    assertThat(who(http().header("Cookie", again.sessionCookie().orElseThrow()))).isEqualTo(name);
    assertThat(who(former)).isEmpty();
  }

  @Test
  void logsAnotherCallerInWhileACallerIsAuthenticated() {
    Http former = session();
    String first = name;
    createAnAccount();

    Answer second = post(former, "/enter", "name=" + name + "&password=secret-1");

    assertThat(name).isNotEqualTo(first);
    assertThat(second.body())
        .isEqualTo(
            "welcome " + (Difference.A_LOGIN_COUNTS_FROM_THE_NEXT_REQUEST.isHere() ? first : name));
    assertThat(who(http().header("Cookie", second.sessionCookie().orElseThrow()))).isEqualTo(name);
    assertThat(who(former)).isEmpty();
  }

  private Answer change(Http http, String password) {
    return post(http, "/change", "name=" + name + "&password=" + password + "&new=secret-2");
  }

  @Test
  void changesAPasswordAndKeepsOnlyTheSessionOfTheChange() {
    Http here = session();
    Http there = session();

    Answer changed = change(here, "secret-1");

    assertThat(changed.body()).isEqualTo("changed");
    assertThat(who(http().header("Cookie", changed.sessionCookie().orElseThrow()))).isEqualTo(name);
    assertThat(who(here)).isEmpty();
    assertThat(who(there)).isEmpty();
    assertThat(http().get("/accounts/revocations?name=" + name).body()).isEqualTo("[active]");
    assertThat(enter("secret-1").body()).isEqualTo("sorry: WRONG_PASSWORD");
    assertThat(enter("secret-2").body()).isEqualTo(Difference.welcome(name));
  }

  @Test
  void changesAPasswordAndLogsInWhileNoCallerIsAuthenticated() {
    Answer changed = change(http(), "secret-1");

    assertThat(changed.body()).isEqualTo("changed");
    assertThat(who(http().header("Cookie", changed.sessionCookie().orElseThrow()))).isEqualTo(name);
  }

  @Test
  void changesNothingForAWrongPassword() {
    Http session = session();

    for (String offered : List.of("wrong", "")) {
      assertThat(change(session, offered).body()).isEqualTo("sorry: WRONG_PASSWORD");
    }

    assertThat(who(session)).isEqualTo(name);
    assertThat(enter("secret-1").body()).isEqualTo(Difference.welcome(name));
  }

  @Test
  void changesNoPasswordInAdditionToAHeader() {
    assertThat(change(named(name), "secret-1").body()).isEqualTo("sorry: NAMED_BY_HEADER");
    assertThat(enter("secret-1").body()).isEqualTo(Difference.welcome(name));
  }

  @Test
  void requiresAChangeBeforeTheNextLoginByPasswordAndNotByHeader() {
    Http session = session();

    accounts("require-change", "name=" + name);

    assertThat(who(session)).isEmpty();
    assertThat(enter("secret-1").body()).isEqualTo("sorry: PASSWORD_CHANGE_REQUIRED");
    assertThat(enter("wrong").body()).isEqualTo("sorry: WRONG_PASSWORD");
    assertThat(who(named(name))).isEqualTo(name);
    assertThat(change(http(), "secret-1").body()).isEqualTo("changed");
    assertThat(enter("secret-2").body()).isEqualTo(Difference.welcome(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret-1", "wrong"})
  void rejectsALoginInAdditionToAHeader(String password) {
    Answer answer = post(named(name), "/enter", "name=" + name + "&password=" + password);

    assertThat(answer.body()).isEqualTo("sorry: NAMED_BY_HEADER");
    assertThat(answer.sessionCookie()).isEmpty();
  }

  @Test
  void answersWith500WhenABeanOfTheApplicationFails() {
    Answer answer = named("broken").get("/who");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body().strip()).isEqualTo("500 Internal Server Error");
    assertThat(who(named(name + "@example.com"))).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    // All of "secret-1": Jakarta's PBKDF2 format, and bcrypt as Apache's htpasswd writes it.
    "PBKDF2WithHmacSHA256:2048:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=:UivEu+hz90ZqFWg4nWsJz5+pJuTNR5DcLANeIFXXXus=",
    "$2y$05$4wZs7YD/St/xUx7HTeiQq.jc453i72CqNYKMZbXbLJvnQ2K27cYIq"
  })
  @Shows(Attack.F07)
  void readsForeignHashesAndReplacesThem(String hash) {
    String foreign = name + "x";
    accounts("create", "name=" + foreign + "&hash=" + encoded(hash));

    Answer first = post(http(), "/enter", "name=" + foreign + "&password=secret-1");
    assertThat(first.body()).isEqualTo(Difference.welcome(foreign));
    assertThat(http().get("/accounts?name=" + foreign).body()).startsWith("$argon2id$");
    Answer second = post(http(), "/enter", "name=" + foreign + "&password=secret-1");
    assertThat(second.body()).isEqualTo(Difference.welcome(foreign));
  }

  // Django's custom cases: another header (above all), and a cleaned name.

  @Test
  void djangoCleansTheNameBeforeTheLookUp() {
    assertThat(who(named(name + "@example.com"))).isEqualTo(name);
    assertThat(who(named(name))).isEqualTo(name);
    assertThat(who(named("nobody@example.com"))).isEmpty();
  }

  /** A placeholder can't be asserted; of a normalized name it is only one that is unfit. */
  @ParameterizedTest
  @CsvSource({
    "alice, ''",
    "guest, RESERVED_NAME",
    "null, UNFIT_NAME",
    "al\u1160ice, UNCLEAN_VALUE"
  })
  void checksTheNamesOfAccountsAsThoseThatCleaningMakes(String checked, String rejection) {
    assertThat(http().get("/who?checked=" + encoded(checked)).json().getString("rejection"))
        .isEqualTo(rejection);
  }

  @Test
  void keepsOtherRealms() {
    assertThat(who(named(name + "@other.test"))).isEmpty();
    assertThat(who(named(name + "@example.com@other.test"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@example.com",
        "guest@example.com",
        "Anonymous@example.com",
        "null@example.com",
        "long",
        "filler",
        "missing"
      })
  @Shows({Attack.C09, Attack.C02, Attack.C03})
  void rejectsANameThatIsEmptyAfterCleaning(String asserted) {
    assertThat(named(asserted).get("/who").status()).isEqualTo(400);
  }
}
