// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** The databases of the tests, and what differs between them. */
public enum TestDatabase {
  H2,
  POSTGRESQL,
  MARIADB;

  /** The migrations, in their order. */
  public static final List<String> MIGRATIONS =
      List.of(
          "V1__accounts.sql",
          "V2__revision.sql",
          "V3__changes.sql",
          "V4__ended_logins.sql",
          "V5__password_change.sql",
          "V6__stable_ids.sql",
          "V7__account_states.sql");

  /**
   * Skips the test on a machine without a server. With {@code -Ddatabases.required=true} the test
   * fails there.
   */
  public static void assumeInstalled(boolean isInstalled, String missing) {
    if (Boolean.getBoolean("databases.required")) {
      assertThat(isInstalled).as(missing).isTrue();
    }
    assumeTrue(isInstalled, missing);
  }

  /** The address of a new database. */
  public String newDatabase() {
    return switch (this) {
      case H2 -> "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
      case POSTGRESQL -> TestPostgres.newDatabase();
      case MARIADB -> TestMariadb.newDatabase();
    };
  }

  /** The folder of PostgreSQL's programs. Skips the test on a machine without PostgreSQL. */
  public static Path postgresPrograms() {
    return TestPostgres.programs();
  }

  /** Runs a file of the schema with MariaDB's client. */
  public static void runByClient(String url, String file) throws IOException, InterruptedException {
    TestMariadb.runByClient(url, AccountStatements.schema(file));
  }

  /** The text of a migration. */
  public String schema(String file) throws IOException {
    return AccountStatements.text((this == MARIADB ? "schema-mariadb/" : "schema/") + file);
  }

  /** The script of the triggers. */
  public String triggers() throws IOException {
    return switch (this) {
      case H2 -> AccountStatements.schema("triggers-h2.sql");
      case POSTGRESQL -> AccountStatements.schema("triggers-postgresql.sql");
      // "delimiter" is a command of the clients; the server finds the ends of statements itself.
      case MARIADB ->
          AccountStatements.schema("triggers-mariadb.sql")
              .replaceAll("(?m)^delimiter .*$", "")
              .replace(" //", ";");
    };
  }

  /** A query of the listed changes, in the order of their names. */
  public String changes() {
    return this == MARIADB
        ? "select coalesce(group_concat(concat(name, ' ', kind) order by name separator ', '), '')"
            + " from (select distinct name, kind from gatepass_change) as listed"
        : AccountStatements.CHANGES;
  }

  /** A table expression with the numbers from 1 to another one in its column {@code n}. */
  public String numbersTo(int last) {
    return switch (this) {
      case H2 -> "system_range(1, %d) s (n)".formatted(last);
      case POSTGRESQL -> "generate_series(1, %d) as s (n)".formatted(last);
      case MARIADB -> "(select seq as n from seq_1_to_%d) s".formatted(last);
    };
  }
}
