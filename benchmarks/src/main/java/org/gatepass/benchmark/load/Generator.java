// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.gatepass.benchmark.load.Connection.Answer;

/**
 * A load generator that reads each answer. One thread sends the requests of the callers in turn
 * over 16 connections, and spins while it waits, so that it never sends late by a timer.
 */
final class Generator {
  static final int CONNECTIONS = 16;
  private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);
  private static final int DIGITS = 3;

  private final int[] callers;
  private final Check check;
  private final Queue<Connection> free = new ArrayDeque<>();
  private final Histogram latencies = new Histogram(LONGEST, DIGITS);
  private long sent;

  /** Checks each answer. */
  interface Check {
    void answered(int caller, Answer answer, long sentAt);
  }

  /**
   * Creates a generator for one run.
   *
   * @param callers the numbers of the callers
   */
  Generator(int[] callers, Check check) {
    this.callers = callers;
    this.check = check;
  }

  /**
   * A measurement.
   *
   * @param rate the answers a second
   * @param latencies nanoseconds from the time when a request was due to its answer
   */
  record Measured(double rate, Histogram latencies) {}

  /** As many requests as the nodes answer. */
  Measured run(List<URI> nodes, int seconds) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    return run(nodes, Long.MAX_VALUE, end, 0);
  }

  /** One request of each caller, as fast as the nodes answer. */
  Measured runOnce(List<URI> nodes) throws IOException {
    return run(nodes, callers.length, Long.MAX_VALUE, 0);
  }

  /**
   * Requests at a constant rate. Their latency counts from the time when they are due, also while
   * all connections are busy: a slow answer does not hide the wait of the requests after it.
   */
  Measured run(List<URI> nodes, int seconds, int perSecond) throws IOException {
    long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
    return run(nodes, (long) seconds * perSecond, Long.MAX_VALUE, period);
  }

  private Measured run(List<URI> nodes, long count, long end, long period) throws IOException {
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < CONNECTIONS; i++) {
        free.add(new Connection(nodes.get(i % nodes.size()), selector));
      }
      long start = System.nanoTime();
      while (free.size() < CONNECTIONS || isMoreToSend(count, end)) {
        sendWhatIsDue(count, end, start, period);
        selector.selectNow(this::read);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      for (Connection connection : free) {
        connection.close();
      }
      return new Measured(sent / seconds, latencies);
    }
  }

  private boolean isMoreToSend(long count, long end) {
    return sent < count && System.nanoTime() < end;
  }

  private void sendWhatIsDue(long count, long end, long start, long period) throws IOException {
    while (!free.isEmpty() && isMoreToSend(count, end)) {
      long now = System.nanoTime();
      long due = period == 0 ? now : start + sent * period;
      if (due > now) {
        return;
      }
      free.remove().send(callers[(int) (sent % callers.length)], due);
      sent++;
    }
  }

  private void read(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      Answer answer = connection.read();
      if (answer != null) {
        latencies.recordValue(System.nanoTime() - connection.dueAt());
        check.answered(connection.caller(), answer, connection.sentAt());
        free.add(connection);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
