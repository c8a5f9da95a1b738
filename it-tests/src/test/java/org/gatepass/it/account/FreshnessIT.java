// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.gatepass.it.app.fresh.FreshSecurity;
import org.gatepass.it.app.own.SqlServlet;
import org.gatepass.it.app.small.AccountsServlet;
import org.gatepass.it.app.small.Revocations;
import org.gatepass.it.app.small.WhoEjb;
import org.gatepass.it.app.small.WhoServlet;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.Wars;
import org.gatepass.operations.internal.cdi.OperationsExtension;
import org.gatepass.store.UserAccount;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The queries to the database, and the time until a change takes effect: within a second. */
@ArquillianTest
class FreshnessIT {
  private static final Duration STALENESS = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final int REQUESTS = 300;
  private static int counter;

  @ArquillianResource URL base;

  private String name;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.withAccounts(
            "fresh.war",
            FreshSecurity.class,
            WhoServlet.class,
            WhoEjb.class,
            AccountsServlet.class,
            Revocations.class,
            SqlServlet.class)
        .addAsLibraries(Wars.jarOf(OperationsExtension.class));
  }

  @BeforeEach
  void createAccount() {
    name = "caller" + ++counter;
    accounts("create", name);
    // So that there is a revision: the tables are made without the migration, which makes the row.
    accounts("rename", name);
  }

  @AfterEach
  void dropTriggers() {
    sql("drop trigger if exists gatepass_account_changed");
    sql("drop trigger if exists gatepass_group_changed");
  }

  private Http http() {
    return Http.to(base, "/fresh");
  }

  private Answer post(String path, String form) {
    return http()
        .header("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", path, form);
  }

  private void accounts(String action, String account) {
    assertThat(post("/accounts/" + action, "name=" + account).body()).isEqualTo("true");
  }

  private String sql(String sql) {
    Answer answer = post("/sql", "sql=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.body().strip();
  }

  private void sqlOf(String file) throws IOException {
    try (InputStream in = UserAccount.class.getResourceAsStream("schema/" + file)) {
      sql(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private String who() {
    return http().header("remote-user", name).get("/who").json().getString("servlet");
  }

  private void deactivateInTheDatabase() {
    sql("update gatepass_account set active = false where name = '" + name + "'");
  }

  private static void waitForTheStaleness() throws InterruptedException {
    Thread.sleep(STALENESS.toMillis());
  }

  /** Waits until this node's reading of its own changes has dropped the account once more. */
  private void settle() throws InterruptedException {
    assertThat(who()).isEqualTo(name);
    waitForTheStaleness();
    assertThat(who()).isEqualTo(name);
    assertThat(who()).isEqualTo(name);
  }

  private long executed(String statements) {
    return Long.parseLong(
        sql(
            "select coalesce(sum(execution_count), 0) from information_schema.query_statistics"
                + " where lower(sql_statement) like '%gatepass%' and lower(sql_statement) not like"
                + " '%query_statistics%' and lower(sql_statement) "
                + statements));
  }

  @Test
  void queriesNoAccountInTheSteadyStateAndTheRevisionOnceASecondAtMost()
      throws InterruptedException {
    settle();
    sql("set query_statistics true");
    // Applications of earlier tests may be left on the server, and read the same table.
    Thread.sleep(IDLE.toMillis());
    long nodes =
        Math.round((double) executed("like 'select%gatepass_revision%'") / IDLE.toSeconds());
    sql("set query_statistics false");
    assertThat(nodes).as("nodes whose observers wait for changes").isPositive();
    sql("set query_statistics true");
    long start = System.nanoTime();
    for (int i = 0; i < REQUESTS || System.nanoTime() - start < 3 * STALENESS.toNanos(); i++) {
      assertThat(who()).isEqualTo(name);
    }
    long revisions = executed("like 'select%gatepass_revision%'");
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    long others = executed("not like 'select%gatepass_revision%'");
    sql("set query_statistics false");

    System.out.printf(
        "%d revision queries, %d others in %s, %d nodes%n", revisions, others, taken, nodes);
    assertThat(others).isZero();
    assertThat(revisions).isBetween(2L, nodes * (taken.toSeconds() + 1));
  }

  @Test
  void readsChangesOfThisNodeAtOnce() {
    assertThat(who()).isEqualTo(name);
    accounts("deactivate", name);
    assertThat(who()).isEmpty();
    accounts("activate", name);
    assertThat(who()).isEqualTo(name);
    accounts("forbid-header", name);
    assertThat(who()).isEmpty();
  }

  @Test
  void readsCommitsOfAnotherNodeWithinTheStaleness() throws InterruptedException {
    assertThat(who()).isEqualTo(name);

    deactivateInTheDatabase();
    sql("update gatepass_revision set revision = revision + 1");
    waitForTheStaleness();

    assertThat(who()).isEmpty();
  }

  @Test
  void readsChangesInTheDatabaseByTriggersWithinTheStaleness()
      throws InterruptedException, IOException {
    // Elsewhere it depends on whether H2 and the application see each other's classes.
    assumeTrue(PayaraMicro.isHere(), "tried on Payara");
    sqlOf("triggers-h2.sql");
    assertThat(who()).isEqualTo(name);

    deactivateInTheDatabase();
    waitForTheStaleness();

    assertThat(who()).isEmpty();
  }

  @Test
  void readsChangesInTheDatabaseWithoutTriggersWhenTheRevisionIsRaisedByHand()
      throws InterruptedException {
    accounts("create", name + "x");
    settle();

    deactivateInTheDatabase();
    waitForTheStaleness();
    assertThat(who()).isEqualTo(name);

    accounts("rename", name + "x");
    assertThat(who()).isEqualTo(name);

    sql("update gatepass_revision set revision = revision + 1");
    waitForTheStaleness();
    assertThat(who()).isEmpty();
  }

  @Test
  void rejectsRequestsWhileTheRevisionCanNotBeRead() throws InterruptedException {
    assertThat(who()).isEqualTo(name);

    sql("alter table gatepass_revision rename to gatepass_lost");
    try {
      waitForTheStaleness();
      assertThat(http().header("remote-user", name).get("/who").status()).isEqualTo(503);
    } finally {
      sql("alter table gatepass_lost rename to gatepass_revision");
    }
    assertThat(who()).isEqualTo(name);
  }

  @Test
  void changesNothingWhereTheRevisionCanNotBeRaised() {
    sql("alter table gatepass_revision rename to gatepass_lost");
    try {
      assertThat(post("/accounts/deactivate", "name=" + name).status()).isEqualTo(500);
    } finally {
      sql("alter table gatepass_lost rename to gatepass_revision");
    }
    assertThat(sql("select active from gatepass_account where name = '" + name + "'"))
        .isEqualTo("TRUE");
  }

  @Test
  void storesALoginOnceAnHourAndKeepsTheRevision() {
    String before = sql("select revision from gatepass_revision");
    assertThat(who()).isEqualTo(name);
    String login = http().get("/accounts/last-login?name=" + name).body();
    assertThat(login).isNotEqualTo("null");

    assertThat(who()).isEqualTo(name);

    assertThat(http().get("/accounts/last-login?name=" + name).body()).isEqualTo(login);
    assertThat(sql("select revision from gatepass_revision")).isEqualTo(before);
  }

  @Test
  @EnabledIfSystemProperty(
      named = "server.profile",
      matches = "payara-micro",
      disabledReason = "The other servers of the tests have no MicroProfile Health.")
  void isReadyForMicroProfileHealth() {
    Answer ready = new Http(base.getPort(), "").get("/health/ready");

    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.body()).contains("\"gatepass-identity-stores\"", "\"UP\"");
  }
}
