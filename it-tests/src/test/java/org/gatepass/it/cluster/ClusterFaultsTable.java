// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatepass.it.server.WrittenTable;

/**
 * Writes the rows that {@code ClusterDatabaseIT} and {@code ClusterSoakIT} have printed into their
 * tables of {@code docs/how-to/cluster.md}. {@code .ci/cluster} runs it after the tests.
 */
public final class ClusterFaultsTable {
  static final Table DATABASE =
      new Table(
          "database",
          "ClusterDatabaseIT",
          new WrittenTable(
              "<!-- Written by .ci/cluster: the database. -->",
              "<!-- End of the database. -->",
              List.of(
                  "| server | database | admitted | 503 | longest answer | served again after"
                      + " | log lines of Gatepass |",
                  "|---|---|---|---|---|---|---|")));

  static final Table SOAK =
      new Table(
          "soak",
          "ClusterSoakIT",
          new WrittenTable(
              "<!-- Written by .ci/cluster: the soak. -->",
              "<!-- End of the soak. -->",
              List.of(
                  "| server | duration | answers | wrong | heap of a node | threads of that node |",
                  "|---|---|---|---|---|---|")));

  private ClusterFaultsTable() {}

  /**
   * A table.
   *
   * @param name begins the printed rows
   * @param test the class that prints them
   * @param table the place in the page
   */
  record Table(String name, String test, WrittenTable table) {
    /** Prints a row. */
    void print(String... cells) {
      System.out.println(name + ": " + String.join(" | ", cells));
    }
  }

  /**
   * Writes the rows.
   *
   * @param arguments the folder of the reports, the page, and the server's name with its version
   */
  public static void main(String[] arguments) throws IOException {
    Path page = Path.of(arguments[1]);
    String text = Files.readString(page);
    for (Table table : List.of(DATABASE, SOAK)) {
      Path output = Path.of(arguments[0], "org.gatepass.it.cluster." + table.test + "-output.txt");
      if (Files.exists(output)) {
        List<String> rows =
            Pattern.compile("(?m)^" + table.name() + ": (.*)$")
                .matcher(Files.readString(output, StandardCharsets.ISO_8859_1))
                .results()
                .map((MatchResult row) -> "| " + arguments[2] + " | " + row.group(1) + " |")
                .toList();
        text = withRows(table, text, rows);
      }
    }
    Files.writeString(page, text);
  }

  /** The page with rows in a table, in the place of those about the same server and event. */
  private static String withRows(Table table, String page, List<String> written) {
    SortedMap<String, String> rows = new TreeMap<>();
    Stream.concat(table.table.rows(page), written.stream())
        .forEach(line -> rows.put(key(line), line));
    return table.table.withRows(page, rows.values());
  }

  /** Server without its version, and what happens. */
  private static String key(String row) {
    String[] cells = row.split("\\|", -1);
    return cells[1].replaceAll("[0-9.]+\\S*", "") + cells[2];
  }
}
