// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Changes of accounts at a constant rate. In turn the library changes an account on one of the
 * nodes, and SQL changes one, as other software does.
 */
final class AccountChanges {
  private static final long SECOND_IN_MICROS = 1_000_000;
  private static final String BY_SQL =
      "update gatepass_account_group set group_name = 'change-%d'"
          + " where account_id = 'id-%d' and group_name like 'change-%%'";

  private final HttpClient http;
  private final List<URI> nodes;
  private final Sql sql;
  private final int[] accounts;
  private final Committed committed;
  private long number;

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
    ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    ScheduledFuture<?> changes =
        thread.scheduleAtFixedRate(
            this::change, 0, SECOND_IN_MICROS / perSecond, TimeUnit.MICROSECONDS);
    try {
      return measurement.run();
    } finally {
      changes.cancel(false);
      thread.shutdown();
      thread.awaitTermination(1, TimeUnit.MINUTES);
      failIfFailed(changes);
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
    return number;
  }

  private void change() {
    number++;
    int account = accounts[(int) (number % accounts.length)];
    try {
      if (number % 2 == 0) {
        sql.execute(BY_SQL.formatted(number, account));
      } else {
        changeByLibrary(account);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    committed.add(account, number, System.nanoTime());
  }

  private void changeByLibrary(int account) throws IOException, InterruptedException {
    URI node = nodes.get((int) (number / 2 % nodes.size()));
    URI change = node.resolve("change?name=" + Callers.name(account) + "&number=" + number);
    HttpResponse<Void> answer =
        http.send(HttpRequest.newBuilder(change).build(), BodyHandlers.discarding());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("Answer " + answer.statusCode() + " to " + change);
    }
  }
}
