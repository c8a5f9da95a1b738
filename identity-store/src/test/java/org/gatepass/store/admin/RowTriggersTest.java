// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gatepass.store.AccountStatements;
import org.gatepass.store.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tables and the triggers of the databases whose triggers run for each row. Those of H2 are in
 * a schema that is not the default one.
 */
@ParameterizedClass
@EnumSource(names = {"H2", "MARIADB"})
class RowTriggersTest {
  /** The address of MariaDB's database, in which tables take longer to create. */
  private static @Nullable String mariadb;

  @Parameter TestDatabase database;

  private String url = "";
  private Connection connection;

  @BeforeEach
  void makeTables() throws Exception {
    if (database == TestDatabase.MARIADB) {
      url = mariadb == null ? mariadb() : mariadb;
      connection = DriverManager.getConnection(url);
    } else {
      url = database.newDatabase();
      connection = DriverManager.getConnection(url);
      run("create schema \"Own\"\"s\"; set schema \"Own\"\"s\"");
      migrate();
      run(database.triggers());
      run(database.triggers()); // twice does no harm
    }
    run(AccountStatements.ROWS);
  }

  private String mariadb() throws Exception {
    String address = database.newDatabase();
    connection = DriverManager.getConnection(address);
    migrate();
    run(database.triggers());
    connection.close();
    TestDatabase.runByClient(address, "triggers-mariadb.sql"); // twice does no harm
    mariadb = address;
    return address;
  }

  private void migrate() throws SQLException, IOException {
    for (String file : TestDatabase.MIGRATIONS) {
      run(database.schema(file));
    }
  }

  @AfterEach
  void dropTables() throws SQLException {
    connection.close();
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long revision() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select revision from gatepass_revision")) {
      assertThat(row.next()).isTrue();
      return row.getLong(1);
    }
  }

  private String text(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }

  private String changes() throws SQLException {
    return text(database.changes());
  }

  @ParameterizedTest
  @MethodSource("org.gatepass.store.AccountStatements#all")
  void listTheChangesOfEachStatement(String statement, String changes) throws SQLException {
    run("delete from gatepass_change");
    long before = revision();

    run(statement);

    assertThat(changes()).isEqualTo(changes);
    if (changes.isEmpty()) {
      assertThat(revision()).isEqualTo(before);
    } else {
      assertThat(revision()).isGreaterThan(before);
      assertThat(text(AccountStatements.gaps(before))).isEqualTo("0");
    }
  }

  @Test
  void sweepOldChanges() throws SQLException {
    run("delete from gatepass_change");
    for (int i = 0; i < 3_000; i++) {
      run("update gatepass_account set email = '" + i + "' where id = 'i1'");
    }

    assertThat(Integer.parseInt(text("select count(*) from gatepass_change")))
        .isBetween(1_000, 2_600);
  }

  @Test
  void raiseTheRevisionOnlyBeforeTheMigrationWithTheListOfChanges() throws SQLException {
    assumeTrue(database == TestDatabase.H2, "MariaDB's triggers are newer than the list");
    run("drop table gatepass_change");
    long before = revision();

    run("update gatepass_account set active = false where id = 'i1'");
    assertThat(revision()).isGreaterThan(before);
  }

  @Test
  void raiseTheRevisionInTheSameTransaction() throws SQLException {
    long before = revision();
    connection.setAutoCommit(false);

    run("update gatepass_account set active = false");
    assertThat(revision()).isGreaterThan(before);
    connection.rollback();

    assertThat(revision()).isEqualTo(before);
  }

  @Test
  void listTheGroupsOfAnAccountUnderTheNameThatItGetsMeanwhile() throws Exception {
    connection.setAutoCommit(false);
    run("update gatepass_account set name = 'alicia' where id = 'i1'");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> removal = thread.submit(this::removeGroups);
      while (isNoneBlocked()) {
        assertThat(removal.isDone()).isFalse();
        // MariaDB returns the same answer again within 100 milliseconds.
        Thread.sleep(150);
      }
      connection.commit();

      assertThat(removal.get()).isEqualTo(1);
    } finally {
      thread.shutdownNow();
    }
    assertThat(text("select name from gatepass_change order by revision desc limit 1"))
        .isEqualTo("alicia");
  }

  private boolean isNoneBlocked() throws SQLException {
    return database == TestDatabase.H2
        ? text("select max(blocker_id) from information_schema.sessions") == null
        : text("select count(*) from information_schema.innodb_trx where trx_state = 'LOCK WAIT'")
            .equals("0");
  }

  private int removeGroups() throws SQLException {
    boolean isH2 = database == TestDatabase.H2;
    try (Connection other = DriverManager.getConnection(url + (isH2 ? ";LOCK_TIMEOUT=20000" : ""));
        Statement statement = other.createStatement()) {
      if (isH2) {
        statement.execute("set schema \"Own\"\"s\"");
      }
      return statement.executeUpdate("delete from gatepass_account_group where account_id = 'i1'");
    }
  }

  @Test
  void failAChangeWhereTheRevisionIsMissing() throws SQLException {
    connection.setAutoCommit(false);
    run("delete from gatepass_revision");

    assertThatThrownBy(() -> run("update gatepass_account set active = false"))
        .hasMessageContaining("gatepass_revision has no row");
    connection.rollback();
  }

  @Test
  void keepOneRow() {
    assertThatThrownBy(() -> run("insert into gatepass_revision values (2, 0)"))
        .message()
        .containsIgnoringCase("gatepass_revision_one_row");
  }
}
