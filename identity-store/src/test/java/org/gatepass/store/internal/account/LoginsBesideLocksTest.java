// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.gatepass.AccountOptions;
import org.gatepass.RemoteUserCredential;
import org.gatepass.store.TestUnit;
import org.gatepass.store.internal.caller.KnownCaller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logins while another transaction holds the row of the account. */
@Timeout(60)
class LoginsBesideLocksTest {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  private AccountDirectory directory(TestUnit unit) {
    AccountDatabase database = unit.accountDatabase();
    database.revisions().queryIn(threads);
    return new AccountDirectory(
        database,
        () ->
            new AccountOptions(
                false, 1, false, Duration.ZERO, AccountOptions.DEFAULT_PASSWORD_COST, Set.of()),
        Optional.empty(),
        InstantSource.system(),
        event -> {});
  }

  private static void lock(TestUnit unit, String name, Runnable during) throws SQLException {
    try (Connection other = unit.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select * from gatepass_account where name = '" + name + "' for update");
      during.run();
      other.rollback();
    }
  }

  private static RemoteUserCredential header(String name) {
    return new RemoteUserCredential(name, Set.of(), null, null, false);
  }

  /** The login holds a permit for password checks meanwhile; PostgreSQL waits without a limit. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void endWithoutTheTimeOfTheLogin(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("dora");
      AccountDirectory directory = directory(unit);
      lock(
          unit,
          "dora",
          () -> {
            long start = System.nanoTime();
            assertThat(directory.noteSessionLogin("dora")).isFalse();
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(10);
          });
    }
  }

  /** A lock on one row does not pause the writes of other callers. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areStoredForOtherCallers(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("dora");
      unit.create("emil");
      AccountDirectory directory = directory(unit);
      lock(
          unit,
          "dora",
          () -> {
            KnownCaller dora = directory.ask("dora").orElseThrow();
            assertThat(directory.enter(dora, header("dora"))).contains(dora);
            // The second login skips the write: otherwise each request of the caller would wait.
            long start = System.nanoTime();
            assertThat(directory.enter(dora, header("dora"))).contains(dora);
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(1000);

            assertThat(directory.noteSessionLogin("emil")).isTrue();
          });
    }
  }

  /** A reset of the password is newer than the better hash of the old one. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void keepALaterChangeDespiteALateWrite(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("dora");
      unit.sql("update gatepass_account set password_hash = 'old', last_login = null");
      AccountDirectory directory = directory(unit);
      KnownCaller dora = directory.ask("dora").orElseThrow();
      String later = TIME.format(LocalDateTime.now(ZoneOffset.UTC).plusSeconds(30));
      try (Connection other = unit.connect();
          Statement reset = other.createStatement()) {
        other.setAutoCommit(false);
        reset.execute(
            "update gatepass_account set password_hash = 'reset', last_login = '" + later + "'");
        directory.replaceHash(dora, "old", "better");
        directory.noteSessionLogin("dora");
        other.commit();
      }
      threads.shutdown();
      assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

      assertThat(unit.sql("select password_hash from gatepass_account")).isEqualTo("reset");
      assertThat(unit.sql("select last_login from gatepass_account")).startsWith(later);
    }
  }
}
