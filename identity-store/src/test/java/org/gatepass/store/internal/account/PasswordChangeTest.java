// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.gatepass.AccountOptions;
import org.gatepass.CallerRevoked;
import org.gatepass.store.TestUnit;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.caller.KnownCaller;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Passwords that callers change, with each provider and database. */
@Timeout(120)
class PasswordChangeTest {
  private final List<Object> events = new ArrayList<>();

  private AccountDirectory directory(TestUnit unit) {
    return new AccountDirectory(
        unit.accountDatabase(),
        () ->
            new AccountOptions(
                false, 1, false, Duration.ZERO, AccountOptions.DEFAULT_PASSWORD_COST, Set.of()),
        Optional.empty(),
        InstantSource.system(),
        events::add);
  }

  private static void createDora(TestUnit unit) {
    UserAccount dora = new UserAccount("dora");
    dora.setEmail("dora@example.org");
    dora.setGroups(Set.of("user"));
    dora.setLoginByHeader(true);
    dora.setStableId("7");
    dora.setPasswordHash("hash 1");
    dora.setPasswordChangeRequired(true);
    unit.create(dora);
  }

  private static void change(TestUnit unit, Consumer<UserAccount> change) {
    Optional<ChangedAccount> changed =
        unit.accountDatabase()
            .change(
                entityManager ->
                    AccountRows.lock(entityManager, "dora")
                        .map(
                            account ->
                                ChangedAccount.by(
                                    entityManager, account, () -> change.accept(account))),
                ChangedAccount::changes);
    assertThat(changed).isPresent();
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void endsRememberedLoginsAndTheRequirementAndKeepsTheRest(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      createDora(unit);
      AccountDirectory directory = directory(unit);
      KnownCaller before = directory.ask("dora").orElseThrow();
      assertThat(before.passwordChangeRequired()).isTrue();

      KnownCaller after = directory.changePassword(before, "hash 2").orElseThrow();

      assertThat(after.hasStampOf(before)).isFalse();
      assertThat(after.passwordHash()).isEqualTo("hash 2");
      assertThat(after.passwordChangeRequired()).isFalse();
      assertThat(after)
          .usingRecursiveComparison()
          .ignoringFields("passwordHash", "passwordChangeRequired", "securityStamp")
          .isEqualTo(before);
      assertThat(directory.ask("dora")).contains(after);
      assertThat(events).containsExactly(new CallerRevoked("dora"));
      assertThat(unit.sql("select kind from gatepass_change where name = 'dora'"))
          .isEqualTo("REVOKED");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void changesNothingAfterAResetByAnAdministrator(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      createDora(unit);
      AccountDirectory directory = directory(unit);
      KnownCaller before = directory.ask("dora").orElseThrow();
      change(unit, account -> account.setPasswordHash("hash of the administrator's"));
      KnownCaller reset = directory.ask("dora").orElseThrow();

      assertThat(directory.changePassword(before, "hash 2")).isEmpty();

      assertThat(directory.ask("dora")).contains(reset);
      assertThat(events).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void changesNothingForACallerWhoWasDeactivatedOrRenamed(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      createDora(unit);
      AccountDirectory directory = directory(unit);
      KnownCaller before = directory.ask("dora").orElseThrow();

      change(unit, account -> account.setActive(false));
      assertThat(directory.changePassword(before, "hash 2")).isEmpty();
      change(unit, account -> account.setActive(true));
      assertThat(directory.changePassword(before, "hash 2")).isEmpty();

      KnownCaller now = directory.ask("dora").orElseThrow();
      unit.sql("update gatepass_account set name = 'dorothea'");
      assertThat(directory.changePassword(now, "hash 2")).isEmpty();
      assertThat(unit.sql("select password_hash from gatepass_account")).isEqualTo("hash 1");
      unit.sql("update gatepass_account set name = 'dora'");
      assertThat(directory.changePassword(now, "hash 2")).isPresent();
    }
  }

  /** SQL scripts leave the stamp as it is. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void waitsForAScriptAndChangesNothingAfterIt(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      createDora(unit);
      AccountDirectory directory = directory(unit);
      KnownCaller before = directory.ask("dora").orElseThrow();
      ExecutorService thread = Executors.newSingleThreadExecutor();
      try (Connection script = unit.connect();
          Statement statement = script.createStatement()) {
        script.setAutoCommit(false);
        for (String change :
            List.of("active = false", "password_hash = null", "password_hash = 'a reset'")) {
          statement.execute("update gatepass_account set " + change);
          Future<Optional<KnownCaller>> changed =
              thread.submit(() -> directory.changePassword(before, "hash 2"));
          assertThatExceptionOfType(TimeoutException.class)
              .isThrownBy(() -> changed.get(100, TimeUnit.MILLISECONDS));
          script.commit();

          assertThat(changed.get()).as(change).isEmpty();
          assertThat(unit.sql("select count(*) from gatepass_account where " + asQuery(change)))
              .isEqualTo("1");
          unit.sql("update gatepass_account set active = true, password_hash = 'hash 1'");
        }
      } finally {
        thread.shutdownNow();
      }
      assertThat(events).isEmpty();
      assertThat(directory.changePassword(before, "hash 2")).isPresent();
    }
  }

  private static String asQuery(String change) {
    return change.replace("= null", "is null");
  }

  /** The login holds a permit for password checks meanwhile; PostgreSQL waits without a limit. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void failsWhileAnotherTransactionHoldsARow(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.createTriggers();
      createDora(unit);
      AccountDirectory directory = directory(unit);
      KnownCaller before = directory.ask("dora").orElseThrow();
      try (Connection other = unit.connect();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        for (String table : List.of("gatepass_revision", "gatepass_account")) {
          statement.execute("select * from " + table + " for update");

          assertThatThrownBy(() -> directory.changePassword(before, "hash 2"))
              .as(table)
              .isInstanceOf(RuntimeException.class);

          other.rollback();
        }
      }
      assertThat(directory.ask("dora")).contains(before);
      assertThat(events).isEmpty();
      assertThat(directory.changePassword(before, "hash 2")).isPresent();
    }
  }

  /** The thread itself holds the lock, which no database detects as a deadlock. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void failsWithinATransactionThatHasChangedAccounts(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      createDora(unit);
      AccountDirectory directory = directory(unit);
      KnownCaller before = directory.ask("dora").orElseThrow();

      unit.inTransaction(
          () -> {
            EntityManager own = unit.factory().createEntityManager();
            int held =
                own.createQuery("update AccountRevision r set r.revision = r.revision")
                    .executeUpdate();
            assertThatThrownBy(() -> directory.changePassword(before, "hash 2"))
                .isInstanceOf(RuntimeException.class);
            return held;
          });

      assertThat(directory.ask("dora")).contains(before);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void changesNothingAfterALoginHasReplacedTheHashByABetterOne(TestUnit.Kind kind)
      throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      createDora(unit);
      AccountDirectory directory = directory(unit);
      KnownCaller before = directory.ask("dora").orElseThrow();
      directory.replaceHash(before, "hash 1", "better hash");

      assertThat(directory.changePassword(before, "hash 2")).isEmpty();

      assertThat(directory.changePassword(directory.ask("dora").orElseThrow(), "hash 2"))
          .isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void succeedsOnceOfTwoAtTheSameTime(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      createDora(unit);
      AccountDirectory directory = directory(unit);
      KnownCaller before = directory.ask("dora").orElseThrow();
      CyclicBarrier start = new CyclicBarrier(2);
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        List<Future<Boolean>> results = new ArrayList<>();
        for (String hash : List.of("hash 2", "hash 3")) {
          results.add(
              threads.submit(
                  () -> {
                    start.await(10, TimeUnit.SECONDS);
                    return directory.changePassword(before, hash).isPresent();
                  }));
        }
        List<Boolean> changed = new ArrayList<>();
        for (Future<Boolean> result : results) {
          changed.add(result.get());
        }

        assertThat(changed).containsExactlyInAnyOrder(true, false);
        assertThat(unit.sql("select password_hash from gatepass_account"))
            .isEqualTo(changed.get(0) ? "hash 2" : "hash 3");
      } finally {
        threads.shutdownNow();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void isRequiredFromTheFirstLoginOfANewAccountOn(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      UserAccount erin = new UserAccount("erin");
      erin.setPasswordHash("hash");
      erin.setPasswordChangeRequired(true);

      assertThat(unit.accountDatabase().insertIfAbsent(erin)).isTrue();

      assertThat(directory(unit).ask("erin").orElseThrow().passwordChangeRequired()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void isNotRequiredInARowOfAnEarlierVersion(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.sql(
          "insert into gatepass_account"
              + " (id, name, active, login_by_header, password_hash, security_stamp, version)"
              + " values ('i1', 'frank', true, true, 'hash', 's1', 0)");
      AccountDirectory directory = directory(unit);
      KnownCaller frank = directory.ask("frank").orElseThrow();

      assertThat(frank.passwordChangeRequired()).isFalse();
      assertThat(directory.changePassword(frank, "hash 2")).isPresent();
    }
  }
}
