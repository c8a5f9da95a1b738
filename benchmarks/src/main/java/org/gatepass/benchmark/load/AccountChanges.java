// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Changes of accounts at a constant rate. In turn the library changes an account on one of the
 * nodes, and SQL changes one, as other software does.
 */
final class AccountChanges {
  /** The number of threads, so that changes keep their rate while the database answers slowly. */
  private static final int WRITERS = 16;

  private static final long SECOND_IN_MICROS = 1_000_000;
  private static final String BY_SQL =
      "update gatepass_account_group set group_name = 'change-%d'"
          + " where account_id = 'id-%d' and group_name like 'change-%%'";

  private final HttpClient http;
  private final List<URI> nodes;
  private final Sql sql;
  private final int[] accounts;
  private final Committed committed;
  private final AtomicLong numbers = new AtomicLong();

  /**
   * Creates changes.
   *
   * @param nodes the address of the servlet on each node
   * @param accounts the numbers of the accounts to change, in turn
   */
  AccountChanges(HttpClient http, List<URI> nodes, Sql sql, int[] accounts, Committed committed) {
    this.http = http;
    this.nodes = nodes;
    this.sql = sql;
    this.accounts = accounts;
    this.committed = committed;
  }

  /** A measurement that accounts change during. */
  interface Measurement<T> {
    T run() throws IOException;
  }

  /** Runs a measurement; meanwhile accounts change. */
  <T> T during(int perSecond, Measurement<T> measurement) throws IOException, InterruptedException {
    if (perSecond == 0) {
      return measurement.run();
    }
    long period = SECOND_IN_MICROS / perSecond;
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(WRITERS);
    List<ScheduledFuture<?>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(
          threads.scheduleAtFixedRate(writer(i), i * period, WRITERS * period, MICROSECONDS));
    }
    try {
      return measurement.run();
    } finally {
      writers.forEach(writer -> writer.cancel(false));
      threads.shutdown();
      threads.awaitTermination(1, TimeUnit.MINUTES);
      for (ScheduledFuture<?> writer : writers) {
        failIfFailed(writer);
      }
    }
  }

  private static void failIfFailed(ScheduledFuture<?> changes) throws InterruptedException {
    try {
      changes.get();
    } catch (CancellationException ended) {
      // As it should be.
    } catch (ExecutionException failure) {
      throw new IllegalStateException("A change has failed", failure.getCause());
    }
  }

  /** The number of changes so far, for use when no measurement runs. */
  long count() {
    return numbers.get();
  }

  /** A writer with accounts of its own, so that the changes of an account have growing numbers. */
  private Runnable writer(int writer) {
    int[] own = IntStream.of(accounts).filter(each -> each % WRITERS == writer).toArray();
    return () -> {
      long number = numbers.incrementAndGet();
      change(own[(int) (number % own.length)], number);
    };
  }

  private void change(int account, long number) {
    try {
      if (number % 2 == 0) {
        sql.execute(BY_SQL.formatted(number, account));
      } else {
        changeByLibrary(account, number);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    committed.add(account, number, System.nanoTime());
  }

  private void changeByLibrary(int account, long number) throws IOException, InterruptedException {
    URI node = nodes.get((int) (number / 2 % nodes.size()));
    URI change = node.resolve("change?name=" + Callers.name(account) + "&number=" + number);
    HttpResponse<Void> answer =
        http.send(HttpRequest.newBuilder(change).build(), BodyHandlers.discarding());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("Answer " + answer.statusCode() + " to " + change);
    }
  }
}
