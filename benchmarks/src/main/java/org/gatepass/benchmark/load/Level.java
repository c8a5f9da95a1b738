// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** The measurements at one rate of changes, or of a bare module. */
final class Level {
  /** The default of {@code gatepass.staleness}, which the applications have. */
  private static final Duration STALENESS = Duration.ofSeconds(1);

  private final String title;
  private final int changesPerSecond;
  private final List<Double> rates = new ArrayList<>();
  private final List<Double> changesMade = new ArrayList<>();
  private Histogram latencies = new Histogram(1);
  private String queries = "";
  private long rejected;
  private long checked;
  private long tooOld;
  private long oldestNanos;

  Level(String title, int changesPerSecond) {
    this.title = title;
    this.changesPerSecond = changesPerSecond;
  }

  String title() {
    return title;
  }

  int changesPerSecond() {
    return changesPerSecond;
  }

  /** Adds a round's requests and changes a second. */
  void add(double rate, double changes) {
    rates.add(rate);
    changesMade.add(changes);
  }

  /** The changes a second that the database really made, in each round. */
  List<Double> changesMade() {
    return changesMade;
  }

  List<Double> rates() {
    return rates;
  }

  /** Counts an answer of this age. */
  void count(long ageNanos) {
    checked++;
    tooOld += ageNanos > STALENESS.toNanos() ? 1 : 0;
    oldestNanos = Math.max(oldestNanos, ageNanos);
  }

  /** Counts an answer that the database did not allow in time. */
  void countRejected() {
    rejected++;
  }

  long rejected() {
    return rejected;
  }

  long checked() {
    return checked;
  }

  /** The number of answers older than the staleness. */
  long tooOld() {
    return tooOld;
  }

  double oldestSeconds() {
    return oldestNanos / 1e9;
  }

  void latencies(Histogram measured) {
    latencies = measured;
  }

  /** A latency in milliseconds. */
  double percentile(double percent) {
    return latencies.getValueAtPercentile(percent) / 1e6;
  }

  void queries(String counted) {
    queries = counted;
  }

  String queries() {
    return queries;
  }
}
