// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.gatepass.it.app.openimis.CoreUser;
import org.gatepass.it.app.openimis.InteractiveUser;
import org.gatepass.it.app.openimis.OpenImisSecurity;
import org.gatepass.it.app.openimis.UnitReference;
import org.gatepass.it.app.openimis.UserRole;
import org.gatepass.it.app.own.CallerServlet;
import org.gatepass.it.app.own.SqlServlet;
import org.gatepass.it.app.small.LoginServlet;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An entity of the application's own, like openIMIS's: users are valid between two dates, passwords
 * are in another table, and old rows stay.
 */
@ArquillianTest
class OpenImisTablesIT {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.withOwnEntity(
        "openimis",
        OpenImisSecurity.class,
        UnitReference.class,
        CoreUser.class,
        InteractiveUser.class,
        UserRole.class,
        CallerServlet.class,
        SqlServlet.class,
        LoginServlet.class);
  }

  private Http http() {
    return Http.to(base, "/openimis");
  }

  private JsonObject named(String callerName) {
    return http().header("remote-user", callerName).get("/caller").json();
  }

  private Answer post(String path, String form) {
    return http()
        .header("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", path, form);
  }

  private Answer enter(String name, String password) {
    return post("/enter", "name=" + name + "&password=" + password);
  }

  private String sql(String sql) {
    Answer answer = post("/sql", "sql=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.body().strip();
  }

  @Test
  void authenticatesValidUsersWithTheirValidRoles() {
    JsonObject alice = named("alice");

    assertThat(alice.getString("name")).isEqualTo("alice");
    assertThat(alice.getString("groups")).isEqualTo("IMIS Administrator,Medical Officer");
    assertThat(named("carol").getString("groups")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bob, INACTIVE_CALLER", // no longer
    "dora, INACTIVE_CALLER", // not yet
    "nobody, UNKNOWN_CALLER",
    "Alice, UNKNOWN_CALLER",
    // Two rows that the database takes for one name: their roles would be mixed.
    "twin, UNKNOWN_CALLER",
    "TWIN, UNKNOWN_CALLER"
  })
  void rejectsAllOthers(String name, String reason) {
    JsonObject nobody = named(name);

    assertThat(nobody).doesNotContainKey("name");
    assertThat(nobody.getString("rejected")).isEqualTo(reason);
  }

  @Test
  void replacesTheHashByTheDefinitionsUpdateAndKeepsTheNewSession() {
    assertThat(sql("select StoredPassword from tblUsers where UserID = 1")).startsWith("$2y$");

    Answer login = enter("alice", "secret-1");

    assertThat(login.body()).isEqualTo(Difference.welcome("alice"));
    assertThat(sql("select StoredPassword from tblUsers where UserID = 1"))
        .startsWith("$argon2id$");
    assertThat(enter("alice", "secret-1").body()).isEqualTo(Difference.welcome("alice"));
    Http session = http().header("Cookie", login.sessionCookie().orElseThrow());
    assertThat(session.get("/caller").json().getString("way")).isEqualTo("PASSWORD");

    sql("update tblUsers set ValidityFrom = current_timestamp where UserID = 1");
    assertThat(session.get("/caller").json().getString("rejected")).isEqualTo("SESSION_ENDED");
  }

  @ParameterizedTest
  @CsvSource({"alice, wrong", "bob, secret-1", "carol, secret-1", "nobody, secret-1"})
  void rejectsWrongPasswordsInvalidUsersAndUsersWithoutAPassword(String name, String password) {
    assertThat(enter(name, password).body()).isEqualTo("sorry: WRONG_PASSWORD");
  }
}
