// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gatepass.store.internal.password.PasswordHashes;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The cost of a failed password, for each reason of the failure. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PasswordFailures {
  private static final double GREATEST_RATIO = 1.05;
  private static final int WARM_UP = 20;
  private static final int ROUNDS = 150;
  private static final char[] PASSWORD = "a-password-of-20-ch.".toCharArray();
  private static final char[] ANOTHER = "another-one-of-20-ch".toCharArray();

  private final PasswordHashes hashes = new PasswordHashes();

  /** The reason of this failure. */
  @Param Reason reason = Reason.UNKNOWN;

  private @Nullable String stored;
  private char[] offered = PASSWORD;

  /** For JMH. */
  public PasswordFailures() {}

  /** The reasons of a failure. */
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

  /** Creates the hash in the table. */
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
   * Checks a password as the store does, before any other check.
   *
   * @return whether it is right
   */
  @Benchmark
  public boolean check() {
    return hashes.verify(offered, stored);
  }

  /**
   * Measures all reasons in turn, so that a machine that gets slower does so for each, and fails
   * when the median of one is more than 5 % over another's.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    Map<Reason, List<Long>> nanos = new EnumMap<>(Reason.class);
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (Reason reason : Reason.values()) {
        PasswordFailures failures = new PasswordFailures();
        failures.reason = reason;
        failures.prepare();
        long start = System.nanoTime();
        failures.check();
        long taken = System.nanoTime() - start;
        if (round >= 0) {
          nanos.computeIfAbsent(reason, first -> new ArrayList<>()).add(taken);
        }
      }
    }
    List<Long> medians = nanos.values().stream().map(PasswordFailures::median).sorted().toList();
    nanos.forEach(
        (reason, times) ->
            System.out.printf("%-12s median %.2f ms%n", reason, median(times) / 1e6));
    double ratio = (double) medians.get(medians.size() - 1) / medians.get(0);
    System.out.printf("The dearest failure costs %.3f times the cheapest.%n", ratio);
    if (ratio > GREATEST_RATIO) {
      throw new IllegalStateException("More than " + GREATEST_RATIO + " times: time tells names");
    }
  }

  private static long median(List<Long> times) {
    return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
  }
}
