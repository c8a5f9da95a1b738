// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepass.it.server.WrittenTable;

/**
 * The table of docs/reference/caller.md: {@link Corner} by servers. The build writes the column of
 * a server from the output of {@link CornerCases}, on request: see {@code .ci/servers}.
 */
public final class CornerTable {
  private static final WrittenTable TABLE =
      new WrittenTable(
          "<!-- Written by .ci/payara and .ci/servers. -->",
          "<!-- End of what they write. -->",
          List.of(
              Arrays.stream(Column.values())
                  .map(column -> column.heading)
                  .collect(Collectors.joining(" | ", "| where | found by | ", " |")),
              "|---|---" + "|---".repeat(Column.values().length) + "|"));
  private static final String UNKNOWN = "?";
  private static final Pattern RESULT = Pattern.compile("(?m)corner ([A-Z_]+): (.+)$");

  /** The servers of a column. */
  enum Column {
    PAYARA("Payara", "payara-micro, payara-server"),
    PAYARA7("Payara 7", "payara-micro7"),
    GLASSFISH7("GlassFish 7", "glassfish7"),
    GLASSFISH8("GlassFish 8", "glassfish8"),
    WILDFLY("WildFly", "wildfly, wildfly-preview"),
    LIBERTY("Open Liberty", "liberty"),
    TOMEE("TomEE", "tomee"),
    TOMCAT("Tomcat", "tomcat10, tomcat11"),
    JETTY("Jetty", "jetty12");

    private final String heading;
    private final String profiles;

    Column(String heading, String profiles) {
      this.heading = heading;
      this.profiles = profiles;
    }

    /** The column of a profile of the build. */
    static Column of(String profile) {
      return Arrays.stream(values())
          .filter(column -> List.of(column.profiles.split(", ", -1)).contains(profile))
          .findFirst()
          .orElseThrow();
    }

    /** The name by which {@link Corner} lists it. */
    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private CornerTable() {}

  /**
   * Writes the column.
   *
   * @param arguments the folder of the reports, the README, and the profile of the server
   */
  public static void main(String[] arguments) throws IOException {
    Column column = Column.of(arguments[2]);
    Map<Corner, String> found = results(Path.of(arguments[0]));
    WrittenTable.rewrite(
        Path.of(arguments[1]).resolveSibling(Path.of("docs", "reference", "caller.md")),
        page -> withColumn(page, column, found));
  }

  private static Map<Corner, String> results(Path reports) throws IOException {
    Map<Corner, String> results = new EnumMap<>(Corner.class);
    List<Path> outputs;
    try (Stream<Path> files = Files.list(reports)) {
      outputs = files.filter(file -> file.toString().endsWith("-output.txt")).toList();
    }
    for (Path output : outputs) {
      RESULT
          .matcher(Files.readString(output))
          .results()
          .forEach(result -> results.put(Corner.valueOf(result.group(1)), result.group(2)));
    }
    return results;
  }

  /** The page with the values of a server; other values stay. */
  static String withColumn(String page, Column column, Map<Corner, String> found) {
    Map<String, Map<Column, String>> former = rows(page);
    List<String> table = new ArrayList<>();
    for (Corner corner : Corner.values()) {
      Map<Column, String> cells = new EnumMap<>(Column.class);
      cells.putAll(former.getOrDefault(corner.row(), Map.of()));
      if (found.containsKey(corner)) {
        cells.put(column, found.get(corner));
      }
      table.add(
          Arrays.stream(Column.values())
              .map(each -> cells.getOrDefault(each, UNKNOWN))
              .collect(Collectors.joining(" | ", corner.row(), " |")));
    }
    return TABLE.withRows(page, table);
  }

  /** The value in a page. */
  static String value(String page, Corner corner, Column column) {
    return rows(page).getOrDefault(corner.row(), Map.of()).getOrDefault(column, UNKNOWN);
  }

  /** The values of the servers by the beginning of the row. */
  private static Map<String, Map<Column, String>> rows(String page) {
    Map<String, Map<Column, String>> rows = new HashMap<>();
    TABLE
        .rows(page)
        .map(line -> line.split(" [|] | [|]$", -1))
        .forEach(
            cells -> {
              Map<Column, String> row = new EnumMap<>(Column.class);
              int next = 2;
              for (Column column : Column.values()) {
                row.put(column, cells[next++]);
              }
              rows.put(cells[0] + " | " + cells[1] + " | ", row);
            });
    return rows;
  }
}
