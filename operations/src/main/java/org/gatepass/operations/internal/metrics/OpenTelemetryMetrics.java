// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.metrics;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableDoubleGauge;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.gatepass.spi.ApplicationBeans;
import org.gatepass.spi.NodeState;

/**
 * Counts and times decisions through the API of OpenTelemetry, and reports the state of this node.
 * Safe for use by many threads.
 *
 * <p>Servers have old versions of the API, such as 1.29 on Payara 6. So methods of later versions
 * are used only where they exist.
 */
public final class OpenTelemetryMetrics implements NodeMetrics {
  private static final AttributeKey<String> ATTEMPT = AttributeKey.stringKey(Metric.ATTEMPT);
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey(Metric.OUTCOME);
  private static final AttributeKey<String> AUTHENTICATED_BY =
      AttributeKey.stringKey(Metric.AUTHENTICATED_BY);
  private static final AttributeKey<String> REJECTION = AttributeKey.stringKey(Metric.REJECTION);

  /** Whether there is an SDK. Without one, the API does nothing. */
  private final boolean active;

  private final LongCounter decisions;
  private final DoubleHistogram durations;
  private final DoubleHistogram stores;
  private final DoubleHistogram assertions;
  private final SeriesTable<Attributes> attributes =
      new SeriesTable<>(OpenTelemetryMetrics::attributes);
  private final Map<Outcome, Attributes> ofOutcomes = new EnumMap<>(Outcome.class);
  private final List<ObservableDoubleGauge> gauges;

  OpenTelemetryMetrics(OpenTelemetry telemetry, NodeState state) {
    active = telemetry.getMeterProvider() != MeterProvider.noop();
    Meter meter = telemetry.getMeter(Metric.SCOPE);
    decisions =
        meter
            .counterBuilder(Metric.DECISIONS)
            .setUnit("{decision}")
            .setDescription(Metric.DECISIONS_TEXT)
            .build();
    durations = histogram(meter, Metric.DURATION, Metric.DURATION_TEXT);
    stores = histogram(meter, Metric.STORE_DURATION, Metric.STORE_DURATION_TEXT);
    assertions = histogram(meter, Metric.ASSERTION_DURATION, Metric.ASSERTION_DURATION_TEXT);
    for (Outcome outcome : Outcome.values()) {
      ofOutcomes.put(outcome, Attributes.of(OUTCOME, Series.value(outcome)));
    }
    gauges = StateMetric.ALL.stream().map(metric -> gauge(meter, metric, state)).toList();
  }

  /**
   * Creates the observer.
   *
   * @param beans finds the bean of MicroProfile Telemetry; without one, {@link GlobalOpenTelemetry}
   *     is used
   * @param state the state of this node
   * @return the observer
   */
  public static NodeMetrics of(ApplicationBeans beans, NodeState state) {
    return new OpenTelemetryMetrics(
        RegisteredBeans.only(beans, OpenTelemetry.class).orElseGet(OpenTelemetryMetrics::global),
        state);
  }

  /**
   * The global instance, or one that does nothing. Before version 1.57 of the API the look-up
   * itself sets the global instance, if the application has not.
   */
  private static OpenTelemetry global() {
    try {
      return GlobalOpenTelemetry.getOrNoop();
    } catch (NoSuchMethodError earlierApi) {
      return GlobalOpenTelemetry.get();
    }
  }

  @Override
  public boolean isActive() {
    return active;
  }

  @Override
  public void decided(Decision decision) {
    decisions.add(1, attributes.of(decision));
    durations.record(
        decision.durationNanos() / Metric.NANOS_PER_SECOND,
        Objects.requireNonNull(ofOutcomes.get(decision.outcome())));
    record(stores, decision.storeNanos());
    record(assertions, decision.assertionNanos());
  }

  private static void record(DoubleHistogram histogram, OptionalLong nanos) {
    if (nanos.isPresent()) {
      histogram.record(nanos.getAsLong() / Metric.NANOS_PER_SECOND, Attributes.empty());
    }
  }

  @Override
  public void removeGauges() {
    gauges.forEach(ObservableDoubleGauge::close);
  }

  private static ObservableDoubleGauge gauge(Meter meter, StateMetric metric, NodeState state) {
    return meter
        .gaugeBuilder(metric.name())
        .setUnit(metric.unit())
        .setDescription(metric.text())
        .buildWithCallback(
            measurement -> state.valueOf(metric.gauge()).ifPresent(measurement::record));
  }

  private static Attributes attributes(Series series) {
    AttributesBuilder attributes =
        Attributes.builder()
            .put(ATTEMPT, series.attempt())
            .put(OUTCOME, Series.value(series.outcome()));
    series.authenticatedBy().ifPresent(by -> attributes.put(AUTHENTICATED_BY, Series.value(by)));
    series.rejection().ifPresent(reason -> attributes.put(REJECTION, reason.name()));
    return attributes.build();
  }

  private static DoubleHistogram histogram(Meter meter, String name, String text) {
    return withBuckets(meter.histogramBuilder(name).setUnit("s").setDescription(text)).build();
  }

  /** Sets the buckets, which earlier versions of the API leave to a view of the SDK. */
  private static DoubleHistogramBuilder withBuckets(DoubleHistogramBuilder builder) {
    try {
      return builder.setExplicitBucketBoundariesAdvice(Metric.BUCKETS_SECONDS);
    } catch (NoSuchMethodError earlierApi) {
      return builder;
    }
  }
}
