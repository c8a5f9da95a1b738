// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.gatepass.it.app.django.AuthGroup;
import org.gatepass.it.app.django.AuthUser;
import org.gatepass.it.app.django.DjangoSecurity;
import org.gatepass.it.app.own.CallerServlet;
import org.gatepass.it.app.own.SqlServlet;
import org.gatepass.it.app.small.LoginServlet;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An entity of the application's own: the users of Django, with the hashes that Django stores. The
 * column of names ignores case, as some databases' collations do.
 */
@ArquillianTest
public class DjangoTablesIT {
  private static final int TRIES = 5;

  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.withOwnEntity(
        "django",
        DjangoSecurity.class,
        AuthUser.class,
        AuthGroup.class,
        CallerServlet.class,
        SqlServlet.class,
        LoginServlet.class);
  }

  private Http http() {
    return Http.to(base, "/django");
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

  private void addUser(int id, String name) {
    sql(
        "insert into auth_user select "
            + id
            + ", password, null, false, '"
            + name
            + "', '', '', '', false, true, date_joined from auth_user where id = 1");
  }

  @ParameterizedTest
  @CsvSource({"alice, user", "carol, 'administrator,user'"})
  void authenticatesActiveUsersByHeaderWithTheirGroups(String name, String groups) {
    JsonObject caller = named(name);

    assertThat(caller.getString("name")).isEqualTo(name);
    assertThat(caller.getString("way")).isEqualTo("HEADER");
    assertThat(caller.getString("groups")).isEqualTo(groups);
  }

  @ParameterizedTest
  @CsvSource({
    "bob, INACTIVE_CALLER",
    "nobody, UNKNOWN_CALLER",
    // A name that the database treats as equal is another name.
    "Alice, UNKNOWN_CALLER",
    "ALICE, UNKNOWN_CALLER",
    "BOB, UNKNOWN_CALLER"
  })
  @Shows(Attack.C07)
  void distinguishesInactiveFromUnknownAndNeverFoldsCase(String name, String reason) {
    JsonObject nobody = named(name);

    assertThat(nobody).doesNotContainKey("name");
    assertThat(nobody.getString("rejected")).isEqualTo(reason);
    assertThat(sql("select count(*) from auth_user where username = 'ALICE'")).isEqualTo("1");
  }

  /** The second is inactive and an administrator; the column of Django's tables is unique. */
  @Test
  @Shows(Attack.C07)
  void rejectsBothUsersWhereTheDatabaseTreatsTheirNamesAsEqual() {
    addUser(41, "user41");
    sql("insert into auth_user_groups values (41, 41, 1)");
    assertThat(named("user41").getString("groups")).isEqualTo("user");
    String unique =
        sql(
            "select constraint_name from information_schema.table_constraints"
                + " where table_name = 'AUTH_USER' and constraint_type = 'UNIQUE'");
    sql("alter table auth_user drop constraint " + unique);
    try {
      addUser(42, "USER41");
      sql("update auth_user set is_active = false where id = 42");
      sql("insert into auth_user_groups values (42, 42, 2)");

      for (String name : List.of("user41", "USER41", "User41")) {
        assertThat(named(name)).doesNotContainKey("name");
        assertThat(named(name).getString("rejected")).isEqualTo("UNKNOWN_CALLER");
        assertThat(enter(name, "secret-1").body()).isEqualTo("sorry: WRONG_PASSWORD");
      }
    } finally {
      sql("delete from auth_user_groups where user_id = 42");
      sql("delete from auth_user where id = 42");
      sql("alter table auth_user add constraint " + unique + " unique (username)");
    }
    assertThat(named("user41").getString("groups")).isEqualTo("user");
  }

  @Test
  void acceptsThePasswordsThatDjangoStoredAndKeepsTheirHashes() {
    String stored = sql("select password from auth_user where id = 1");

    assertThat(enter("alice", "secret-1").body()).isEqualTo(Difference.welcome("alice"));

    assertThat(stored).startsWith("pbkdf2_sha256$600000$");
    assertThat(sql("select password from auth_user where id = 1")).isEqualTo(stored);
  }

  @ParameterizedTest
  @CsvSource({
    "alice, wrong",
    "ALICE, secret-1",
    // inactive, without a usable password, unknown
    "bob, secret-1",
    "carol, secret-1",
    "nobody, secret-1"
  })
  void rejectsAllOtherPasswords(String name, String password) {
    assertThat(enter(name, password).body()).isEqualTo("sorry: WRONG_PASSWORD");
  }

  @Test
  @Tag("thorough")
  void takesAsLongForAnUnknownUserAsForAWrongPassword() {
    enter("alice", "wrong");
    double wrong = medianMillis("alice");
    double unknown = medianMillis("nobody");
    double inactive = medianMillis("bob");

    System.out.printf(
        "wrong %.0f ms, unknown %.0f ms, inactive %.0f ms%n", wrong, unknown, inactive);
    assertThat(unknown).isBetween(wrong / 2, wrong * 2);
    assertThat(inactive).isBetween(wrong / 2, wrong * 2);
  }

  private double medianMillis(String name) {
    double[] millis = new double[TRIES];
    for (int i = 0; i < TRIES; i++) {
      long start = System.nanoTime();
      assertThat(enter(name, "wrong").status()).isEqualTo(418);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    return millis[TRIES / 2];
  }

  @ParameterizedTest
  @CsvSource({
    "21, is_active = false",
    "22, password = '!changed'",
    "23, username = 'somebody_else'"
  })
  void endsRememberedLoginsOfBothKindsWith(int id, String change) {
    String name = "user" + id;
    addUser(id, name);
    Http byHeader = session(http().header("remote-user", name).get("/caller"));
    Http byPassword = session(enter(name, "secret-1"));
    assertThat(byHeader.get("/caller").json().getString("way")).isEqualTo("SESSION");
    assertThat(byPassword.get("/caller").json().getString("way")).isEqualTo("PASSWORD");

    sql("update auth_user set " + change + " where id = " + id);

    assertThat(byHeader.get("/caller").json().getString("rejected")).isEqualTo("SESSION_ENDED");
    assertThat(byPassword.get("/caller").json().getString("rejected")).isEqualTo("SESSION_ENDED");
  }

  @Test
  void readsGroupsOfRememberedCallersAgain() {
    addUser(31, "user31");
    Http session = session(http().header("remote-user", "user31").get("/caller"));
    assertThat(session.get("/caller").json().getString("groups")).isEmpty();

    sql("insert into auth_user_groups values (31, 31, 2)");

    assertThat(session.get("/caller").json().getString("groups")).isEqualTo("administrator");
  }

  private Http session(Answer login) {
    return http().header("Cookie", login.sessionCookie().orElseThrow());
  }
}
