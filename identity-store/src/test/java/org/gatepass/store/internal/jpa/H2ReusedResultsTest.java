// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * With {@code OPTIMIZE_REUSE_RESULTS=FALSE}, H2 returns no result of before a commit after it.
 * Without the option such a result occurs within the first rounds (2.2.224).
 */
class H2ReusedResultsTest {
  private static final String URL = "jdbc:h2:mem:reused;OPTIMIZE_REUSE_RESULTS=FALSE";
  private static final int ROUNDS = 100;
  private static final int READERS = 4;

  @Test
  void readsCommitsOfOtherConnections() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(READERS);
    List<Connection> readers = new ArrayList<>();
    try (Connection writer = DriverManager.getConnection(URL)) {
      execute(writer, "create table caller (name varchar(20))");
      writer.setAutoCommit(false);
      for (int i = 0; i < READERS; i++) {
        readers.add(DriverManager.getConnection(URL));
      }
      for (int round = 0; round < ROUNDS; round++) {
        String name = "caller" + round;
        AtomicBoolean committed = new AtomicBoolean();
        CountDownLatch reading = new CountDownLatch(READERS);
        List<Future<Boolean>> found = new ArrayList<>();
        for (Connection reader : readers) {
          found.add(threads.submit(untilCommitted(reader, name, committed, reading)));
        }
        reading.await();
        execute(writer, "insert into caller values ('" + name + "')");
        writer.commit();
        committed.set(true);
        for (Future<Boolean> each : found) {
          assertThat(each.get()).as("a reader has found " + name).isTrue();
        }
      }
    } finally {
      threads.shutdownNow();
      for (Connection reader : readers) {
        reader.close();
      }
    }
  }

  /** Repeats the query, and returns the result of the first one after the commit. */
  private static Callable<Boolean> untilCommitted(
      Connection reader, String name, AtomicBoolean committed, CountDownLatch reading) {
    return () -> {
      reading.countDown();
      while (!committed.get()) {
        isThere(reader, name);
      }
      return isThere(reader, name);
    };
  }

  private static boolean isThere(Connection reader, String name) throws SQLException {
    try (PreparedStatement query =
        reader.prepareStatement("select name from caller where name = ?")) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
