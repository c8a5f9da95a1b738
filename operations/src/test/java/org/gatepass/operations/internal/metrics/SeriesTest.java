// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Rejection;
import org.gatepass.operations.internal.FakeDecision;
import org.gatepass.spi.DecisionObserver.Decision;
import org.gatepass.spi.DecisionObserver.Outcome;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private static Decision decision(
      boolean login, Outcome outcome, Optional<AuthenticatedBy> by, Optional<Rejection> rejection) {
    return new FakeDecision(
        login, outcome, by, rejection, 1, Optional.empty(), "10.1.2.3", "10.1.2.3");
  }

  /** Every decision that the contract of the observers permits. */
  private static List<Decision> all() {
    List<Decision> all = new ArrayList<>();
    for (boolean login : new boolean[] {false, true}) {
      for (AuthenticatedBy by : AuthenticatedBy.values()) {
        all.add(decision(login, Outcome.AUTHENTICATED, Optional.of(by), Optional.empty()));
      }
      for (Outcome outcome : Outcome.values()) {
        if (outcome != Outcome.AUTHENTICATED) {
          all.add(decision(login, outcome, Optional.empty(), Optional.empty()));
          Stream.of(Rejection.values())
              .forEach(
                  reason ->
                      all.add(decision(login, outcome, Optional.empty(), Optional.of(reason))));
        }
      }
    }
    return all;
  }

  @Test
  void haveAnIndexOfTheirOwn() {
    assertThat(all().stream().map(Series::indexOf))
        .doesNotHaveDuplicates()
        .allMatch(index -> index >= 0 && index < Series.COUNT);
  }

  @Test
  void areCreatedOnce() {
    List<Series> created = new ArrayList<>();
    SeriesTable<Series> table =
        new SeriesTable<>(
            series -> {
              created.add(series);
              return series;
            });

    all().forEach(decision -> assertThat(table.of(decision)).isEqualTo(Series.of(decision)));
    all().forEach(decision -> assertThat(table.of(decision)).isEqualTo(Series.of(decision)));

    assertThat(created).hasSameSizeAs(all());
  }
}
