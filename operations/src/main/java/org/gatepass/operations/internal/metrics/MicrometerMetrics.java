// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.gatepass.Rejection;
import org.gatepass.spi.ApplicationBeans;
import org.gatepass.spi.NodeState;

/**
 * Counts and times decisions in a registry of Micrometer, and reports the state of this node. Safe
 * for use by many threads.
 */
public final class MicrometerMetrics implements NodeMetrics {
  /** The value of a tag that does not apply. All meters of a name need the same tags. */
  private static final String NONE = "none";

  private final MeterRegistry registry;
  private final SeriesTable<Counter> decisions;
  private final Map<Outcome, Timer> durations = new EnumMap<>(Outcome.class);
  private final Timer stores;
  private final Timer assertions;
  private final List<Gauge> gauges;

  MicrometerMetrics(MeterRegistry registry, NodeState state) {
    this.registry = registry;
    decisions = new SeriesTable<>(series -> counter(registry, series));
    for (Outcome outcome : Outcome.values()) {
      durations.put(
          outcome,
          timer(Metric.DURATION, Metric.DURATION_TEXT)
              .tag(Metric.OUTCOME, Series.value(outcome))
              .register(registry));
    }
    stores = timer(Metric.STORE_DURATION, Metric.STORE_DURATION_TEXT).register(registry);
    assertions =
        timer(Metric.ASSERTION_DURATION, Metric.ASSERTION_DURATION_TEXT).register(registry);
    gauges = StateMetric.ALL.stream().map(metric -> gauge(registry, metric, state)).toList();
  }

  /**
   * Creates the observer.
   *
   * @param beans finds the server's or the application's registry; without one, {@link
   *     Metrics#globalRegistry} is used
   * @param state the state of this node
   * @return the observer
   */
  public static NodeMetrics of(ApplicationBeans beans, NodeState state) {
    return new MicrometerMetrics(
        RegisteredBeans.only(beans, MeterRegistry.class).orElse(Metrics.globalRegistry), state);
  }

  @Override
  public void decided(Decision decision) {
    decisions.of(decision).increment();
    Objects.requireNonNull(durations.get(decision.outcome()))
        .record(decision.durationNanos(), TimeUnit.NANOSECONDS);
    record(stores, decision.storeNanos());
    record(assertions, decision.assertionNanos());
  }

  private static void record(Timer timer, OptionalLong nanos) {
    if (nanos.isPresent()) {
      timer.record(nanos.getAsLong(), TimeUnit.NANOSECONDS);
    }
  }

  private static Timer.Builder timer(String name, String text) {
    return Timer.builder(name)
        .description(text)
        .serviceLevelObjectives(
            Metric.BUCKETS_SECONDS.stream()
                .map(seconds -> Duration.ofNanos(Math.round(seconds * Metric.NANOS_PER_SECOND)))
                .toArray(Duration[]::new));
  }

  @Override
  public void removeGauges() {
    gauges.forEach(registry::remove);
  }

  /** A gauge without a value is {@code NaN}, as Micrometer requires. */
  private static Gauge gauge(MeterRegistry registry, StateMetric metric, NodeState state) {
    return Gauge.builder(
            metric.name(), state, known -> known.valueOf(metric.gauge()).orElse(Double.NaN))
        .description(metric.text())
        .baseUnit(metric.isTime() ? "seconds" : null)
        // Without a strong reference the value may be lost while the application runs.
        .strongReference(true)
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, Series series) {
    return Counter.builder(Metric.DECISIONS)
        .description(Metric.DECISIONS_TEXT)
        .tag(Metric.ATTEMPT, series.attempt())
        .tag(Metric.OUTCOME, Series.value(series.outcome()))
        .tag(Metric.AUTHENTICATED_BY, series.authenticatedBy().map(Series::value).orElse(NONE))
        .tag(Metric.REJECTION, series.rejection().map(Rejection::name).orElse(NONE))
        .register(registry);
  }
}
