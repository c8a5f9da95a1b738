// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatepass.Rejection;
import org.junit.jupiter.api.Test;

/** The names in the queries of the dashboard and of the alerts. */
class DashboardTest {
  private static final Pattern NAME = Pattern.compile("gatepass_\\w+");
  private static final Pattern REJECTIONS = Pattern.compile("gatepass_rejection=~?\"([A-Z_|]+)\"");

  private static String prometheus(String name) {
    return name.replace('.', '_');
  }

  /** The names of the metrics in Prometheus. */
  private static Set<String> metrics() {
    Set<String> names = new TreeSet<>();
    names.add(prometheus(Metric.DECISIONS) + "_total");
    for (String name : List.of(Metric.DURATION, Metric.STORE_DURATION, Metric.ASSERTION_DURATION)) {
      String duration = prometheus(name) + "_seconds";
      names.add(duration + "_bucket");
      names.add(duration + "_sum");
      names.add(duration + "_count");
    }
    for (StateMetric metric : StateMetric.ALL) {
      names.add(prometheus(metric.name()) + (metric.isTime() ? "_seconds" : ""));
    }
    return names;
  }

  private static Set<String> attributes() {
    Set<String> names = new TreeSet<>();
    Stream.of(Metric.ATTEMPT, Metric.OUTCOME, Metric.AUTHENTICATED_BY, Metric.REJECTION)
        .map(DashboardTest::prometheus)
        .forEach(names::add);
    return names;
  }

  private static List<String> queries() throws IOException {
    List<String> queries = new ArrayList<>(Queries.ofTheDashboard());
    queries.addAll(Queries.ofTheAlerts());
    return queries;
  }

  private static List<String> namesIn(String query) {
    return NAME.matcher(query).results().map(MatchResult::group).toList();
  }

  @Test
  void usesTheNamesOfTheModuleAlone() throws IOException {
    Set<String> known = metrics();
    known.addAll(attributes());

    assertThat(queries()).isNotEmpty();
    for (String query : queries()) {
      assertThat(known).as(query).containsAll(namesIn(query));
    }
  }

  @Test
  void showsEachMetric() throws IOException {
    Set<String> shown = new TreeSet<>();
    Queries.ofTheDashboard().forEach(query -> shown.addAll(namesIn(query)));

    assertThat(shown).containsAll(metrics());
  }

  @Test
  void usesReasonCodesThatExist() throws IOException {
    Set<String> codes = new TreeSet<>();
    for (String query : queries()) {
      REJECTIONS
          .matcher(query)
          .results()
          .flatMap(match -> Pattern.compile("\\|").splitAsStream(match.group(1)))
          .forEach(codes::add);
    }

    assertThat(codes).contains("STORE_UNAVAILABLE", "WRONG_PASSWORD");
    assertThat(Stream.of(Rejection.values()).map(Enum::name)).containsAll(codes);
  }

  @Test
  void isTheSourceOfTheQueriesOfThePage() throws IOException {
    List<String> shown =
        Pattern.compile("\\| `([^`]*rate\\([^`]*)` \\|")
            .matcher(OperationsPageTest.PAGE)
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(shown).hasSize(3);
    assertThat(Queries.ofTheDashboard()).containsAll(shown);
  }
}
