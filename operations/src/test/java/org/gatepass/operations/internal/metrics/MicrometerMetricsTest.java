// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.operations.internal.FakeDecision.anonymous;
import static org.gatepass.operations.internal.FakeDecision.authenticated;
import static org.gatepass.operations.internal.FakeDecision.failedLogin;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Rejection;
import org.gatepass.operations.internal.FakeDecision;
import org.gatepass.spi.NodeState.Gauge;
import org.junit.jupiter.api.Test;

class MicrometerMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Map<Gauge, Double> state = new EnumMap<>(Gauge.class);
  private final MicrometerMetrics metrics =
      new MicrometerMetrics(
          registry,
          gauge ->
              state.containsKey(gauge)
                  ? OptionalDouble.of(state.get(gauge))
                  : OptionalDouble.empty());

  private double count(String attempt, String outcome, String by, String rejection) {
    Counter counter =
        registry
            .get("gatepass.decisions")
            .tags(
                "gatepass.attempt", attempt,
                "gatepass.outcome", outcome,
                "gatepass.authenticated_by", by,
                "gatepass.rejection", rejection)
            .counter();
    return counter.count();
  }

  @Test
  void countDecisionsByOutcomeWayAndCode() {
    metrics.decided(authenticated(AuthenticatedBy.SESSION, "alice"));
    metrics.decided(authenticated(AuthenticatedBy.SESSION, "bob"));
    metrics.decided(anonymous());
    metrics.decided(failedLogin(Rejection.WRONG_PASSWORD));

    assertThat(count("request", "authenticated", "session", "none")).isEqualTo(2);
    assertThat(count("request", "anonymous", "none", "none")).isEqualTo(1);
    assertThat(count("login", "rejected", "none", "WRONG_PASSWORD")).isEqualTo(1);
    assertThat(registry.find("gatepass.decisions").counters()).hasSize(3);
  }

  /** A registry for Prometheus rejects a meter with other tags than the first one of its name. */
  @Test
  void haveTheSameTagsInAllSeries() {
    metrics.decided(authenticated(AuthenticatedBy.HEADER, "alice"));
    metrics.decided(failedLogin(Rejection.WRONG_PASSWORD));

    assertThat(registry.find("gatepass.decisions").meters())
        .hasSize(2)
        .allSatisfy(
            meter ->
                assertThat(tagNames(meter))
                    .containsExactly(
                        "gatepass.attempt",
                        "gatepass.authenticated_by",
                        "gatepass.outcome",
                        "gatepass.rejection"));
  }

  private static List<String> tagNames(Meter meter) {
    return meter.getId().getTags().stream().map(Tag::getKey).sorted().toList();
  }

  @Test
  void reportTheStateOfTheNode() {
    state.put(Gauge.CACHED_CALLERS, 7.0);
    state.put(Gauge.REVISION_AGE, 0.25);

    assertThat(registry.get("gatepass.cached_callers").gauge().value()).isEqualTo(7);
    assertThat(registry.get("gatepass.cached_callers").gauge().getId().getBaseUnit()).isNull();
    assertThat(registry.get("gatepass.revision.age").gauge().value()).isEqualTo(0.25);
    assertThat(registry.get("gatepass.revision.age").gauge().getId().getBaseUnit())
        .isEqualTo("seconds");
    assertThat(registry.get("gatepass.key_set.age").gauge().value()).isNaN();
  }

  @Test
  void reportNoStateAfterTheEndOfTheApplication() {
    metrics.removeGauges();

    assertThat(registry.find("gatepass.cached_callers").gauge()).isNull();
    assertThat(registry.find("gatepass.revision.age").gauge()).isNull();
  }

  @Test
  void measureStoresAndAssertionsOfTheDecisionsThatUseThem() {
    FakeDecision alice = authenticated(AuthenticatedBy.HEADER, "alice");
    metrics.decided(alice.with(OptionalLong.of(500_000), OptionalLong.empty()));
    metrics.decided(alice.with(OptionalLong.of(1_500_000), OptionalLong.of(250_000)));
    metrics.decided(anonymous());

    Timer stores = registry.get("gatepass.store.duration").timer();
    assertThat(stores.count()).isEqualTo(2);
    assertThat(stores.totalTime(TimeUnit.MICROSECONDS)).isEqualTo(2_000);
    assertThat(stores.takeSnapshot().histogramCounts()).hasSize(12);
    Timer assertions = registry.get("gatepass.assertion.duration").timer();
    assertThat(assertions.count()).isEqualTo(1);
    assertThat(assertions.totalTime(TimeUnit.MICROSECONDS)).isEqualTo(250);
  }

  @Test
  void measureDurationsWithBucketsBelowAMillisecond() {
    metrics.decided(authenticated(AuthenticatedBy.HEADER, "alice"));

    Timer timer =
        registry.get("gatepass.decision.duration").tag("gatepass.outcome", "authenticated").timer();
    assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isEqualTo(2_000_000);
    assertThat(timer.takeSnapshot().histogramCounts())
        .extracting(bucket -> bucket.bucket(TimeUnit.MICROSECONDS))
        .startsWith(10.0)
        .endsWith(5_000_000.0);
  }
}
