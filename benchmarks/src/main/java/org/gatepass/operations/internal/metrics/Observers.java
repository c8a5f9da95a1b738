// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.metrics;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.OptionalDouble;
import org.gatepass.spi.DecisionObserver;
import org.gatepass.spi.NodeState;

/** Creates observers of decisions that write to memory, for measurements. */
public final class Observers {
  private static final NodeState NO_STATE = gauge -> OptionalDouble.empty();

  private Observers() {}

  /**
   * Creates the observers of a name.
   *
   * @param name {@code none}, {@code noop} for an observer that ignores decisions, {@code
   *     opentelemetry} or {@code micrometer}
   * @return one observer, or none
   */
  public static DecisionObserver[] named(String name) {
    return switch (name) {
      case "none" -> new DecisionObserver[0];
      case "noop" -> new DecisionObserver[] {decision -> {}};
      case "opentelemetry" ->
          new DecisionObserver[] {new OpenTelemetryMetrics(inMemory(), NO_STATE)};
      case "micrometer" ->
          new DecisionObserver[] {new MicrometerMetrics(new SimpleMeterRegistry(), NO_STATE)};
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static OpenTelemetry inMemory() {
    SdkMeterProvider provider =
        SdkMeterProvider.builder().registerMetricReader(InMemoryMetricReader.create()).build();
    return OpenTelemetrySdk.builder().setMeterProvider(provider).build();
  }
}
