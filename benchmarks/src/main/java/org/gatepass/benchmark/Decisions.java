// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark;

import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.internal.flow.Flows;
import org.gatepass.store.internal.cdi.Stores;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The cost of a decision of the core, in time and in allocated bytes: trust, headers, flow, and
 * where it is named the active-user store. The container's part is not included.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class Decisions {
  static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final int CALLERS = 1 << 17;

  private final MeasuredRequest[] callers = new MeasuredRequest[CALLERS];
  private final MeasuredRequest named = request("person-000001");
  private final MeasuredRequest unnamed = request(null);
  private final MeasuredRequest twice = request("person-000001").with("remote-user", "carol");
  private final CredentialValidationResult valid =
      new CredentialValidationResult(
          new RemoteUserPrincipal(
              "person-000001", AuthenticatedBy.HEADER, Set.of("user"), null, null, "stamp"),
          Set.of("user"));
  private final Function<HttpServletRequest, Object> core =
      Flows.deciding(definition(), credential -> valid);
  private final Function<HttpServletRequest, Object> coreAndStore =
      Flows.deciding(definition(), Stores.remembering(Set.of("user")));
  private int next;

  /** For JMH. */
  public Decisions() {}

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      sharedSecretHeader = "x-gateway-secret",
      sharedSecrets = SECRET)
  private static final class Settings {}

  private static RemoteUserAuthenticationMechanismDefinition definition() {
    return Settings.class.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class);
  }

  /** A request of a browser through the trusted proxy. */
  static MeasuredRequest request(@Nullable String caller) {
    MeasuredRequest request =
        new MeasuredRequest("10.1.2.3")
            .with("host", "app.example.org")
            .with("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101")
            .with("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
            .with("accept-language", "en-GB,en;q=0.5")
            .with("accept-encoding", "gzip, deflate, br")
            .with("connection", "keep-alive")
            .with("cookie", "_oauth2_proxy=0123456789abcdef0123456789abcdef")
            .with("x-forwarded-for", "203.0.113.7")
            .with("x-forwarded-proto", "https")
            .with("x-gateway-secret", SECRET);
    return caller == null ? request : request.with("remote-user", caller);
  }

  /** Creates the requests of the different callers, and caches their accounts. */
  @Setup
  public void prepare() {
    for (int i = 0; i < CALLERS; i++) {
      callers[i] = request("person-%06d".formatted(i));
      expect("Authenticated", coreAndStore.apply(callers[i]));
    }
    expect("Authenticated", accepted());
    expect("Anonymous", absent());
    expect("Reject", rejected());
    expect("Authenticated", remembered());
    expect("Authenticated", rememberedOfMany());
  }

  static void expect(String outcome, Object seen) {
    if (!seen.getClass().getSimpleName().equals(outcome)) {
      throw new IllegalStateException(outcome + " was expected, not " + seen);
    }
  }

  /**
   * A trusted proxy names a caller that a store accepts at once.
   *
   * @return the outcome
   */
  @Benchmark
  public Object accepted() {
    return core.apply(named);
  }

  /**
   * A trusted proxy names no caller.
   *
   * @return the outcome
   */
  @Benchmark
  public Object absent() {
    return core.apply(unnamed);
  }

  /**
   * The request has two lines of the caller header.
   *
   * @return the outcome
   */
  @Benchmark
  public Object rejected() {
    return core.apply(twice);
  }

  /**
   * A trusted proxy names a caller that the active-user store has cached, always the same.
   *
   * @return the outcome
   */
  @Benchmark
  public Object remembered() {
    return coreAndStore.apply(named);
  }

  /**
   * The same with 131,072 callers in turn, which no processor's cache holds.
   *
   * @return the outcome
   */
  @Benchmark
  public Object rememberedOfMany() {
    next = (next + 1) % CALLERS;
    return coreAndStore.apply(callers[next]);
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
                .include(Decisions.class.getSimpleName())
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("-Xmx1g")
                .build())
        .run();
  }
}
