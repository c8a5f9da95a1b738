// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepass.it.client.Cookies;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;

/** Callers that send a request a second each, spread over the second, until the load is closed. */
final class ClusterLoad implements AutoCloseable {
  private static final int THREADS = 40;

  /**
   * A caller.
   *
   * @param mark the text in which each answer to this caller, and to no other, names the caller
   * @param cookies the cookies of the caller, who is logged in
   */
  record Caller(String mark, Cookies cookies) {}

  /** What an answer shows. */
  enum Result {
    RIGHT,
    /** Another caller's name. */
    FOREIGN,
    /** 401: the session is lost. */
    LOST,
    ERROR
  }

  /** An answer; the status 0 stands for none. */
  private record Sent(long nanos, Duration time, String caller, int status, Result result) {}

  private final Queue<Sent> all = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);

  private final List<ScheduledFuture<?>> callers = new ArrayList<>();

  ClusterLoad(List<Caller> callers, Http gateway, String path) {
    long second = TimeUnit.SECONDS.toNanos(1);
    for (int i = 0; i < callers.size(); i++) {
      Caller caller = callers.get(i);
      this.callers.add(
          threads.scheduleAtFixedRate(
              () -> all.add(send(caller, gateway, path)),
              i * second / callers.size(),
              second,
              TimeUnit.NANOSECONDS));
    }
  }

  private static Sent send(Caller caller, Http gateway, String path) {
    long now = System.nanoTime();
    try {
      Answer answer = caller.cookies().get(gateway, path);
      return new Sent(
          now, since(now), caller.mark(), answer.status(), result(answer, caller.mark()));
    } catch (UncheckedIOException none) {
      return new Sent(now, since(now), caller.mark(), 0, Result.ERROR);
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static Result result(Answer answer, String mark) {
    return switch (answer.status()) {
      case 200 -> answer.body().contains(mark) ? Result.RIGHT : Result.FOREIGN;
      case 401 -> Result.LOST;
      default -> Result.ERROR;
    };
  }

  /** Counts the requests that were sent between two times of {@link System#nanoTime}. */
  Summary between(long from, long to) {
    // One that is done has failed.
    assertThat(callers).noneMatch(ScheduledFuture::isDone);
    List<Sent> sent =
        all.stream().filter(each -> each.nanos() - from >= 0 && each.nanos() - to < 0).toList();
    List<Sent> wrong = sent.stream().filter(each -> each.result() != Result.RIGHT).toList();
    return new Summary(
        sent.size(),
        count(wrong.stream(), Result.FOREIGN),
        wrong.stream()
            .filter(each -> each.result() == Result.LOST)
            .map(Sent::caller)
            .distinct()
            .count(),
        count(wrong.stream(), Result.ERROR),
        wrong.stream()
            .map(each -> each.caller() + (each.status() == 0 ? " no answer" : " " + each.status()))
            .collect(Collectors.groupingBy(status -> status, Collectors.counting()))
            .toString(),
        sent.stream().map(Sent::time).max(Duration::compareTo).orElse(Duration.ZERO),
        Duration.ofNanos(wrong.stream().mapToLong(Sent::nanos).max().orElse(from) - from));
  }

  private static long count(Stream<Sent> sent, Result result) {
    return sent.filter(each -> each.result() == result).count();
  }

  /**
   * The answers of a time.
   *
   * @param requests the number of requests
   * @param foreign the answers with another caller's name
   * @param lost the callers who got a 401
   * @param errors all other answers but 200, and requests without an answer
   * @param statuses how often each wrong status came, by caller
   * @param slowest the longest time until an answer
   * @param wrongUntil the time until the last wrong answer
   */
  record Summary(
      int requests,
      long foreign,
      long lost,
      long errors,
      String statuses,
      Duration slowest,
      Duration wrongUntil) {}

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
