// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.gatepass.AccountOptions;
import org.gatepass.store.TestUnit;
import org.gatepass.store.internal.caller.KnownCaller;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logins while another transaction holds the row of the account. */
@Timeout(60)
class LoginsBesideLocksTest {
  private static AccountDirectory directory(AccountDatabase database) {
    return new AccountDirectory(
        database,
        () ->
            new AccountOptions(
                false, 1, false, Duration.ZERO, AccountOptions.DEFAULT_PASSWORD_COST),
        Optional.empty(),
        InstantSource.system(),
        event -> {});
  }

  /** The login holds a permit for password checks meanwhile; PostgreSQL waits without a limit. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void endWithoutTheirOptionalWrites(TestUnit.Kind kind) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("dora");
      unit.create("emil");
      AccountDatabase database = unit.accountDatabase();
      database.revisions().queryIn(threads);
      assertThat(directory(database).noteSessionLogin("emil")).isTrue();
      KnownCaller dora = directory(database).ask("dora").orElseThrow();
      try (Connection other = unit.connect();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("select * from gatepass_account where name = 'dora' for update");

        long start = System.nanoTime();
        assertThat(directory(database).noteSessionLogin("dora")).isFalse();
        assertThat(directory(database).replaceHash(dora, "hash 1", "hash 2")).isEqualTo(dora);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(10);

        other.rollback();
      }
      threads.shutdown();
      assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      assertThat(directory(database).ask("dora")).isPresent();
    } finally {
      threads.shutdownNow();
    }
  }
}
