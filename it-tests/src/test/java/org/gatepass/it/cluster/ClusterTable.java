// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatepass.it.cluster.ClusterLoad.Summary;
import org.gatepass.it.server.WrittenTable;

/**
 * Writes the rows that the tests of the clusters have printed into the table of {@code
 * docs/how-to/cluster.md}. {@code .ci/cluster} runs it after the tests.
 */
public final class ClusterTable {
  private static final WrittenTable TABLE =
      new WrittenTable(
          "<!-- Written by .ci/cluster. -->",
          "<!-- End of what it writes. -->",
          List.of(
              "| server | event | sessions kept | errors of requests | slowest answer | last error after |",
              "|---|---|---|---|---|---|"));
  private static final Pattern PRINTED = Pattern.compile("(?m)^cluster: (.*)$");

  private ClusterTable() {}

  /** Prints the answers that the callers got during an event, for the table. */
  static void print(String event, int callers, Summary seen) {
    System.out.println(event + ": " + seen);
    System.out.println(
        "cluster: "
            + String.join(
                " | ",
                event,
                callers - seen.lost() + " of " + callers,
                seen.errors() + seen.foreign() + " of " + seen.requests(),
                seconds(seen.slowest()),
                seconds(seen.wrongUntil())));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  /**
   * Writes the rows.
   *
   * @param arguments the folder of the reports, the page, and the server's name with its version
   */
  public static void main(String[] arguments) throws IOException {
    List<Path> outputs;
    try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
      outputs = all.filter(file -> file.toString().endsWith("ClusterIT-output.txt")).toList();
    }
    List<String> rows = new ArrayList<>();
    for (Path output : outputs) {
      PRINTED
          .matcher(Files.readString(output, StandardCharsets.ISO_8859_1))
          .results()
          .map((MatchResult row) -> "| " + arguments[2] + " | " + row.group(1) + " |")
          .forEach(rows::add);
    }
    Path page = Path.of(arguments[1]);
    Files.writeString(page, withRows(Files.readString(page), rows));
  }

  /** The page with rows in its table, in the place of those about the same server and event. */
  static String withRows(String page, List<String> written) {
    SortedMap<String, String> rows = new TreeMap<>();
    Stream.concat(TABLE.rows(page), written.stream()).forEach(line -> rows.put(key(line), line));
    return TABLE.withRows(page, rows.values());
  }

  /** Server without its version, and what happens. */
  private static String key(String row) {
    String[] cells = row.split("\\|", -1);
    return cells[1].replaceAll("[0-9.]+\\S*", "") + cells[2];
  }
}
