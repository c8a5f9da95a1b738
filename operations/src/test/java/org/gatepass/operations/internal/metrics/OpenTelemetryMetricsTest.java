// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.operations.internal.FakeDecision.anonymous;
import static org.gatepass.operations.internal.FakeDecision.authenticated;
import static org.gatepass.operations.internal.FakeDecision.failedLogin;
import static org.gatepass.operations.internal.FakeDecision.rejected;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Rejection;
import org.gatepass.operations.internal.FakeDecision;
import org.gatepass.spi.NodeState.Gauge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenTelemetryMetricsTest {
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder().registerMetricReader(reader).build();
  private final Map<Gauge, Double> state = new EnumMap<>(Gauge.class);
  private final OpenTelemetryMetrics metrics =
      new OpenTelemetryMetrics(
          OpenTelemetrySdk.builder().setMeterProvider(provider).build(),
          gauge ->
              state.containsKey(gauge)
                  ? OptionalDouble.of(state.get(gauge))
                  : OptionalDouble.empty());

  @AfterEach
  void close() {
    provider.close();
  }

  private Map<String, MetricData> collected() {
    return reader.collectAllMetrics().stream()
        .collect(Collectors.toMap(MetricData::getName, metric -> metric));
  }

  /** The counts by the texts of their attributes. */
  private Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    collected()
        .get("gatepass.decisions")
        .getLongSumData()
        .getPoints()
        .forEach(
            point -> {
              Map<String, Object> attributes = new TreeMap<>();
              point.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
              counts.put(attributes.toString(), point.getValue());
            });
    return counts;
  }

  @Test
  void needsDecisionsOnlyWithAnSdk() {
    assertThat(metrics.isActive()).isTrue();
    assertThat(
            new OpenTelemetryMetrics(OpenTelemetry.noop(), gauge -> OptionalDouble.empty())
                .isActive())
        .isFalse();
  }

  @Test
  void countDecisionsByOutcomeWayAndCode() {
    metrics.decided(authenticated(AuthenticatedBy.HEADER, "alice"));
    metrics.decided(authenticated(AuthenticatedBy.HEADER, "bob"));
    metrics.decided(anonymous());
    metrics.decided(rejected(Rejection.REPEATED_HEADER));
    metrics.decided(failedLogin(Rejection.WRONG_PASSWORD));

    assertThat(counts())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "{gatepass.attempt=request, gatepass.authenticated_by=header,"
                    + " gatepass.outcome=authenticated}",
                2L,
                "{gatepass.attempt=request, gatepass.outcome=anonymous}",
                1L,
                "{gatepass.attempt=request, gatepass.outcome=rejected,"
                    + " gatepass.rejection=REPEATED_HEADER}",
                1L,
                "{gatepass.attempt=login, gatepass.outcome=rejected,"
                    + " gatepass.rejection=WRONG_PASSWORD}",
                1L));
  }

  /** The values of the gauges, by name and unit. */
  private Map<String, Double> gauges() {
    return reader.collectAllMetrics().stream()
        .filter(metric -> metric.getType() == MetricDataType.DOUBLE_GAUGE)
        .collect(
            Collectors.toMap(
                metric -> metric.getName() + " " + metric.getUnit(),
                metric -> metric.getDoubleGaugeData().getPoints().iterator().next().getValue()));
  }

  @Test
  void reportTheStateOfTheNodeWhereItHasAValue() {
    state.put(Gauge.CACHED_CALLERS, 7.0);
    state.put(Gauge.REVISION_AGE, 0.25);

    assertThat(gauges())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("gatepass.cached_callers {caller}", 7.0, "gatepass.revision.age s", 0.25));

    state.put(Gauge.CACHED_CALLERS, 8.0);
    assertThat(gauges()).containsEntry("gatepass.cached_callers {caller}", 8.0);
  }

  @Test
  void reportNoStateAfterTheEndOfTheApplication() {
    state.put(Gauge.CACHED_CALLERS, 7.0);

    metrics.removeGauges();

    assertThat(gauges()).isEmpty();
  }

  @Test
  void measureStoresAndAssertionsOfTheDecisionsThatUseThem() {
    FakeDecision alice = authenticated(AuthenticatedBy.HEADER, "alice");
    metrics.decided(alice.with(OptionalLong.of(500_000), OptionalLong.empty()));
    metrics.decided(alice.with(OptionalLong.of(1_500_000), OptionalLong.of(250_000)));
    metrics.decided(anonymous());

    HistogramPointData stores = onlyPoint("gatepass.store.duration");
    assertThat(stores.getCount()).isEqualTo(2);
    assertThat(stores.getSum()).isEqualTo(0.002);
    assertThat(stores.getAttributes().isEmpty()).isTrue();
    assertThat(stores.getBoundaries()).startsWith(0.000_01).endsWith(5.0);
    HistogramPointData assertions = onlyPoint("gatepass.assertion.duration");
    assertThat(assertions.getCount()).isEqualTo(1);
    assertThat(assertions.getSum()).isEqualTo(0.000_25);
    assertThat(assertions.getBoundaries()).startsWith(0.000_01).endsWith(5.0);
  }

  private HistogramPointData onlyPoint(String metric) {
    return collected().get(metric).getHistogramData().getPoints().iterator().next();
  }

  @Test
  void haveUnits() {
    metrics.decided(anonymous().with(OptionalLong.of(1), OptionalLong.of(1)));

    Map<String, MetricData> collected = collected();
    assertThat(collected)
        .containsOnlyKeys(
            "gatepass.decisions",
            "gatepass.decision.duration",
            "gatepass.store.duration",
            "gatepass.assertion.duration");
    assertThat(collected.get("gatepass.store.duration").getUnit()).isEqualTo("s");
    assertThat(collected.get("gatepass.assertion.duration").getUnit()).isEqualTo("s");
    assertThat(collected.get("gatepass.decisions").getUnit()).isEqualTo("{decision}");
    assertThat(collected.get("gatepass.decision.duration").getUnit()).isEqualTo("s");
  }

  @Test
  void measureDurationsInSecondsWithBucketsBelowAMillisecond() {
    metrics.decided(authenticated(AuthenticatedBy.HEADER, "alice"));

    HistogramPointData point = onlyPoint("gatepass.decision.duration");
    assertThat(point.getSum()).isEqualTo(0.002);
    assertThat(point.getCount()).isEqualTo(1);
    assertThat(point.getAttributes().asMap().values()).containsExactly("authenticated");
    assertThat(point.getBoundaries()).startsWith(0.000_01).endsWith(5.0);
  }
}
