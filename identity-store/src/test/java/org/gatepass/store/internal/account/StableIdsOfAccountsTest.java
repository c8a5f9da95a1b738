// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

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
import org.gatepass.AccountOptions;
import org.gatepass.AuthenticatedBy;
import org.gatepass.CallerRevoked;
import org.gatepass.RemoteUserCredential;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.store.AccountInternals;
import org.gatepass.store.TestUnit;
import org.gatepass.store.UserAccount;
import org.gatepass.store.admin.AdministrationRejectedException;
import org.gatepass.store.admin.AdministrationRejectedException.Reason;
import org.gatepass.store.internal.caller.CallerDirectory.Creation;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.internal.freshness.Change.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stable ids of accounts, with each provider and database. */
@Timeout(120)
class StableIdsOfAccountsTest {
  private static final int RACES = 20;

  /** More than the two seconds for a lock, on a busy machine. */
  private static final Duration BINDING_FAILS_WITHIN = Duration.ofSeconds(10);

  private final List<Object> events = new ArrayList<>();

  private GuardedAdministration administration(TestUnit unit) {
    return new GuardedAdministration(
        unit.accountDatabase(),
        new RemoteUserPrincipal(
            "carol", AuthenticatedBy.PASSWORD, Set.of("administrator"), null, null, null),
        "administrator",
        events::add);
  }

  private static AccountDirectory directory(TestUnit unit) {
    return TestDirectories.of(unit.accountDatabase());
  }

  private static RemoteUserCredential named(String name, String id) {
    return new RemoteUserCredential(name, Set.of(), null, null, id, false);
  }

  private static UserAccount find(TestUnit unit, String name) {
    return unit.accountDatabase()
        .read(entityManager -> AccountRows.find(entityManager, name))
        .orElseThrow();
  }

  private static @Nullable String idOf(TestUnit unit, String name) {
    return find(unit, name).getStableId();
  }

  /** Binds as the first login does, and returns the id to which the account is bound then. */
  private static Optional<String> bind(AccountDirectory directory, String name, String id) {
    KnownCaller caller = directory.ask(name).orElseThrow();
    return directory.bind(caller, id).map(KnownCaller::stableId);
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areBoundAtTheFirstLogin(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice", "user");
      RevisionRow row = new RevisionRow(unit.database());
      Object before = row.since(null).revision();
      AccountDirectory directory = directory(unit);
      KnownCaller unbound = directory.ask("alice").orElseThrow();

      Optional<KnownCaller> bound = directory.bind(unbound, "7");

      assertThat(bound).contains(unbound.boundTo("7"));
      assertThat(idOf(unit, "alice")).isEqualTo("7");
      // Other nodes forget the unbound account; remembered logins go on.
      assertThat(row.since(before).changes()).containsExactly(new Change("alice", Kind.OTHER));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areBoundOnce(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      AccountDirectory directory = directory(unit);
      KnownCaller unbound = directory.ask("alice").orElseThrow();
      directory.bind(unbound, "7");
      RevisionRow row = new RevisionRow(unit.database());
      Object before = row.since(null).revision();

      // A node whose cached account is older than the binding.
      assertThat(directory.bind(unbound, "8").map(KnownCaller::stableId)).contains("7");
      assertThat(directory.bind(unbound, "7").map(KnownCaller::stableId)).contains("7");

      assertThat(row.since(null).revision()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void belongToOneAccount(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      unit.create("bob");
      AccountDirectory directory = directory(unit);
      bind(directory, "alice", "7");

      assertThat(bind(directory, "bob", "7")).isEmpty();
      assertThat(idOf(unit, "bob")).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void findTheirAccountByAnyNameThatIsFree(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      unit.create("bob");
      AccountDirectory directory = directory(unit);
      bind(directory, "alice", "7");
      bind(directory, "bob", "aB");

      assertThat(directory.askByStableId("7", "alicia").map(KnownCaller::name)).contains("alice");
      assertThat(directory.askByStableId("aB", "bert").map(KnownCaller::name)).contains("bob");
      // Another case is another id.
      assertThat(directory.askByStableId("AB", "bert")).isEmpty();
      assertThat(directory.askByStableId("77", "alicia")).isEmpty();
      assertThat(directory.askByStableId("7", "bob")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = ".*_H2", mode = EnumSource.Mode.MATCH_NONE)
  void selectNoOtherAccountWhereTheDatabaseTreatsNamesAsEqual(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.fold("gatepass_account", "name");
      unit.create("alice");
      unit.create("bob");
      AccountDirectory directory = directory(unit);
      bind(directory, "alice", "7");
      bind(directory, "bob", "8");

      assertThat(directory.ask("ALICE")).isEmpty();
      assertThat(directory.askByStableId("8", "ALICE")).isEmpty();
      // The same person, whose name the proxy writes in another case.
      assertThat(directory.askByStableId("7", "ALICE").map(KnownCaller::name)).contains("alice");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areNotBoundWhereTheHeaderLoginWasForbiddenMeanwhile(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      AccountDirectory directory = directory(unit);
      KnownCaller cached = directory.ask("alice").orElseThrow();
      administration(unit).change("alice", account -> account.setLoginByHeader(false));

      assertThat(directory.bind(cached, "7").map(KnownCaller::loginByHeader)).contains(false);
      assertThat(idOf(unit, "alice")).isNull();

      administration(unit).delete("alice");
      assertThat(directory.bind(cached, "7")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areNotBoundWhereTheAccountWasDeactivatedMeanwhile(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      AccountDirectory directory = directory(unit);
      KnownCaller cached = directory.ask("alice").orElseThrow();
      administration(unit).change("alice", account -> account.setActive(false));

      assertThat(directory.bind(cached, "7").map(KnownCaller::active)).contains(false);
      assertThat(idOf(unit, "alice")).isNull();

      administration(unit).change("alice", account -> account.setActive(true));
      assertThat(directory.bind(cached, "8").map(KnownCaller::stableId)).contains("8");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areBoundInAnInactiveAccountThatIsAdmitted(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      UserAccount alice = new UserAccount("alice");
      alice.setLoginByHeader(true);
      alice.setActive(false);
      unit.create(alice);
      AccountDirectory directory =
          new AccountDirectory(
              unit.accountDatabase(),
              () ->
                  new AccountOptions(
                      false,
                      1,
                      true,
                      Duration.ZERO,
                      AccountOptions.DEFAULT_PASSWORD_COST,
                      Set.of()),
              Optional.empty(),
              InstantSource.system(),
              event -> {});

      assertThat(bind(directory, "alice", "7")).contains("7");
    }
  }

  /** Each header request of an unbound caller binds; PostgreSQL waits without a limit. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areNotBoundWhileAnotherTransactionHoldsARow(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.createTriggers();
      unit.create("alice");
      AccountDirectory directory = directory(unit);
      KnownCaller unbound = directory.ask("alice").orElseThrow();
      try (Connection other = unit.connect();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        for (String table : List.of("gatepass_revision", "gatepass_account")) {
          statement.execute("select * from " + table + " for update");

          // A binding that still waits then is an AssertionFailedError, which is an Error.
          assertThatThrownBy(
                  () ->
                      assertTimeoutPreemptively(
                          BINDING_FAILS_WITHIN, () -> directory.bind(unbound, "7")))
              .as(table)
              .isInstanceOf(RuntimeException.class);

          other.rollback();
        }
      }
      assertThat(idOf(unit, "alice")).isNull();
      assertThat(directory.bind(unbound, "7").map(KnownCaller::stableId)).contains("7");
    }
  }

  /** A change that ends in time delays the first login, and does not fail it. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areBoundAfterAShortTransactionOfAnotherProgram(TestUnit.Kind kind) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      AccountDirectory directory = directory(unit);
      KnownCaller unbound = directory.ask("alice").orElseThrow();
      try (Connection other = unit.connect();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("select * from gatepass_account for update");
        Future<Optional<KnownCaller>> bound = thread.submit(() -> directory.bind(unbound, "7"));
        assertThatExceptionOfType(TimeoutException.class)
            .isThrownBy(() -> bound.get(100, TimeUnit.MILLISECONDS));
        other.rollback();

        assertThat(bound.get().map(KnownCaller::stableId)).contains("7");
      }
    } finally {
      thread.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void goToOneOfTwoPeopleWhoseFirstLoginsCoincide(TestUnit.Kind kind) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (TestUnit unit = TestUnit.accounts(kind)) {
      for (int race = 0; race < RACES; race++) {
        String name = "name" + race;
        unit.create(name);
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Optional<String>>> bindings = new ArrayList<>();
        for (String id : List.of("one" + race, "other" + race)) {
          bindings.add(
              threads.submit(
                  () -> {
                    AccountDirectory directory = directory(unit);
                    KnownCaller unbound = directory.ask(name).orElseThrow();
                    start.await();
                    return directory.bind(unbound, id).map(KnownCaller::stableId);
                  }));
        }
        String stored = bindings.get(0).get().orElseThrow();
        assertThat(stored).isIn("one" + race, "other" + race);
        assertThat(bindings.get(1).get()).contains(stored);
        assertThat(idOf(unit, name)).isEqualTo(stored);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void bindOneOfTwoAccountsWhoseFirstLoginsCoincide(TestUnit.Kind kind) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (TestUnit unit = TestUnit.accounts(kind)) {
      for (int race = 0; race < RACES; race++) {
        String id = "id" + race;
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Optional<String>>> bindings = new ArrayList<>();
        for (String name : List.of("one" + race, "other" + race)) {
          unit.create(name);
          bindings.add(
              threads.submit(
                  () -> {
                    AccountDirectory directory = directory(unit);
                    KnownCaller unbound = directory.ask(name).orElseThrow();
                    start.await();
                    return directory.bind(unbound, id).map(KnownCaller::stableId);
                  }));
        }
        assertThat(List.of(bindings.get(0).get(), bindings.get(1).get()))
            .containsExactlyInAnyOrder(Optional.of(id), Optional.empty());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void comeWithAnAccountThatIsCreatedAtFirstSight(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      AccountDirectory directory = directory(unit);

      assertThat(directory.create(named("zoe", "9"))).isEqualTo(Creation.CREATED);
      assertThat(idOf(unit, "zoe")).isEqualTo("9");

      // The same person by another name: another node has just created the account.
      assertThat(directory.create(named("zora", "9"))).isEqualTo(Creation.NOT_CREATED);
      assertThat(directory.ask("zora")).isEmpty();
      assertThat(directory.create(named("yves", "10"))).isEqualTo(Creation.CREATED);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void stayWithARenamedAccount(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      bind(directory(unit), "alice", "7");

      administration(unit).rename("alice", "alicia");

      assertThat(idOf(unit, "alicia")).isEqualTo("7");
      assertThat(idOf(unit, "alice")).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areBoundAndResetByAdministrators(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      bind(directory(unit), "alice", "7");
      String stamp = AccountInternals.securityStamp(find(unit, "alice"));

      administration(unit).change("alice", account -> account.setStableId("7"));
      assertThat(AccountInternals.securityStamp(find(unit, "alice"))).isEqualTo(stamp);
      assertThat(events).isEmpty();

      administration(unit).change("alice", account -> account.setStableId("8"));
      assertThat(idOf(unit, "alice")).isEqualTo("8");
      assertThat(AccountInternals.securityStamp(find(unit, "alice"))).isNotEqualTo(stamp);
      assertThat(events).containsExactly(new CallerRevoked("alice"));

      administration(unit).change("alice", account -> account.setStableId(null));
      assertThat(bind(directory(unit), "alice", "9")).contains("9");
      assertThat(events).containsExactly(new CallerRevoked("alice"), new CallerRevoked("alice"));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areRejectedForASecondAccount(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      unit.create("bob");
      bind(directory(unit), "alice", "7");
      UserAccount second = new UserAccount("second");
      second.setStableId("7");

      List<Runnable> attempts =
          List.of(
              () -> administration(unit).change("bob", account -> account.setStableId("7")),
              () -> administration(unit).create(second));

      assertThat(attempts)
          .allSatisfy(
              attempt ->
                  assertThatExceptionOfType(AdministrationRejectedException.class)
                      .isThrownBy(attempt::run)
                      .extracting(AdministrationRejectedException::reason)
                      .isEqualTo(Reason.STABLE_ID_TAKEN));
      assertThat(idOf(unit, "bob")).isNull();
      assertThat(unit.sql("select count(*) from gatepass_account")).isEqualTo("2");
      assertThat(events).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areFreeAgainWhenTheirAccountIsDeleted(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      unit.create("bob");
      bind(directory(unit), "alice", "7");

      administration(unit).delete("alice");

      assertThat(bind(directory(unit), "bob", "7")).contains("7");
    }
  }
}
