// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OptionalWritesTest {
  private static final Logger LOG = Logger.getLogger(OptionalWrites.class.getName());

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
  private final OptionalWrites writes = new OptionalWrites(now::get);
  private final AtomicInteger tries = new AtomicInteger();
  private final List<String> lines = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOG.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    LOG.removeHandler(handler);
  }

  private boolean attemptAndFail() {
    return writes.attempt(
        "the time of a login",
        () -> {
          tries.incrementAndGet();
          throw new IllegalStateException(
              "secret", new SQLException("read-only: insert alice", "25006"));
        });
  }

  @Test
  void areSkippedForAMinuteAfterAFailureWithOneLogLine() {
    assertThat(attemptAndFail()).isFalse();
    now.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
    assertThat(attemptAndFail()).isFalse();
    assertThat(writes.attempt("a better hash", tries::incrementAndGet)).isFalse();
    assertThat(tries).hasValue(1);
    assertThat(lines)
        .containsExactly(
            "Could not store the time of a login (SQLSTATE 25006): logins succeed without it, and"
                + " such writes are skipped for one minute");

    now.incrementAndGet();
    assertThat(attemptAndFail()).isFalse();
    assertThat(tries).hasValue(2);
    assertThat(lines).hasSize(2);

    now.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(writes.attempt("a better hash", tries::incrementAndGet)).isTrue();
    assertThat(tries).hasValue(3);
  }
}
