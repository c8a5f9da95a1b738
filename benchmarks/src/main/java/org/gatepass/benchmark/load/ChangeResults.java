// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.util.List;
import java.util.stream.Stream;

/**
 * The results of a run with changes, as Markdown and as a chart.
 *
 * @param title the servers, the database and the accounts
 * @param bare a bare module; first without changes
 * @param levels Gatepass; at the same rates of changes
 * @param latencyRate the requests a second during the measurement of latencies
 * @param memory a sentence about memory, or empty
 */
record ChangeResults(
    String title, List<Level> bare, List<Level> levels, int latencyRate, String memory) {

  String markdown() {
    StringBuilder text = new StringBuilder("### " + title + "\n\n");
    text.append("| before the servlet | requests a second | of no change | p50 | p99 | p99.9 |");
    text.append(
        " changes a second | answers checked | older than 1 s | oldest | answered 503 | queries a second |\n");
    text.append("|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (Level level : bare) {
      String rest = "| %.1f | | | | | |".formatted(Results.median(level.changesMade()));
      text.append(row(level, bare, rest)).append('\n');
    }
    for (Level level : levels) {
      String checked =
          "| %.1f | %,d | %,d | %.2f s | %,d | %s |"
              .formatted(
                  Results.median(level.changesMade()),
                  level.checked(),
                  level.tooOld(),
                  level.oldestSeconds(),
                  level.rejected(),
                  level.queries());
      text.append(row(level, levels, checked)).append('\n');
    }
    text.append(
        "\nLatencies are in milliseconds at %,d requests a second.\n".formatted(latencyRate));
    return text + (memory.isEmpty() ? "" : "\n" + memory + "\n");
  }

  private static String row(Level level, List<Level> quietFirst, String rest) {
    return "| %s | %s | %.2f | %.2f | %.2f | %.2f %s"
        .formatted(
            level.title(),
            Results.summary(level.rates(), "%,.0f"),
            Results.median(level.rates()) / Results.median(quietFirst.get(0).rates()),
            level.percentile(50),
            level.percentile(99),
            level.percentile(99.9),
            rest);
  }

  /** The same as an image, in SVG. */
  String chart() {
    return new Chart(title, Stream.concat(bare.stream(), levels.stream()).toList(), latencyRate)
        .svg();
  }
}
