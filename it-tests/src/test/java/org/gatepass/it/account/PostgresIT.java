// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.gateway.ComposedServers;
import org.gatepass.it.peer.Postgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The demo with its accounts in PostgreSQL, set up as in {@code deploy/compose}, behind a trusted
 * proxy.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("gateways")
class PostgresIT {
  private static final int READ_ONLY = Integer.MAX_VALUE - 4;
  private static final int AFTER_THE_OTHERS = Integer.MAX_VALUE - 3;
  private static final int HANG = Integer.MAX_VALUE - 2;
  private static final int AFTER_THE_OUTAGE = Integer.MAX_VALUE - 1;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private ComposedServers servers;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException, InterruptedException {
    assumeTrue(
        "payara-micro".equals(System.getProperty("arquillian.launch")),
        "It starts Payara Micro itself, which the other servers' runs don't fetch.");
    Postgres.assumeInstalled();
    servers = new ComposedServers(folder);
    servers.startDatabase();
    servers.startApplication(
        Map.of(
            "GATEPASS_DEMO_SAMPLE_ACCOUNTS", "true",
            "GATEPASS_CREATE_UNKNOWN_CALLERS", "true",
            "GATEPASS_EMAIL_HEADER", "remote-email",
            "GATEPASS_HEADER_ENCODING", "PERCENT"));
    servers.application().awaitDemo();
  }

  @AfterAll
  void stop() {
    threads.shutdownNow();
    if (servers != null) {
      servers.close();
    }
  }

  private Http http() {
    return servers.application().http();
  }

  private Http named(String name) throws IOException {
    return http()
        .header("X-Gateway-Secret", servers.secret("gatepass.shared-secrets"))
        .header("remote-user", name);
  }

  private Answer login(String name, String password) {
    return http()
        .postJson(
            "/api/login",
            Json.createObjectBuilder().add("name", name).add("password", password).build());
  }

  private Http loggedIn(String name, String password) {
    Answer answer = login(name, password);
    assertThat(answer.status()).isEqualTo(204);
    return http().header("Cookie", answer.sessionCookie().orElseThrow());
  }

  private Http admin() throws IOException {
    return loggedIn("admin", servers.secret("demo-admin-password"));
  }

  private static void assertCaller(Answer answer, String name, String way) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo(name);
    assertThat(answer.json().getString("authenticatedBy")).isEqualTo(way);
  }

  private static JsonObjectBuilder account(String name) {
    return Json.createObjectBuilder().add("name", name);
  }

  private String stored(String column, String name) throws SQLException {
    return String.valueOf(
        servers
            .postgres()
            .value("select " + column + " from gatepass_account where name = '" + name + "'"));
  }

  private <T> List<T> atOnce(List<Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    return Outage.atOnce(threads, tasks);
  }

  @Test
  void createsItsTablesByMigrationWithoutSuperuserRights() throws SQLException {
    assertThat(
            servers
                .postgres()
                .value("select success from gatepass_schema_history where version = '1'"))
        .isEqualTo("t");
    assertThat(
            servers
                .postgres()
                .value("select tableowner from pg_tables where tablename = 'gatepass_account'"))
        .isEqualTo("gatepass");
    assertThat(servers.postgres().value("select rolsuper from pg_roles where rolname = 'gatepass'"))
        .isEqualTo("f");
  }

  @Test
  void authenticatesCallersByHeaderAndByPassword() throws IOException {
    assertCaller(named("alice").get("/api/me"), "alice", "HEADER");
    assertCaller(named("j%C3%BCrgen").get("/api/me"), "j\u00fcrgen", "HEADER");
    assertCaller(loggedIn("dora", "dora-secret-1").get("/api/me"), "dora", "PASSWORD");
    assertThat(named("bob").get("/api/me").status()).isEqualTo(403);
    assertThat(login("dora", "dora-secret-2").status()).isEqualTo(401);
  }

  @Test
  void treatsANameThatItCannotStoreAsUnknown() {
    assertThat(login("dora\u0000", "dora-secret-1").status()).isEqualTo(401);
    assertThat(login("dora\ud800", "dora-secret-1").status()).isEqualTo(401);
  }

  @Test
  void trustsNoPeerWithoutTheSecretOfAFile() {
    Http stranger = http().header("remote-user", "alice");

    assertThat(stranger.get("/api/me").status()).isEqualTo(401);
    assertThat(stranger.header("X-Gateway-Secret", "wrong").get("/api/me").status()).isEqualTo(401);
  }

  @Test
  void distinguishesNamesByCase() throws IOException, SQLException {
    assertCaller(named("Carol").get("/api/me"), "Carol", "HEADER");

    assertThat(stored("count(*)", "Carol")).isEqualTo("1");
    assertThat(named("Carol").get("/api/users").status()).isEqualTo(403);
    assertThat(named("carol").get("/api/users").status()).isEqualTo(200);
    assertThat(login("DORA", "dora-secret-1").status()).isEqualTo(401);
  }

  @Test
  void createsOneAccountForManyFirstRequestsAtOnce()
      throws IOException, InterruptedException, ExecutionException, SQLException {
    Http crowd = named("crowd").header("remote-email", "crowd@example.org");

    List<Answer> answers =
        atOnce(Collections.nCopies(16, (Callable<Answer>) () -> crowd.get("/api/me")));

    assertThat(answers).allSatisfy(answer -> assertCaller(answer, "crowd", "HEADER"));
    assertThat(stored("count(*)", "crowd")).isEqualTo("1");
    assertThat(stored("email", "crowd")).isEqualTo("crowd@example.org");
    assertThat(stored("login_by_header", "crowd")).isEqualTo("t");
    assertThat(stored("password_hash", "crowd")).isEqualTo("null");
  }

  /** An insert by another node is invisible, but blocks: afterwards the name is taken, or free. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void waitsForTheAccountThatAnotherNodeIsCreating(boolean committed) throws Exception {
    String name = "raced-" + committed;
    Http raced = named(name);
    Future<Answer> answer;
    try (Connection otherNode =
            servers
                .postgres()
                .connect("gatepass", servers.secret("database-password"), "gatepass");
        Statement statement = otherNode.createStatement()) {
      otherNode.setAutoCommit(false);
      statement.execute(
          "insert into gatepass_account (id, name, display_name, active, login_by_header,"
              + " security_stamp, version) values ('id of "
              + name
              + "', '"
              + name
              + "', 'by another node', true, true, 'stamp', 1)");
      answer = threads.submit(() -> raced.get("/api/me"));
      awaitTransactionThatWaitsForALock();
      assertThat(answer.isDone()).isFalse();
      if (committed) {
        otherNode.commit();
      } else {
        otherNode.rollback();
      }
    }

    assertCaller(answer.get(), name, "HEADER");
    assertThat(stored("count(*)", name)).isEqualTo("1");
    assertThat(stored("display_name", name)).isEqualTo(committed ? "by another node" : "null");
  }

  private void awaitTransactionThatWaitsForALock() throws SQLException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while ("0"
        .equals(
            servers
                .postgres()
                .value("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"))) {
      assertThat(System.nanoTime() - end).as("nobody waits").isNegative();
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  @Test
  void storesTheLastLoginOnceAndInUtc() throws IOException, SQLException {
    Http newcomer = named("latest");
    newcomer.get("/api/me");
    String first = stored("last_login", "latest");

    newcomer.get("/api/me");

    assertThat(stored("last_login", "latest")).isEqualTo(first);
    assertThat(
            stored(
                "abs(extract(epoch from now() at time zone 'UTC' - last_login)) < 300", "latest"))
        .isEqualTo("t");
    assertThat(
            admin().get("/api/users/latest").json().getString("lastLogin").replaceAll("[TZ]", " "))
        .startsWith(first.substring(0, "2000-01-01 00:00:00".length()));
  }

  @Test
  void administersAccounts() throws IOException, SQLException {
    Http admin = admin();
    JsonObject made =
        account("zo\u00eb")
            .add("displayName", "Zo\u00eb \u00d6zt\u00fcrk")
            .add("groups", Json.createArrayBuilder().add("user"))
            .add("loginByHeader", true)
            .build();
    Http newcomer = named("zo%C3%AB");

    assertThat(admin.postJson("/api/users", made).status()).isEqualTo(201);
    assertThat(admin.postJson("/api/users", made).status()).isEqualTo(409);
    assertCaller(newcomer.get("/api/me"), "zo\u00eb", "HEADER");
    // In any case, letters beyond ASCII too.
    assertThat(admin.get("/api/users?q=%C3%B6ZT%C3%9CRK").jsonArray())
        .extracting(found -> found.asJsonObject().getString("name"))
        .containsExactly("zo\u00eb");
    assertThat(
            admin
                .header("Content-Type", "application/json")
                .send("PATCH", "/api/users/zo%C3%AB", "{\"active\":false}")
                .status())
        .isEqualTo(200);
    assertThat(newcomer.get("/api/me").status()).isEqualTo(403);
    assertThat(admin.send("DELETE", "/api/users/zo%C3%AB", "").status()).isEqualTo(204);
    assertThat(stored("count(*)", "zo\u00eb")).isEqualTo("0");
  }

  @Test
  void listsAccountsInTheOrderThatTheDatabaseWasMadeWith() throws IOException {
    for (String name : List.of("order-b", "order-B", "order-a")) {
      named(name).get("/api/me");
    }

    assertThat(admin().get("/api/users?q=order-").jsonArray())
        .extracting(found -> found.asJsonObject().getString("name"))
        .containsExactly("order-B", "order-a", "order-b");
  }

  /**
   * Each removes the other, both at the same time: if both succeeded, no administrator would be
   * left.
   */
  @Test
  void keepsALocalAdministratorWhenManyAreRemovedAtOnce() throws Exception {
    for (int round = 0; round < 5; round++) {
      Http admin = admin();
      String other = "other-admin-" + round;
      JsonObject made =
          account(other)
              .add("password", "of the other admin")
              .add("groups", Json.createArrayBuilder().add("user").add("administrator"))
              .build();
      assertThat(admin.postJson("/api/users", made).status()).isEqualTo(201);
      Http otherAdmin = loggedIn(other, "of the other admin");

      List<Integer> statuses =
          atOnce(
              List.of(
                  () -> deactivate(admin, other).status(),
                  () -> deactivate(otherAdmin, "admin").status()));

      // The slower may find out that its caller is no administrator any more.
      assertThat(statuses).contains(200).doesNotHaveDuplicates();
      assertThat(
              servers
                  .postgres()
                  .value(
                      "select count(*) from gatepass_account where active"
                          + " and name in ('admin', '"
                          + other
                          + "')"))
          .isEqualTo("1");
      Http left = statuses.get(0) == 200 ? admin : otherAdmin;
      assertThat(setActive(left, "admin", true).status()).isEqualTo(200);
      assertThat(admin().send("DELETE", "/api/users/" + other, "").status()).isEqualTo(204);
    }
  }

  private static Answer deactivate(Http by, String name) {
    return setActive(by, name, false);
  }

  private static Answer setActive(Http by, String name, boolean active) {
    return by.header("Content-Type", "application/json")
        .send("PATCH", "/api/users/" + name, "{\"active\":" + active + "}");
  }

  private void setReadOnly(String onOrOff) throws SQLException {
    servers.postgres().change("alter role gatepass set default_transaction_read_only = " + onOrOff);
    servers
        .postgres()
        .change(
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'gatepass'");
  }

  /** As after a fail-over to a copy that takes no writes yet. */
  @Test
  @Order(READ_ONLY)
  void admitsCallersWhileTheDatabaseIsReadOnlyAndRejectsAdministration() throws Exception {
    Http admin = admin();
    servers
        .postgres()
        .change("update gatepass_account set last_login = last_login - interval '61 minutes'");
    servers.postgres().change("update gatepass_revision set revision = revision + 1");
    setReadOnly("on");
    TimeUnit.SECONDS.sleep(1); // the staleness
    try {
      int before = servers.application().log().length();
      for (int i = 0; i < 10; i++) {
        assertCaller(named("alice").get("/api/me"), "alice", "HEADER");
      }
      assertCaller(loggedIn("dora", "dora-secret-1").get("/api/me"), "dora", "PASSWORD");
      Answer change = deactivate(admin, "alice");

      assertThat(change.status()).isEqualTo(503);
      assertThat(change.json().getString("reason"))
          .isEqualTo("the database is read-only, and nothing can be changed");
      String log = servers.application().log().substring(before);
      assertThat(log.split("Could not store the time of a login", -1)).hasSize(2);
    } finally {
      setReadOnly("off");
    }
    assertThat(setActive(admin, "alice", true).status()).isEqualTo(200);
  }

  @Test
  @Order(AFTER_THE_OTHERS)
  void answers503WhileTheDatabaseIsDownAndRecovers() throws Exception {
    new Outage(servers.postgres(), http(), named("alice"), named("newcomer-of-the-outage"))
        .isAnsweredInTime(threads);
    assertThat(stored("count(*)", "newcomer-of-the-outage")).isEqualTo("0");
  }

  @Test
  @Order(HANG)
  void answers503WhileTheDatabaseHangsAndRecovers() throws Exception {
    new Outage(servers.postgres(), http(), named("alice"), named("newcomer-of-the-hang"))
        .isAnsweredInTimeWhileTheDatabaseHangs(threads);
  }

  @Test
  @Order(AFTER_THE_OUTAGE)
  void comparesNamesItselfWhereTheDatabaseTreatsDifferentOnesAsEqual() throws Exception {
    servers
        .postgres()
        .change(
            "create collation any_case"
                + " (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
    servers.postgres().change("delete from gatepass_account where name in ('Carol', 'order-B')");
    servers
        .postgres()
        .change(
            "alter table gatepass_account alter column name type varchar(255) collate any_case");
    assertThat(stored("name", "ALICE")).isEqualTo("alice");

    assertCaller(named("alice").get("/api/me"), "alice", "HEADER");
    assertThat(named("ALICE").get("/api/me").status()).isEqualTo(403);
    assertThat(login("Dora", "dora-secret-1").status()).isEqualTo(401);

    // A second row, inactive and an administrator, and an administrator of another spelling.
    servers.postgres().change("alter table gatepass_account drop constraint gatepass_account_name");
    servers
        .postgres()
        .change(
            "insert into gatepass_account (id, name, active, login_by_header, password_hash,"
                + " security_stamp, version) values ('second', 'ALICE', false, true, null, 's', 0),"
                + " ('other', 'eve', true, false, 'a hash', 's', 0)");
    servers
        .postgres()
        .change(
            "alter table gatepass_account_group alter column group_name type varchar(255)"
                + " collate any_case");
    servers
        .postgres()
        .change(
            "insert into gatepass_account_group values ('second', 'administrator'),"
                + " ('other', 'ADMINISTRATOR')");
    servers.postgres().change("update gatepass_revision set revision = revision + 1");
    TimeUnit.SECONDS.sleep(1); // the staleness
    assertThat(named("alice").get("/api/me").status()).isEqualTo(403);
    assertThat(named("ALICE").get("/api/me").status()).isEqualTo(403);
    assertThat(deactivate(admin(), "admin").status()).isEqualTo(409);
    assertThat(loggedIn("dora", "dora-secret-1").get("/api/me").status()).isEqualTo(200);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void writesNoSecretToTheLog() throws IOException {
    String log = servers.application().log();

    assertThat(log).contains("gatepass.shared-secrets = (hidden)  [MicroProfile Config]");
    for (String secret :
        List.of("gatepass.shared-secrets", "database-password", "demo-admin-password")) {
      assertThat(log).doesNotContain(servers.secret(secret));
    }
  }
}
