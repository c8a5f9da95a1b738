// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gatepass.it.app.newcomers.Configurations;
import org.gatepass.it.app.newcomers.ConfigurationsServlet;
import org.gatepass.it.app.newcomers.NewcomersSecurity;
import org.gatepass.it.app.own.CallerServlet;
import org.gatepass.it.app.own.SqlServlet;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Accounts of unknown callers are created, and those of known callers updated. */
@ArquillianTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public class NewcomersIT {
  private static final int LIMIT = 30;

  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.withAccounts(
        "newcomers.war",
        NewcomersSecurity.class,
        Configurations.class,
        ConfigurationsServlet.class,
        CallerServlet.class,
        SqlServlet.class);
  }

  private Http http() {
    return Http.to(base, "/newcomers");
  }

  private Http named(String name) {
    return http().header("remote-user", name);
  }

  private static JsonObject caller(Http http) {
    return http.get("/caller").json();
  }

  private String sql(String sql) {
    Answer answer =
        http()
            .header("Content-Type", "application/x-www-form-urlencoded")
            .send("POST", "/sql", "sql=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.body().strip();
  }

  private String stored(String column, String name) {
    return sql("select " + column + " from gatepass_account where name = '" + name + "'");
  }

  private String configurations(String name) {
    return http().get("/configurations?name=" + name).body();
  }

  private void letAnHourPassSinceTheLastLoginOf(String name) {
    sql(
        "update gatepass_account set last_login = dateadd(minute, -61, last_login) where name = '"
            + name
            + "'");
  }

  @Test
  void createsAnUnknownCallerWithHeaderLogin() {
    JsonObject newcomer =
        caller(
            named("ann").header("remote-email", "ann@example.org").header("remote-name", "Ann A"));

    assertThat(newcomer.getString("name")).isEqualTo("ann");
    assertThat(newcomer.getString("way")).isEqualTo("HEADER");
    assertThat(newcomer.getString("groups")).isEmpty();
    assertThat(stored("active", "ann")).isEqualTo("TRUE");
    assertThat(stored("login_by_header", "ann")).isEqualTo("TRUE");
    assertThat(stored("email", "ann")).isEqualTo("ann@example.org");
    assertThat(stored("display_name", "ann")).isEqualTo("Ann A");
    assertThat(stored("password_hash", "ann")).isEqualTo("null");
    assertThat(stored("last_login", "ann")).isNotEqualTo("null");
    assertThat(configurations("ann")).isEqualTo("[configured new, created]");
  }

  @Test
  void createsNoAccountForAnUntrustedPeer() {
    assertThat(caller(named("eve").from(Http.UNTRUSTED))).doesNotContainKey("name");

    assertThat(stored("count(*)", "eve")).isEqualTo("0");
  }

  @Test
  void createsOneAccountForManyFirstRequestsAtOnce()
      throws InterruptedException, ExecutionException {
    int requests = 32;
    CountDownLatch start = new CountDownLatch(1);
    Callable<JsonObject> request =
        () -> {
          start.await();
          return caller(named("crowd"));
        };
    ExecutorService threads = Executors.newFixedThreadPool(requests);
    try {
      List<Future<JsonObject>> callers =
          Collections.nCopies(requests, request).stream().map(threads::submit).toList();
      start.countDown();
      for (Future<JsonObject> caller : callers) {
        assertThat(caller.get()).containsEntry("name", Json.createValue("crowd"));
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(stored("count(*)", "crowd")).isEqualTo("1");
    assertThat(configurations("crowd")).isEqualTo("[configured new, created]");
  }

  @Test
  void usesTheAccountThatAnotherNodeCreatedAtTheSameTime() {
    JsonObject caller = caller(named("raced"));

    assertThat(caller.getString("name")).isEqualTo("raced");
    assertThat(caller.getString("displayName")).isEqualTo("by another node");
    assertThat(stored("count(*)", "raced")).isEqualTo("1");
    assertThat(configurations("raced")).doesNotContain("created").contains("configured new");
  }

  @Test
  @Shows(Attack.D07)
  void reactivatesNoAccountAndAllowsNoHeaderLogin() {
    caller(named("gone"));
    caller(named("local"));
    sql("update gatepass_account set active = false where name = 'gone'");
    sql("update gatepass_account set login_by_header = false where name = 'local'");

    assertThat(caller(named("gone")).getString("rejected")).isEqualTo("INACTIVE_CALLER");
    assertThat(caller(named("local")).getString("rejected")).isEqualTo("HEADER_LOGIN_NOT_ALLOWED");
    assertThat(stored("active", "gone")).isEqualTo("FALSE");
    assertThat(stored("login_by_header", "local")).isEqualTo("FALSE");
  }

  @Test
  @Shows(Attack.D05)
  void givesHeaderGroupsToTheRequestOnlyAndOnlyIfMapped() {
    Http newcomer = named("max");

    assertThat(caller(newcomer.header("remote-groups", "administrator")).getString("groups"))
        .isEmpty();
    assertThat(caller(newcomer.header("remote-groups", "idp-admins,staff")).getString("groups"))
        .isEqualTo("administrator,user");
    assertThat(caller(newcomer).getString("groups")).isEmpty();
    assertThat(
            sql(
                "select count(*) from gatepass_account_group g join gatepass_account a"
                    + " on a.id = g.account_id where a.name = 'max'"))
        .isEqualTo("0");
  }

  @Test
  void createsTheNameThatCleaningLeaves() {
    assertThat(caller(named("uma@example.org")).getString("name")).isEqualTo("uma");
    assertThat(caller(named("uma@elsewhere.org")).getString("name")).isEqualTo("uma");

    assertThat(stored("count(*)", "uma")).isEqualTo("1");
  }

  @Test
  void storesEmailAndDisplayNameAtALoginAndKeepsThemWhenTheProxyOmitsThem() {
    caller(named("kim").header("remote-email", "kim@old.org").header("remote-name", "Kim"));
    String version = stored("version", "kim");

    for (int i = 0; i < 10; i++) {
      Http byAnotherProxy = named("kim").header("remote-email", "kim@" + i + ".org");
      assertThat(caller(byAnotherProxy).getString("email")).isEqualTo("kim@" + i + ".org");
    }
    assertThat(stored("email", "kim")).isEqualTo("kim@old.org");
    assertThat(stored("version", "kim")).isEqualTo(version);

    letAnHourPassSinceTheLastLoginOf("kim");
    caller(named("kim").header("remote-email", "kim@new.org"));
    assertThat(stored("email", "kim")).isEqualTo("kim@new.org");
    assertThat(stored("display_name", "kim")).isEqualTo("Kim");
    letAnHourPassSinceTheLastLoginOf("kim");
    caller(named("kim"));
    assertThat(stored("email", "kim")).isEqualTo("kim@new.org");
  }

  @Test
  void leavesOutADisplayNameThatTheColumnCanNotHold() {
    sql("alter table gatepass_account alter column display_name varchar(100)");
    try {
      assertThat(
              caller(named("long").header("remote-name", "L".repeat(120))).getString("displayName"))
          .isEqualTo("L".repeat(120));
      assertThat(stored("display_name", "long")).isEqualTo("null");
      letAnHourPassSinceTheLastLoginOf("long");
      String before = stored("last_login", "long");

      caller(named("long").header("remote-name", "L".repeat(120)));

      assertThat(stored("display_name", "long")).isEqualTo("null");
      assertThat(stored("last_login", "long")).isGreaterThan(before);
    } finally {
      sql("alter table gatepass_account alter column display_name varchar(255)");
    }
  }

  /** Last but for the limit: for a minute after the failure no login is stored here. */
  @Test
  @Order(Integer.MAX_VALUE - 1)
  void admitsCallersWhoseLoginCanNotBeStored() {
    caller(named("ron"));
    letAnHourPassSinceTheLastLoginOf("ron");
    String before = stored("last_login", "ron");
    sql(
        "alter table gatepass_account add constraint no_logins"
            + " check (last_login < dateadd(minute, -30, timestamp '"
            + stored("current_timestamp at time zone 'UTC'", "ron").substring(0, 19)
            + "')) nocheck");
    try {
      for (int i = 0; i < 5; i++) {
        assertThat(caller(named("ron")).getString("name")).isEqualTo("ron");
      }
      assertThat(stored("last_login", "ron")).isEqualTo(before);
    } finally {
      sql("alter table gatepass_account drop constraint no_logins");
    }
  }

  @Test
  void configuresAtCreationAndAtEachLoginButNotAtEachRequest() {
    Http lee = named("lee");
    caller(lee);
    caller(lee.header("remote-email", "lee@staff.example"));
    assertThat(configurations("lee")).isEqualTo("[configured new, created]");
    assertThat(caller(lee).getString("groups")).isEmpty();

    letAnHourPassSinceTheLastLoginOf("lee");
    JsonObject atLogin = caller(lee.header("remote-email", "lee@staff.example"));
    caller(lee);

    assertThat(atLogin.getString("groups")).isEqualTo("staff");
    assertThat(configurations("lee")).isEqualTo("[configured new, created, configured]");
  }

  @Test
  void appliesChangesOfTheHookToTheCurrentRequest() {
    assertThat(caller(named("barred")).getString("rejected")).isEqualTo("INACTIVE_CALLER");
    assertThat(stored("active", "barred")).isEqualTo("FALSE");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  @Shows(Attack.D06)
  void createsNoMoreThanTheLimitInAMinuteAndAdmitsKnownCallers() {
    String before = sql("select count(*) from gatepass_account");
    int created = 0;
    Answer answer = named("new0").get("/caller");
    while (answer.status() == 200) {
      created++;
      assertThat(created).isLessThanOrEqualTo(LIMIT);
      answer = named("new" + created).get("/caller");
    }

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).doesNotContain("new" + created);
    assertThat(sql("select count(*) from gatepass_account"))
        .isEqualTo(Integer.toString(Integer.parseInt(before) + created));
    assertThat(configurations("new" + created)).isEqualTo("[]");
    assertThat(caller(named("new0")).getString("name")).isEqualTo("new0");
  }

  @Test
  void createsNoAccountAndAnswersWith500WhenAConfigurerFails() {
    assertThat(named("faulty").get("/caller").status()).isEqualTo(500);
    assertThat(named("faulty").get("/caller").status()).isEqualTo(500);

    assertThat(configurations("faulty")).isEqualTo("[configured new, configured new]");
  }
}
