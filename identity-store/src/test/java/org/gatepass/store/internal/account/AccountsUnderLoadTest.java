// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepass.AccountOptions;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RemoteUserCredential;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.store.AccountStatements;
import org.gatepass.store.TestUnit;
import org.gatepass.store.admin.AccountAdministration;
import org.gatepass.store.internal.caller.CallerDirectory.Creation;
import org.gatepass.store.internal.freshness.RevisionQuery.Result;
import org.gatepass.store.internal.jpa.SqlFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes and another program that create and change accounts at the same time. */
@Timeout(300)
class AccountsUnderLoadTest {
  private static final int CALLERS = 100;
  private static final int ROUNDS = 10;
  private static final int MAX_TRIES = 100;

  private final ExecutorService threads = Executors.newFixedThreadPool(16);
  private final AtomicInteger ended = new AtomicInteger();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  private static AccountDirectory node(TestUnit unit) {
    return new AccountDirectory(
        unit.accountDatabase(),
        () ->
            new AccountOptions(
                true,
                2 * CALLERS,
                false,
                Duration.ZERO,
                AccountOptions.DEFAULT_PASSWORD_COST,
                Set.of()),
        Optional.empty(),
        InstantSource.system(),
        event -> {});
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void createEachOfAHundredUnknownCallersOnce(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind, true)) {
      List<AccountDirectory> nodes = List.of(node(unit), node(unit));
      List<Future<Creation>> creations = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        RemoteUserCredential caller =
            new RemoteUserCredential("caller" + i, Set.of(), "caller@example.org", "Caller");
        nodes.forEach(node -> creations.add(threads.submit(() -> node.create(caller))));
      }

      int created = 0;
      for (Future<Creation> creation : creations) {
        Creation result = creation.get();
        assertThat(result).isIn(Creation.CREATED, Creation.NOT_CREATED);
        created += result == Creation.CREATED ? 1 : 0;
      }

      assertThat(created).isEqualTo(CALLERS);
      assertThat(unit.sql("select count(*) from gatepass_account where login_by_header = true"))
          .isEqualTo("" + CALLERS);
    }
  }

  /** Repeats a change that the database has ended in favour of another one. */
  private int repeat(Callable<?> change) throws Exception {
    for (int tries = 1; ; tries++) {
      try {
        change.call();
        return tries;
      } catch (RuntimeException | SQLException failure) {
        SQLException cause = SqlFailure.in(failure);
        String state = cause == null ? "none" : String.valueOf(cause.getSQLState());
        // Of the class "transaction rollback"; H2 may also time out.
        if (tries == MAX_TRIES || !(state.startsWith("40") || state.equals("HYT00"))) {
          throw failure;
        }
        ended.incrementAndGet();
      }
    }
  }

  /** Changes two accounts in one transaction by SQL. */
  private static int change(Connection connection, String first, String second, int value)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String name : List.of(first, second)) {
        statement.executeUpdate(
            "update gatepass_account set display_name = '%d' where name = '%s'"
                .formatted(value, name));
      }
      connection.commit();
      return value;
    } catch (SQLException failure) {
      connection.rollback();
      throw failure;
    }
  }

  private Callable<Integer> otherProgram(TestUnit unit, String first, String second) {
    return () -> {
      try (Connection connection = unit.connect()) {
        connection.setAutoCommit(false);
        for (int i = 0; i < ROUNDS; i++) {
          int value = i;
          repeat(() -> change(connection, first, second, value));
        }
      }
      return ROUNDS;
    };
  }

  private Callable<Integer> node(TestUnit unit, String name) {
    AccountAdministration administration =
        new GuardedAdministration(
            unit.accountDatabase(),
            new RemoteUserPrincipal("admin", AuthenticatedBy.PASSWORD, Set.of(), null, null, null),
            "administrator",
            event -> {});
    return () -> {
      for (int i = 1; i <= ROUNDS; i++) {
        Set<String> groups = Set.of("group" + i);
        repeat(() -> administration.change(name, account -> account.setGroups(groups)));
      }
      return ROUNDS;
    };
  }

  @ParameterizedTest
  @EnumSource(names = {"HIBERNATE_H2", "ECLIPSELINK_POSTGRESQL", "HIBERNATE_MARIADB"})
  void listEachCommittedChangeDespiteDeadlocks(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind, true)) {
      unit.createTriggers();
      unit.create("alice");
      unit.create("bob");
      AccountDatabase accounts = unit.accountDatabase();
      Object before = Objects.requireNonNull(accounts.row().since(null).revision());

      List<Future<Integer>> writers =
          List.of(
              threads.submit(otherProgram(unit, "alice", "bob")),
              threads.submit(otherProgram(unit, "bob", "alice")),
              threads.submit(node(unit, "alice")),
              threads.submit(node(unit, "bob")));
      for (Future<Integer> writer : writers) {
        assertThat(writer.get(200, TimeUnit.SECONDS)).isEqualTo(ROUNDS);
      }

      // No change of the transactions that the database ended has left a gap or a row.
      Result result = accounts.row().since(before);
      assertThat(result.changes()).isNotNull();
      assertThat(unit.sql(AccountStatements.gaps((Long) before))).isEqualTo("0");
      for (String name : List.of("alice", "bob")) {
        assertThat(TestDirectories.of(accounts).ask(name).orElseThrow().groups())
            .containsExactly("group" + ROUNDS);
        assertThat(result.changes()).filteredOn(change -> change.name().equals(name)).isNotEmpty();
      }
      System.out.printf("%s: %d transactions ended in favour of others%n", kind, ended.get());
    }
  }

  /** One transaction holds an account and the revision, the other one the other account. */
  @ParameterizedTest
  @EnumSource(names = {"HIBERNATE_H2", "HIBERNATE_POSTGRESQL", "HIBERNATE_MARIADB"})
  void endTransactionsThatWaitForEachOther(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind);
        Connection one = unit.connect();
        Connection other = unit.connect();
        Statement statement = one.createStatement()) {
      unit.createTriggers();
      unit.create("alice");
      unit.create("bob");
      one.setAutoCommit(false);
      other.setAutoCommit(false);
      statement.executeUpdate(
          "update gatepass_account set display_name = 'x' where name = 'alice'");
      Future<Integer> second = threads.submit(() -> repeat(() -> change(other, "bob", "alice", 1)));
      TimeUnit.MILLISECONDS.sleep(300);
      assertThat(second.isDone()).isFalse();

      try {
        statement.executeUpdate(
            "update gatepass_account set display_name = 'x' where name = 'bob'");
        one.commit();
      } catch (SQLException failure) {
        assertThat(SqlFailure.mayHaveLostARace(new IllegalStateException(failure))).isTrue();
        ended.incrementAndGet();
        one.rollback();
      }

      assertThat(second.get(20, TimeUnit.SECONDS)).isPositive();
      assertThat(ended.get()).isPositive(); // H2 may end both
      assertThat(unit.sql(AccountStatements.gaps(0))).isEqualTo("0");
    }
  }
}
