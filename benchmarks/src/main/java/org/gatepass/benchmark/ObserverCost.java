// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark;

import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.internal.flow.Flows;
import org.gatepass.operations.internal.metrics.Observers;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The cost of metrics: the same decision as in {@link Decisions}, without and with observers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ObserverCost {
  /** The observers. */
  @Param({"none", "noop", "opentelemetry", "micrometer"})
  public String observers = "none";

  private final MeasuredRequest named = Decisions.request("person-000001");
  private final CredentialValidationResult valid =
      new CredentialValidationResult(
          new RemoteUserPrincipal(
              "person-000001", AuthenticatedBy.HEADER, Set.of("user"), null, null, "stamp"),
          Set.of("user"));
  private @Nullable Function<HttpServletRequest, Object> core;

  /** For JMH. */
  public ObserverCost() {}

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      sharedSecretHeader = "x-gateway-secret",
      sharedSecrets = Decisions.SECRET)
  private static final class Settings {}

  /** Creates the core with the observers. */
  @Setup
  public void prepare() {
    core =
        Flows.deciding(
            Objects.requireNonNull(
                Settings.class.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class)),
            credential -> valid,
            Observers.named(observers));
    Decisions.expect("Authenticated", accepted());
  }

  /**
   * A trusted proxy names a caller that a store accepts at once.
   *
   * @return the outcome
   */
  @Benchmark
  public Object accepted() {
    return Objects.requireNonNull(core).apply(named);
  }

  /**
   * Measures.
   *
   * @param arguments none
   * @throws RunnerException when something is wrong with the measurement
   */
  public static void main(String[] arguments) throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(ObserverCost.class.getSimpleName())
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }
}
