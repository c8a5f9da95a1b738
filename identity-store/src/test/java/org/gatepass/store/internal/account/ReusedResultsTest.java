// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.gatepass.store.TestUnit;
import org.gatepass.store.UserAccount;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * H2 by default, without an option in its URL: a pooled connection may return a result from before
 * another connection's commit (2.2.224). Reads of {@code UserAccount} rows avoid that.
 */
@Timeout(300)
class ReusedResultsTest {
  private static final int ROUNDS = 150;
  private static final int MAX_ROUNDS = 20_000;
  private static final int READERS = 4;

  /** How many of the readers saw an old state after a commit, until the first one did. */
  private static long staleReads(
      TestUnit unit, int rounds, Function<EntityManager, Boolean> isActive) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(READERS);
    long stale = 0;
    try (Connection writer = unit.connect();
        Statement update = writer.createStatement()) {
      writer.setAutoCommit(false);
      for (int round = 0; round < rounds && stale == 0; round++) {
        update.execute("update gatepass_account set active = true");
        writer.commit();
        AtomicBoolean committed = new AtomicBoolean();
        CountDownLatch reading = new CountDownLatch(READERS);
        Callable<Boolean> reader =
            () -> {
              reading.countDown();
              while (!committed.get()) {
                unit.database().read(isActive);
              }
              return unit.database().read(isActive);
            };
        List<Future<Boolean>> seen = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
          seen.add(threads.submit(reader));
        }
        reading.await();
        update.execute("update gatepass_account set active = false");
        writer.commit();
        committed.set(true);
        for (Future<Boolean> each : seen) {
          stale += each.get() ? 1 : 0;
        }
      }
    } finally {
      threads.shutdownNow();
    }
    return stale;
  }

  private static Boolean isActive(Optional<UserAccount> account) {
    return account.map(UserAccount::isActive).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(
      value = TestUnit.Kind.class,
      names = {"HIBERNATE_H2", "ECLIPSELINK_H2"})
  void areNotReturnedForReadsOfAccounts(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind, true)) {
      unit.create("alice", "user");

      assertThat(
              staleReads(
                  unit,
                  ROUNDS,
                  entityManager -> isActive(AccountRows.find(entityManager, "alice"))))
          .isZero();
    }
  }

  /** Shows that the test above can fail, and that H2 still does this. */
  @ParameterizedTest
  @EnumSource(
      value = TestUnit.Kind.class,
      names = {"HIBERNATE_H2", "ECLIPSELINK_H2"})
  void areReturnedForRepeatedQueries(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind, true)) {
      unit.create("alice", "user");

      assertThat(
              staleReads(
                  unit,
                  MAX_ROUNDS,
                  entityManager ->
                      isActive(
                          entityManager
                              .createQuery(
                                  "select a from UserAccount a left join fetch a.groups"
                                      + " where a.name = :name",
                                  UserAccount.class)
                              .setParameter("name", "alice")
                              .getResultStream()
                              .findFirst())))
          .isPositive();
    }
  }

  /** Each statement that a look-up sends has a parameter that it never had before. */
  @ParameterizedTest
  @EnumSource(
      value = TestUnit.Kind.class,
      names = {"HIBERNATE_H2", "ECLIPSELINK_H2"})
  void sendsOneStatementForAnAccountWithItsGroups(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind, true)) {
      unit.create("alice", "user", "administrator");
      unit.sql("set query_statistics true");

      UserAccount alice =
          unit.database()
              .read(entityManager -> AccountRows.find(entityManager, "alice"))
              .orElseThrow();

      assertThat(alice.getGroups()).isEqualTo(Set.of("user", "administrator"));
      assertThat(
              unit.sql(
                  "select sum(execution_count) from information_schema.query_statistics"
                      + " where sql_statement like '%gatepass_account%'"
                      + " and sql_statement not like '%query_statistics%'"))
          .isEqualTo("1");
    }
  }
}
