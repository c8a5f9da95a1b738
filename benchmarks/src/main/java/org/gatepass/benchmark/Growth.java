// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.internal.flow.Flows;
import org.gatepass.store.internal.cdi.Stores;
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

/** The cost of a decision of the core and the active-user store as their work grows. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class Growth {
  /** For JMH. */
  public Growth() {}

  private static Function<HttpServletRequest, Object> core(Class<?> settings, Set<String> groups) {
    return Flows.deciding(
        settings.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class),
        Stores.remembering(groups));
  }

  private static Set<String> groups(int count) {
    return names(count).collect(toSet());
  }

  private static Stream<String> names(int count) {
    return IntStream.range(0, count).mapToObj("group-%04d"::formatted);
  }

  /** Callers who have logged in, each with one request after the other. */
  @State(Scope.Benchmark)
  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      sharedSecretHeader = "x-gateway-secret",
      sharedSecrets = Decisions.SECRET)
  public static class Callers {
    /** The number of callers. */
    @Param({"1", "10", "100", "1000", "10000", "100000"})
    int callers;

    private final Function<HttpServletRequest, Object> core = core(Callers.class, Set.of("user"));
    private List<MeasuredRequest> requests = List.of();
    private int next;

    /** For JMH. */
    public Callers() {}

    /** Caches the accounts. */
    @Setup
    public void logIn() {
      requests =
          IntStream.range(0, callers)
              .mapToObj(number -> Decisions.request("person-%06d".formatted(number)))
              .toList();
      requests.forEach(request -> Decisions.expect("Authenticated", core.apply(request)));
    }

    Object decide() {
      next = next + 1 == callers ? 0 : next + 1;
      return core.apply(requests.get(next));
    }
  }

  /** A caller whose account has groups. */
  @State(Scope.Benchmark)
  public static class AccountGroups {
    /** The number of groups. */
    @Param({"1", "10", "100", "1000"})
    int groups;

    private Function<HttpServletRequest, Object> core = request -> "";
    private final MeasuredRequest request = Decisions.request("person-000001");

    /** For JMH. */
    public AccountGroups() {}

    /** Caches the account. */
    @Setup
    public void logIn() {
      core = core(Callers.class, groups(groups));
      Decisions.expect("Authenticated", core.apply(request));
    }
  }

  /** A caller with groups in a header, each of which the mapping takes as it is. */
  @State(Scope.Benchmark)
  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      sharedSecretHeader = "x-gateway-secret",
      sharedSecrets = Decisions.SECRET,
      groupsHeader = "remote-groups",
      groupsMapping = "*")
  public static class HeaderGroups {
    /** The number of groups. */
    @Param({"1", "10", "100", "1000"})
    int groups;

    private final Function<HttpServletRequest, Object> core =
        core(HeaderGroups.class, Set.of("user"));
    private MeasuredRequest request = Decisions.request(null);

    /** For JMH. */
    public HeaderGroups() {}

    /** Creates the request. */
    @Setup
    public void logIn() {
      String header = names(groups).collect(joining(","));
      request = Decisions.request("person-000001").with("remote-groups", header);
      Decisions.expect("Authenticated", core.apply(request));
    }
  }

  /** A name of the maximum length, and a pattern that backtracks until the limit ends it. */
  @State(Scope.Benchmark)
  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      sharedSecretHeader = "x-gateway-secret",
      sharedSecrets = Decisions.SECRET,
      callerNamePattern = "(a+)+b")
  public static class WorstPattern {
    private final Function<HttpServletRequest, Object> core =
        core(WorstPattern.class, Set.of("user"));
    private final MeasuredRequest request = Decisions.request("a".repeat(150));

    /** For JMH. */
    public WorstPattern() {}

    /** Checks the outcome. */
    @Setup
    public void check() {
      Decisions.expect("Reject", core.apply(request));
    }
  }

  /**
   * Many callers in turn.
   *
   * @param state the callers
   * @return the outcome
   */
  @Benchmark
  public Object callers(Callers state) {
    return state.decide();
  }

  /**
   * A caller with groups of the account.
   *
   * @param state the caller
   * @return the outcome
   */
  @Benchmark
  public Object accountGroups(AccountGroups state) {
    return state.core.apply(state.request);
  }

  /**
   * A caller with groups of a header.
   *
   * @param state the caller
   * @return the outcome
   */
  @Benchmark
  public Object headerGroups(HeaderGroups state) {
    return state.core.apply(state.request);
  }

  /**
   * The match of a name that takes longest.
   *
   * @param state the caller
   * @return the outcome
   */
  @Benchmark
  public Object worstPattern(WorstPattern state) {
    return state.core.apply(state.request);
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
                .include(Growth.class.getSimpleName())
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("-Xmx1g")
                .build())
        .run();
  }
}
