// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {
  @TempDir Path applications;

  private final JdbcDataSource dataSource = new JdbcDataSource();

  MigrationsTest() {
    dataSource.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  }

  private String query(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** The application's own migrations, in the history that Flyway has by default. */
  private void migrateTheApplication(String version) throws IOException {
    Files.writeString(
        applications.resolve("V" + version + "__notes.sql"),
        "create table note_" + version + " (id integer primary key);");
    Flyway.configure()
        .dataSource(dataSource)
        .locations("filesystem:" + applications)
        .load()
        .migrate();
  }

  private String migrations(String history) throws SQLException {
    return query("select count(*) from \"" + history + "\" where \"type\" = 'SQL' and \"success\"");
  }

  @Test
  void leaveTheHistoryOfTheApplicationAlone() throws Exception {
    migrateTheApplication("1");
    Migrations.run(dataSource);
    migrateTheApplication("2");
    Migrations.run(dataSource);

    assertThat(query("select count(*) from gatepass_account")).isEqualTo("0");
    assertThat(query("select revision from gatepass_revision")).isEqualTo("0");
    assertThat(query("select count(*) from gatepass_ended_login")).isEqualTo("0");
    assertThat(query("select count(stable_id) from gatepass_account")).isEqualTo("0");
    assertThat(query("select count(*) from note_2")).isEqualTo("0");
    assertThat(migrations("flyway_schema_history")).isEqualTo("2");
    assertThat(migrations("gatepass_schema_history")).isEqualTo("7");
  }

  @Test
  void makeTheTablesOfAnEmptyDatabase() throws SQLException {
    Migrations.run(dataSource);

    assertThat(query("select count(*) from gatepass_account_group")).isEqualTo("0");
    assertThat(query("select count(password_change_required) from gatepass_account"))
        .isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3", "4"})
  void keepTheAccountsOfAnEarlierVersion(String version) throws SQLException {
    Flyway.configure()
        .dataSource(dataSource)
        .resourceProvider(new Migrations())
        .javaMigrationClassProvider(List::of)
        .table("gatepass_schema_history")
        .target(version)
        .load()
        .migrate();
    update(
        "insert into gatepass_account"
            + " (id, name, active, login_by_header, password_hash, security_stamp, version)"
            + " values ('i1', 'alice', true, true, 'hash', 's1', 3)");

    Migrations.run(dataSource);

    assertThat(query("select name || password_hash || security_stamp from gatepass_account"))
        .isEqualTo("alicehashs1");
    assertThat(query("select password_change_required from gatepass_account")).isNull();
    assertThat(query("select stable_id from gatepass_account")).isNull();
    assertThat(query("select locked_until from gatepass_account")).isNull();
    update(
        "insert into gatepass_account (id, name, active, login_by_header, security_stamp,"
            + " version) values ('i2', 'bob', true, true, 's2', 0)");
    update("update gatepass_account set stable_id = '7' where id = 'i1'");
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> update("update gatepass_account set stable_id = '7' where id = 'i2'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "6"})
  void addTimesWithoutAValueToTheAccountsOfAnEarlierVersion(String version) throws SQLException {
    Flyway.configure()
        .dataSource(dataSource)
        .resourceProvider(new Migrations())
        .javaMigrationClassProvider(List::of)
        .table("gatepass_schema_history")
        .target(version)
        .load()
        .migrate();
    update(
        "insert into gatepass_account (id, name, active, login_by_header, password_hash,"
            + " password_change_required, security_stamp, version)"
            + " values ('i1', 'alice', true, true, 'hash', true, 's1', 3)");

    Migrations.run(dataSource);

    assertThat(
            query(
                "select name || password_hash || password_change_required from gatepass_account"
                    + " where locked_until is null and expires_at is null"
                    + " and password_expires_at is null"))
        .isEqualTo("alicehashTRUE");
  }

  private void update(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @Test
  void runAsTheGuideShows() throws IOException {
    String source =
        Files.readString(Path.of("src/main/java/org/gatepass/demo/accounts/Migrations.java"));
    int start = source.indexOf("    Flyway.configure(");
    String shown =
        source
            .substring(start, source.indexOf(".migrate();", start) + ".migrate();".length())
            .indent(-4);

    assertThat(Files.readString(Path.of("../docs/how-to/existing-schema.md")))
        .contains("```java\n" + shown + "```\n");
  }
}
