// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gatepass.store.password.PasswordHashes;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What a password that does not let anybody in costs, whatever the reason. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PasswordFailures {
  private static final double GREATEST_RATIO = 1.05;
  private static final char[] PASSWORD = "a-password-of-20-ch.".toCharArray();
  private static final char[] ANOTHER = "another-one-of-20-ch".toCharArray();

  private final PasswordHashes hashes = new PasswordHashes();

  /** Why the password lets nobody in. */
  @Param Reason reason = Reason.UNKNOWN;

  private @Nullable String stored;
  private char[] offered = PASSWORD;

  /** For JMH. */
  public PasswordFailures() {}

  /** Why a password lets nobody in. */
  public enum Reason {
    /** There is no such account. */
    UNKNOWN,
    /** The account has no password. */
    PASSWORDLESS,
    /** The password is another one. */
    WRONG,
    /** The password is right, but the account is not active. */
    INACTIVE
  }

  /** Makes what the table holds. */
  @Setup
  public void prepare() {
    stored =
        switch (reason) {
          case UNKNOWN -> null;
          case PASSWORDLESS -> "";
          case WRONG, INACTIVE -> hashes.hash(PASSWORD);
        };
    offered = reason == Reason.INACTIVE ? PASSWORD : ANOTHER;
  }

  /**
   * Checks a password as the store does, before it looks at anything else.
   *
   * @return whether it is right
   */
  @Benchmark
  public boolean check() {
    return hashes.verify(offered, stored);
  }

  /**
   * Measures all reasons, and fails when one of them costs more than 5 % more than another.
   *
   * @param arguments none
   * @throws RunnerException when nothing can be measured
   */
  public static void main(String[] arguments) throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("^" + PasswordFailures.class.getName() + "[.]")
                    .forks(3)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.seconds(2))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.seconds(2))
                    .build())
            .run();
    List<Double> times =
        results.stream()
            .map(result -> result.getPrimaryResult().getScore())
            .sorted(Comparator.naturalOrder())
            .toList();
    double ratio = times.get(times.size() - 1) / times.get(0);
    System.out.printf("The dearest failure costs %.3f times the cheapest.%n", ratio);
    if (ratio > GREATEST_RATIO) {
      throw new IllegalStateException("More than " + GREATEST_RATIO + " times: time tells names");
    }
  }
}
