// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
import org.gatepass.store.internal.jpa.SqlFailure;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Renamed accounts, with each provider and database. */
@Timeout(120)
class AccountRenameTest {
  private static final int RACES = 20;

  private static final String GROUP = "administrator";

  private final List<Object> events = new ArrayList<>();

  private GuardedAdministration by(AuthenticatedBy way, AccountDatabase database) {
    return new GuardedAdministration(
        database,
        new RemoteUserPrincipal("carol", way, Set.of(GROUP), null, null, null),
        GROUP,
        events::add);
  }

  private GuardedAdministration administration(TestUnit unit) {
    return by(AuthenticatedBy.PASSWORD, unit.accountDatabase());
  }

  private static UserAccount find(TestUnit unit, String name) {
    return unit.accountDatabase()
        .read(entityManager -> AccountRows.find(entityManager, name))
        .orElseThrow();
  }

  private static Creation createAtFirstSight(TestUnit unit, String name) {
    return TestDirectories.of(unit.accountDatabase())
        .create(new RemoteUserCredential(name, Set.of(), null, null));
  }

  private static void createLocalAdministrator(TestUnit unit, String name) {
    UserAccount account = new UserAccount(name);
    account.setPasswordHash("a hash");
    account.setGroups(Set.of(GROUP));
    unit.create(account);
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void keepEverythingButTheNameAndTheStamp(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      createLocalAdministrator(unit, "admin");
      administration(unit).change("admin", account -> account.setEmail("a@example.org"));
      KnownCaller before = AccountRows.known(find(unit, "admin"));

      Optional<UserAccount> renamed = administration(unit).rename("admin", "alice");

      assertThat(renamed.orElseThrow().getName()).isEqualTo("alice");
      KnownCaller after = AccountRows.known(find(unit, "alice"));
      assertThat(after)
          .usingRecursiveComparison()
          .ignoringFields("name", "securityStamp")
          .isEqualTo(before);
      assertThat(after.hasStampOf(before)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void keepTheFormerNameTaken(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice", "user");

      administration(unit).rename("alice", "alicia");

      UserAccount former = find(unit, "alice");
      assertThat(former.isActive()).isFalse();
      assertThat(former.isLoginByHeader()).isFalse();
      assertThat(former.isLocal()).isFalse();
      assertThat(former.getGroups()).isEmpty();
      assertThat(createAtFirstSight(unit, "alice")).isEqualTo(Creation.NOT_CREATED);
      assertThat(unit.accountDatabase().insertIfAbsent(new UserAccount("alice"))).isFalse();
      assertThatExceptionOfType(AdministrationRejectedException.class)
          .isThrownBy(() -> administration(unit).create(new UserAccount("alice")))
          .extracting(AdministrationRejectedException::reason)
          .isEqualTo(Reason.NAME_TAKEN);

      // An administrator releases the name.
      assertThat(administration(unit).delete("alice")).isTrue();
      assertThat(createAtFirstSight(unit, "alice")).isEqualTo(Creation.CREATED);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void endRememberedLoginsOfTheFormerName(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      RevisionRow row = new RevisionRow(unit.database());
      Object before = row.since(null).revision();

      administration(unit).rename("alice", "alicia");

      assertThat(row.since(before).changes())
          .containsExactly(new Change("alice", Kind.RENAMED), new Change("alicia", Kind.RENAMED));
      assertThat(events).containsExactly(new CallerRevoked("alice"), new CallerRevoked("alicia"));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void rejectANameThatIsTaken(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      unit.create("bob");

      assertThatExceptionOfType(AdministrationRejectedException.class)
          .isThrownBy(() -> administration(unit).rename("alice", "bob"))
          .extracting(AdministrationRejectedException::reason)
          .isEqualTo(Reason.NAME_TAKEN);
      assertThat(find(unit, "alice").isActive()).isTrue();
      assertThat(events).isEmpty();
      assertThat(administration(unit).rename("mallory", "bob")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void changeNothingForTheSameName(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      String stamp = AccountInternals.securityStamp(find(unit, "alice"));

      assertThat(administration(unit).rename("alice", "alice")).isPresent();

      assertThat(AccountInternals.securityStamp(find(unit, "alice"))).isEqualTo(stamp);
      assertThat(events).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = ".*_H2", mode = EnumSource.Mode.MATCH_NONE)
  void keepOneAccountWhereTheDatabaseTreatsBothNamesAsEqual(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.fold("gatepass_account", "name");
      unit.create("alice");

      administration(unit).rename("alice", "Alice");

      assertThat(find(unit, "Alice").isActive()).isTrue();
      assertThat(unit.sql("select count(*) from gatepass_account")).isEqualTo("1");
      assertThat(createAtFirstSight(unit, "alice")).isEqualTo(Creation.NOT_CREATED);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void obeyTheRulesAboutLocalAdministrators(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      createLocalAdministrator(unit, "admin");

      assertThatExceptionOfType(AdministrationRejectedException.class)
          .isThrownBy(
              () -> by(AuthenticatedBy.HEADER, unit.accountDatabase()).rename("admin", "alice"))
          .extracting(AdministrationRejectedException::reason)
          .isEqualTo(Reason.LOCAL_ADMINISTRATOR);

      // The last one stays one under its new name.
      administration(unit).rename("admin", "alice");
      assertThatExceptionOfType(AdministrationRejectedException.class)
          .isThrownBy(() -> administration(unit).delete("alice"))
          .extracting(AdministrationRejectedException::reason)
          .isEqualTo(Reason.LAST_LOCAL_ADMINISTRATOR);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void keepTheFormerNameTakenWhileItsPersonSendsRequests(TestUnit.Kind kind) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (TestUnit unit = TestUnit.accounts(kind)) {
      for (int race = 0; race < RACES; race++) {
        String former = "former" + race;
        String later = "later" + race;
        unit.create(former);
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Creation> creation =
            threads.submit(
                () -> {
                  start.await();
                  return createAtFirstSight(unit, former);
                });
        start.await();
        administration(unit).rename(former, later);

        assertThat(creation.get()).isEqualTo(Creation.NOT_CREATED);
        assertThat(find(unit, former).isActive()).isFalse();
        assertThat(find(unit, later).isActive()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void storeNothingInTheFormerNameAtALoginUnderWay(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      AtomicInteger runs = new AtomicInteger();
      AccountDirectory otherNode =
          unit.directory(
              Optional.of((account, header, created) -> runs.incrementAndGet()),
              InstantSource.system());
      KnownCaller cached = otherNode.ask("alice").orElseThrow();

      administration(unit).rename("alice", "alicia");
      Optional<KnownCaller> entered =
          otherNode.enter(
              cached, new RemoteUserCredential("alice", Set.of(), "a@example.org", "Alice"));

      assertThat(entered.map(KnownCaller::active)).contains(false);
      assertThat(runs).hasValue(0);
      UserAccount former = find(unit, "alice");
      assertThat(former.getEmail()).isNull();
      assertThat(former.getDisplayName()).isNull();
      assertThat(former.lastLogin()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void leaveNothingToASecondRenameThatHasWaited(TestUnit.Kind kind) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      AtomicReference<Future<Optional<String>>> second = new AtomicReference<>();

      Optional<String> first =
          renameUnguarded(
              unit,
              "alicia",
              () -> {
                second.set(threads.submit(() -> renameUnguarded(unit, "alina", () -> {})));
                sleep(); // until the second one waits for the lock
              });

      assertThat(first).contains("alicia");
      assertThat(second.get().get()).isEmpty();
      assertThat(unit.sql("select count(*) from gatepass_account")).isEqualTo("2");
      assertThat(find(unit, "alicia").isActive()).isTrue();
      assertThat(find(unit, "alice").isActive()).isFalse();
    } finally {
      threads.shutdownNow();
    }
  }

  private static void sleep() {
    try {
      TimeUnit.MILLISECONDS.sleep(500);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Renames alice as {@code UserAccounts} does. */
  private static Optional<String> renameUnguarded(
      TestUnit unit, String newName, Runnable beforeCommit) {
    return unit.accountDatabase()
        .change(
            entityManager ->
                AccountRows.lock(entityManager, "alice")
                    .map(
                        account -> {
                          AccountRename.rename(entityManager, account, newName);
                          beforeCommit.run();
                          return account.getName();
                        }),
            renamed -> List.of());
  }

  /** MariaDB may end one of two renames to the same name as a deadlock, before it is rejected. */
  private void renameDespiteDeadlock(TestUnit unit, String name, String newName) {
    try {
      administration(unit).rename(name, newName);
    } catch (PersistenceException ended) {
      SQLException cause = SqlFailure.in(ended);
      assertThat(cause == null ? null : cause.getSQLState()).isEqualTo("40001");
      administration(unit).rename(name, newName);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void giveANameToOneOfTwoAccounts(TestUnit.Kind kind) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (TestUnit unit = TestUnit.accounts(kind)) {
      for (int race = 0; race < RACES; race++) {
        String wanted = "wanted" + race;
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Optional<Reason>>> renames = new ArrayList<>();
        for (String name : List.of("one" + race, "other" + race)) {
          unit.create(name);
          Callable<Optional<Reason>> rename =
              () -> {
                start.await();
                try {
                  renameDespiteDeadlock(unit, name, wanted);
                  return Optional.empty();
                } catch (AdministrationRejectedException rejected) {
                  return Optional.of(rejected.reason());
                }
              };
          renames.add(threads.submit(rename));
        }
        assertThat(List.of(renames.get(0).get(), renames.get(1).get()))
            .containsExactlyInAnyOrder(Optional.empty(), Optional.of(Reason.NAME_TAKEN));
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
