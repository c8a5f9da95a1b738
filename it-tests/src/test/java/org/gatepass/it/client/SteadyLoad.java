// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.gatepass.it.client.Http.Answer;

/**
 * Requests at a constant rate until the load is closed. A request is sent at its time, whether or
 * not earlier ones have been answered.
 */
public final class SteadyLoad implements AutoCloseable {
  /**
   * A request.
   *
   * @param kind what is requested, for the checks
   * @param caller the caller that the request names; empty for none
   * @param node the node that gets the request
   * @param send sends the request
   */
  public record Request(String kind, String caller, int node, Supplier<Answer> send) {}

  /**
   * A request and its answer.
   *
   * @param request the request
   * @param sentAt the time of {@link System#nanoTime} before the request was sent
   * @param answeredAt the time after the answer
   * @param status the status; 0 for no answer
   * @param body the content of the answer
   */
  public record Seen(Request request, long sentAt, long answeredAt, int status, String body) {
    public long millis() {
      return TimeUnit.NANOSECONDS.toMillis(answeredAt - sentAt);
    }

    /** For the message of a failed check. */
    @Override
    public String toString() {
      return "%s of %s at node %d: %d after %d ms, %s"
          .formatted(request.kind(), request.caller(), request.node(), status, millis(), body);
    }
  }

  private final Queue<Seen> all = new ConcurrentLinkedQueue<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final ExecutorService senders = Executors.newCachedThreadPool();
  private final ScheduledExecutorService ticks = Executors.newScheduledThreadPool(1);
  private final ScheduledFuture<?> ticking;

  public SteadyLoad(int perSecond, IntFunction<Request> requests) {
    ticking =
        ticks.scheduleAtFixedRate(
            () -> {
              Request request = requests.apply(sent.getAndIncrement());
              senders.execute(() -> all.add(send(request)));
            },
            0,
            TimeUnit.SECONDS.toNanos(1) / perSecond,
            TimeUnit.NANOSECONDS);
  }

  private static Seen send(Request request) {
    long sentAt = System.nanoTime();
    try {
      Answer answer = request.send().get();
      return new Seen(request, sentAt, System.nanoTime(), answer.status(), answer.body());
    } catch (UncheckedIOException none) {
      return new Seen(request, sentAt, System.nanoTime(), 0, none.toString());
    }
  }

  /** Ends the load, and returns all requests when each one has its answer. */
  public List<Seen> end() throws InterruptedException {
    // The ticks end early only by a failure.
    assertThat(ticking.isDone()).isFalse();
    ticks.shutdown();
    assertThat(ticks.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    senders.shutdown();
    assertThat(senders.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(all).hasSize(sent.get());
    return List.copyOf(all);
  }

  @Override
  public void close() {
    ticks.shutdownNow();
    senders.shutdownNow();
  }
}
