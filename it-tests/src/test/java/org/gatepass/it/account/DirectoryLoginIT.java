// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import jakarta.json.JsonObject;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gatepass.it.app.directory.DirectoryAddress;
import org.gatepass.it.app.directory.DirectoryLoginSecurity;
import org.gatepass.it.app.own.CallerServlet;
import org.gatepass.it.app.small.AccountsServlet;
import org.gatepass.it.app.small.LoginServlet;
import org.gatepass.it.app.small.Revocations;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.peer.Directory;
import org.gatepass.it.server.Difference;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Form logins whose passwords the server's own stores validate, in an application with Gatepass's
 * accounts.
 */
@ArquillianTest
class DirectoryLoginIT {
  private static final Duration MAX_AGE = Duration.ofSeconds(3);

  /** TomEE's store does not find the standard name. */
  private static final String DATA_SOURCE =
      "tomee".equals(System.getProperty("server.profile"))
          ? "java:openejb/Resource/Accounts"
          : "java:comp/DefaultDataSource";

  private static Directory directory;

  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() throws LDAPException {
    directory = new Directory();
    for (String name : new String[] {"erin", "fay", "fay2", "gus", "hal"}) {
      directory.addPerson(name, name + "-secret");
      directory.addGroup("desk-of-" + name, name);
    }
    directory.start();
    return directory
        .addTo(
            Wars.withAccounts(
                "dirlogin.war",
                DirectoryLoginSecurity.class,
                DirectoryAddress.class,
                CallerServlet.class,
                AccountsServlet.class,
                Revocations.class,
                LoginServlet.class))
        .addAsResource(new StringAsset(DATA_SOURCE), "data-source.txt");
  }

  @AfterAll
  static void stop() {
    if (directory != null) {
      directory.close();
    }
  }

  private Http http() {
    return Http.to(base, "/dirlogin");
  }

  private Answer post(String path, String form) {
    return http()
        .header("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", path, form);
  }

  private Answer enter(String name, String password) {
    return post("/enter", "name=" + name + "&password=" + password);
  }

  private Http session(String name, String password) {
    Answer login = enter(name, password);
    assertThat(login.body()).isEqualTo(Difference.welcome(name));
    return http().header("Cookie", login.sessionCookie().orElseThrow());
  }

  private static JsonObject caller(Http session) {
    Answer answer = session.get("/caller");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  @ParameterizedTest
  @CsvSource({"erin, erin-secret, desk-of-erin", "dan, dan-secret, clerk"})
  void keepsALoginOfAServersOwnStore(String name, String password, String groups)
      throws InterruptedException {
    Http session = session(name, password);

    for (int i = 0; i < 5; i++) {
      JsonObject caller = caller(session);
      assertThat(caller.getString("name")).isEqualTo(name);
      assertThat(caller.getString("way")).isEqualTo("PASSWORD");
      assertThat(caller.getString("groups")).isEqualTo(groups);
      TimeUnit.SECONDS.sleep(1);
    }
  }

  @Test
  void seesAChangeOfGroupsInTheDirectoryAfterTheMaximumAge() throws Exception {
    Http session = session("gus", "gus-secret");
    directory.addGroup("chiefs", "gus");

    TimeUnit.MILLISECONDS.sleep(MAX_AGE.toMillis() + 200);

    assertThat(caller(session).getString("groups")).isEqualTo("chiefs,desk-of-gus");
  }

  @Test
  void answersWith503WhileTheGroupsCanNotBeReadAndKeepsTheLogin() throws Exception {
    Http session = session("hal", "hal-secret");
    TimeUnit.MILLISECONDS.sleep(MAX_AGE.toMillis() + 200);
    directory.stop();
    try {
      assertThat(session.get("/caller").status()).isEqualTo(503);
    } finally {
      directory.start();
    }

    assertThat(caller(session).getString("groups")).isEqualTo("desk-of-hal");
  }

  @ParameterizedTest
  @CsvSource({"erin, wrong", "erin, ''", "dan, wrong", "dan, ''", "nobody, erin-secret"})
  void failsAWrongPasswordAndAnEmptyOne(String name, String password) {
    assertThat(enter(name, password).body()).isEqualTo("sorry: WRONG_PASSWORD");
  }

  /** Through the mechanism: an implementation of Jakarta Security keeps its earlier status. */
  @Test
  void failsAWrongPasswordWhileACallerIsAuthenticated() {
    Http session = session("erin", "erin-secret");

    for (String password : List.of("wrong", "", "dan-secret")) {
      assertThat(
              session
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .send("POST", "/enter", "name=erin&password=" + password)
                  .body())
          .isEqualTo("sorry: WRONG_PASSWORD");
    }

    assertThat(caller(session).getString("name")).isEqualTo("erin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAY2", "fay2 ", "fay\u00ad2", " fay2"})
  void rejectsADeactivatedAccountUnderAnotherSpellingOfItsName(String typed) {
    post("/accounts/create", "name=fay2");
    post("/accounts/deactivate", "name=fay2");

    assertThat(enter(URLEncoder.encode(typed, StandardCharsets.UTF_8), "fay2-secret").body())
        .isEqualTo("sorry: WRONG_PASSWORD");
  }

  @Test
  void endsALoginOfADirectoryWhenTheAccountOfThatNameIsDeactivated() {
    post("/accounts/create", "name=fay");
    Http session = session("fay", "fay-secret");
    assertThat(caller(session).getString("groups")).isEqualTo("desk-of-fay");

    post("/accounts/deactivate", "name=fay");

    assertThat(caller(session).getString("rejected")).isEqualTo("SESSION_ENDED");
    assertThat(enter("fay", "fay-secret").body()).isEqualTo("sorry: WRONG_PASSWORD");
  }

  @Test
  void endsALoginOfADeactivatedAccountAlthoughOtherStoresAreNotResponsible() {
    post("/accounts/create", "name=ida&password=ida-secret");
    Http session = session("ida", "ida-secret");
    assertThat(caller(session).getString("groups")).isEqualTo("user");

    post("/accounts/deactivate", "name=ida");

    assertThat(caller(session).getString("rejected")).isEqualTo("SESSION_ENDED");
  }

  @Test
  void endsALoginOfAnAccountWhosePasswordHasChanged() {
    post("/accounts/create", "name=jon&password=jon-secret");
    Http session = session("jon", "jon-secret");

    post("/accounts/change-password", "name=jon&password=another-1");

    assertThat(caller(session).getString("rejected")).isEqualTo("SESSION_ENDED");
  }
}
