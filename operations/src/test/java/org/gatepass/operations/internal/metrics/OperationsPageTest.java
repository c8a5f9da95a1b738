// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepass.AuthenticatedBy;
import org.gatepass.spi.DecisionObserver.Outcome;
import org.junit.jupiter.api.Test;

/** The names and values in the page about this module. */
class OperationsPageTest {
  static final String PAGE = read(Path.of("../docs/how-to/operations.md"));

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String listOf(Enum<?>[] constants) {
    return Stream.of(constants)
        .map(constant -> "`" + Series.value(constant) + "`")
        .collect(Collectors.joining(", "));
  }

  @Test
  void hasARowForEachMetric() {
    assertThat(PAGE)
        .contains("| `" + Metric.DECISIONS + "` | counter, `{decision}` |")
        .contains("| `" + Metric.DURATION + "` | histogram, `s` | `" + Metric.OUTCOME + "` |")
        .contains("| `" + Metric.STORE_DURATION + "` | histogram, `s` | none |")
        .contains("| `" + Metric.ASSERTION_DURATION + "` | histogram, `s` | none |");
  }

  @Test
  void hasARowForEachNumberOfTheNode() {
    for (StateMetric metric : StateMetric.ALL) {
      assertThat(PAGE).contains("| `" + metric.name() + "` | gauge, `" + metric.unit() + "` |");
    }
  }

  @Test
  void hasEachValueOfEachAttribute() {
    assertThat(PAGE)
        .contains("| `" + Metric.ATTEMPT + "` | `request`, `login` ")
        .contains("| `" + Metric.OUTCOME + "` | " + listOf(Outcome.values()) + " |")
        .contains("| `" + Metric.AUTHENTICATED_BY + "` | " + listOf(AuthenticatedBy.values()) + ";")
        .contains("| `" + Metric.REJECTION + "` | a [reason code]");
  }

  @Test
  void explainsEachOutcome() {
    for (Outcome outcome : Outcome.values()) {
      assertThat(PAGE).contains("\n| `" + Series.value(outcome) + "` | ");
    }
  }

  @Test
  void listsTheBuckets() {
    assertThat(Metric.BUCKETS_SECONDS.stream().map(OperationsPageTest::text))
        .allSatisfy(bound -> assertThat(PAGE.replace('\n', ' ')).contains(bound));
  }

  private static String text(double seconds) {
    long micros = Math.round(seconds * 1e6);
    if (micros < 1_000) {
      return micros + " µs";
    }
    return micros < 1_000_000 ? micros / 1_000 + " ms" : micros / 1_000_000 + " s";
  }
}
