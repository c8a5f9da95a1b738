// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A chart of rates and latencies, in SVG, with colours for light and dark pages. */
final class Chart {
  private static final int WIDTH = 760;
  private static final int LEFT = 256;
  private static final int RIGHT = 670;
  private static final int ROW = 28;
  private static final int HEAD = 64;

  /** The ends of the axis of latencies, as powers of ten of milliseconds. */
  private static final int LEAST_POWER = -1;

  private static final int GREATEST_POWER = 4;

  private static final String STYLE =
      """
      <style>
        text { font: 14px system-ui, sans-serif; fill: #1f2328; }
        .small { font-size: 12px; fill: #59636e; }
        .strong { font-weight: 600; }
        .page { fill: #ffffff; }
        .bar, .dot { fill: #0969da; }
        .line { stroke: #0969da; stroke-width: 2; }
        .grid { stroke: #d1d9e0; }
        @media (prefers-color-scheme: dark) {
          text { fill: #f0f6fc; }
          .small { fill: #9198a1; }
          .page { fill: #0d1117; }
          .bar, .dot { fill: #4493f8; }
          .line { stroke: #4493f8; }
          .grid { stroke: #3d444d; }
        }
      </style>
      """;

  private final String title;
  private final List<Level> levels;
  private final int latencyRate;
  private final StringBuilder svg = new StringBuilder();

  Chart(String title, List<Level> levels, int latencyRate) {
    this.title = title;
    this.levels = levels;
    this.latencyRate = latencyRate;
  }

  String svg() {
    int panel = levels.size() * ROW + HEAD;
    int height = 2 * panel + 16;
    add("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d'", WIDTH, height);
    add(" width='%d' height='%d' role='img' aria-labelledby='title desc'>\n", WIDTH, height);
    add("<title id='title'>Requests a second and latency while accounts change</title>\n");
    add("<desc id='desc'>%s</desc>\n", description());
    svg.append(STYLE);
    add("<rect class='page' width='%d' height='%d'/>\n", WIDTH, height);
    text(16, 24, "small", title);
    rates(48);
    latencies(48 + panel);
    return svg.append("</svg>\n").toString().replace('\'', '"');
  }

  private String description() {
    return levels.stream()
        .map(
            level ->
                format(
                    "%s: %,.0f requests a second; %s.",
                    level.title(), Results.median(level.rates()), percentiles(level)))
        .collect(Collectors.joining(" "));
  }

  private static String percentiles(Level level) {
    return format(
        "p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms",
        level.percentile(50), level.percentile(99), level.percentile(99.9));
  }

  private void rates(int top) {
    text(16, top, "strong", "Requests a second");
    double most = levels.stream().mapToDouble(each -> Results.median(each.rates())).max().orElse(1);
    for (int i = 0; i < levels.size(); i++) {
      double rate = Results.median(levels.get(i).rates());
      int y = top + ROW * (i + 1);
      double width = (RIGHT - LEFT) * rate / most;
      text(16, y, "", levels.get(i).title());
      add("<rect class='bar' x='%d' y='%d' width='%.1f' height='16'/>\n", LEFT, y - 13, width);
      text(LEFT + width + 8, y, "", format("%,.0f", rate));
    }
  }

  /** A line for each level from p50 to p99.9, with a dot at each percentile. */
  private void latencies(int top) {
    text(16, top, "strong", format("Latency at %,d requests a second", latencyRate));
    text(LEFT + 140, top, "small", "dots: p50, p99, p99.9");
    int bottom = top + ROW * levels.size() + 12;
    for (int power = LEAST_POWER; power <= GREATEST_POWER; power++) {
      double x = x(Math.pow(10, power));
      add("<line class='grid' x1='%.1f' x2='%.1f' y1='%d' y2='%d'/>\n", x, x, top + 10, bottom);
      text(
          x - 16,
          bottom + 16,
          "small",
          format(power < 0 ? "%.1f ms" : "%.0f ms", Math.pow(10, power)));
    }
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      int y = top + ROW * (i + 1);
      text(16, y, "", level.title());
      add(
          "<line class='line' x1='%.1f' x2='%.1f'",
          x(level.percentile(50)), x(level.percentile(99.9)));
      add(" y1='%d' y2='%d'/>\n", y - 5, y - 5);
      for (double percent : List.of(50.0, 99.0, 99.9)) {
        double x = x(level.percentile(percent));
        add("<circle class='dot' cx='%.1f' cy='%d' r='5'>", x, y - 5);
        add("<title>p%s: %.2f ms</title></circle>\n", percent, level.percentile(percent));
      }
    }
  }

  /** The place of a number of milliseconds on a logarithmic axis. */
  private static double x(double millis) {
    double power = Math.max(LEAST_POWER, Math.min(GREATEST_POWER, Math.log10(millis)));
    return LEFT + (RIGHT - LEFT) * (power - LEAST_POWER) / (GREATEST_POWER - LEAST_POWER);
  }

  private void text(double x, int y, String style, String text) {
    add("<text class='%s' x='%.1f' y='%d'>%s</text>\n", style, x, y, text);
  }

  private void add(String format, Object... values) {
    svg.append(format(format, values));
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
