// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gatepass.benchmark.load.Database.Queries;
import org.jspecify.annotations.Nullable;

/** The results of one scenario, as Markdown. */
final class Results {
  private final String title;
  private final Map<Target, List<Double>> rates = new EnumMap<>(Target.class);
  private final Map<Target, String> queries = new EnumMap<>(Target.class);

  /** Creates empty results of a scenario. */
  Results(String title) {
    this.title = title;
  }

  /** Adds a round's rate. Each target has one in each round, in any order. */
  void add(Target target, double rate) {
    rates.computeIfAbsent(target, first -> new ArrayList<>()).add(rate);
  }

  /** Adds the number of a target's queries. */
  void add(Target target, Queries counted, long requests) {
    String each = "%.2f".formatted((double) counted.other() / requests);
    queries.put(
        target,
        each + (counted.revision() == 0 ? "" : ", " + counted.revision() + " of the revision"));
  }

  /** A table: medians of all rounds, with minimum and maximum. */
  String markdown() {
    StringBuilder table = new StringBuilder("### " + title + "\n\n");
    table.append("| before the servlet | requests a second | of the filter | of the floor |");
    table.append(" of Spring Security | queries a request |\n|---|---|---|---|---|---|\n");
    rates.forEach(
        (target, ofTarget) -> {
          table.append("| ").append(target.title());
          table.append(" | ").append(summary(ofTarget, "%,.0f"));
          for (Target other : List.of(Target.FILTER, Target.FLOOR, Target.SPRING)) {
            table.append(" | ").append(ratio(ofTarget, rates.get(other)));
          }
          table.append(" | ").append(queries.getOrDefault(target, "")).append(" |\n");
        });
    return table.toString();
  }

  private static String ratio(List<Double> some, @Nullable List<Double> others) {
    if (others == null || others.equals(some)) {
      return "";
    }
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < Math.min(some.size(), others.size()); round++) {
      ratios.add(some.get(round) / others.get(round));
    }
    return summary(ratios, "%.2f");
  }

  /** The median, with minimum and maximum in parentheses. */
  static String summary(List<Double> values, String format) {
    return (format + " (" + format + "-" + format + ")")
        .formatted(median(values), Collections.min(values), Collections.max(values));
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
