// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the schema, compared with each other. */
class SchemaFilesTest {
  private static final Path SCHEMA = Path.of("src/main/resources/org/gatepass/store/schema");

  private static List<String> migrations(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("V\\d+__.*"))
          .sorted()
          .toList();
    }
  }

  /** The columns of each table, as the migrations make them in H2. */
  private static Map<String, Set<String>> migrated() throws IOException, SQLException {
    Map<String, Set<String>> columns = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
      try (Statement statement = connection.createStatement()) {
        for (String file : TestDatabase.MIGRATIONS) {
          statement.execute(TestDatabase.H2.schema(file));
        }
      }
      try (ResultSet found =
          connection.getMetaData().getColumns(null, "PUBLIC", "GATEPASS%", null)) {
        while (found.next()) {
          columns
              .computeIfAbsent(
                  found.getString("TABLE_NAME").toLowerCase(Locale.ROOT), table -> new TreeSet<>())
              .add(found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
        }
      }
    }
    return columns;
  }

  /** The columns of each table that a file creates: one a line. */
  private static Map<String, Set<String>> created(String sql) {
    return Pattern.compile("create table (\\w+) \\((.*?)\\n\\)", Pattern.DOTALL)
        .matcher(sql)
        .results()
        .collect(
            Collectors.toMap(
                table -> table.group(1),
                table ->
                    Pattern.compile("(?m)^  (?!constraint|primary)(\\w+) ")
                        .matcher(table.group(2))
                        .results()
                        .map((MatchResult column) -> column.group(1))
                        .collect(Collectors.toCollection(TreeSet::new)),
                (one, other) -> one,
                TreeMap::new));
  }

  @Test
  void areTheSameMigrationsForMariadbAndForTheOtherDatabases() throws IOException {
    assertThat(migrations(SCHEMA)).isEqualTo(TestDatabase.MIGRATIONS);
    assertThat(migrations(SCHEMA.resolveSibling("schema-mariadb")))
        .isEqualTo(TestDatabase.MIGRATIONS);
  }

  /** The tests have no such database: only the names of the columns can be compared. */
  @ParameterizedTest
  @ValueSource(strings = {"mysql.sql", "sqlserver.sql", "oracle.sql"})
  void declareWhatHasNeverRunWithAllColumnsOfTheMigrations(String file) throws Exception {
    String sql = AccountStatements.schema("never-run/" + file);

    assertThat(sql).startsWith("-- From documentation, never run.");
    assertThat(created(sql)).isEqualTo(migrated());
  }
}
