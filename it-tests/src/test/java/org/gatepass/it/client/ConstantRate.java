// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.gatepass.it.client.Http.Answer;

/**
 * Requests at a constant rate. A request is due at its own time, whether or not earlier ones have
 * been answered, and its latency counts from that time: a slow answer does not hide the wait of the
 * requests after it.
 */
public final class ConstantRate implements AutoCloseable {
  private final ScheduledExecutorService threads;
  private final List<Future<Timed>> sent = new ArrayList<>();

  /**
   * Starts to send requests.
   *
   * @param perSecond the requests a second
   * @param request sends a request of this number, and returns the answer
   */
  public ConstantRate(int perSecond, int seconds, int connections, IntFunction<Answer> request) {
    threads = Executors.newScheduledThreadPool(connections);
    long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
    for (int i = 0; i < perSecond * seconds; i++) {
      int number = i;
      long due = start + i * period;
      Callable<Timed> task =
          () -> {
            Answer answer = request.apply(number);
            return new Timed(answer, (System.nanoTime() - due) / 1e6);
          };
      sent.add(threads.schedule(task, due - System.nanoTime(), TimeUnit.NANOSECONDS));
    }
  }

  /** An answer, and the milliseconds from the time at which its request was due. */
  public record Timed(Answer answer, double millis) {}

  /** All answers, when the last one has arrived. */
  public List<Timed> answers() throws Exception {
    List<Timed> answers = new ArrayList<>();
    for (Future<Timed> each : sent) {
      answers.add(each.get());
    }
    return answers;
  }

  /** The latency that this share of the answers does not exceed, in milliseconds. */
  public static double percentile(List<Timed> answers, double share) {
    double[] sorted = answers.stream().mapToDouble(Timed::millis).sorted().toArray();
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
