// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.store.TestUnit;
import org.gatepass.store.UserAccount;
import org.gatepass.store.admin.AccountAdministration;
import org.gatepass.store.admin.AdministrationRejectedException;
import org.gatepass.store.admin.AdministrationRejectedException.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The accounts of local administrators, which only a caller with a password may change. */
class LocalAdministratorsTest {
  private static AccountAdministration by(AuthenticatedBy way, TestUnit unit) {
    return new GuardedAdministration(
        unit.accountDatabase(),
        new RemoteUserPrincipal("carol", way, Set.of("administrator"), null, null, null),
        "administrator",
        event -> {});
  }

  private static UserAccount local(String name) {
    UserAccount account = new UserAccount(name);
    account.setPasswordHash("a hash");
    account.setGroups(Set.of("administrator"));
    return account;
  }

  @ParameterizedTest
  @EnumSource(names = "PASSWORD", mode = EnumSource.Mode.EXCLUDE)
  void areOutOfReachOfEachOtherLogin(AuthenticatedBy way) throws Exception {
    try (TestUnit unit = TestUnit.accounts(TestUnit.Kind.HIBERNATE_H2)) {
      unit.create(local("admin"));
      unit.create("dora");
      AccountAdministration administration = by(way, unit);

      for (Runnable change :
          Set.<Runnable>of(
              () -> administration.create(local("another")),
              () -> administration.change("admin", account -> account.setActive(false)),
              () -> administration.delete("admin"))) {
        assertThatExceptionOfType(AdministrationRejectedException.class)
            .isThrownBy(change::run)
            .extracting(AdministrationRejectedException::reason)
            .isEqualTo(Reason.LOCAL_ADMINISTRATOR);
      }
      assertThat(administration.mayTouch(local("admin"))).isFalse();
      assertThat(administration.delete("dora")).isTrue();
    }
  }

  private static void requireChange(AccountAdministration administration, String name) {
    administration.change(name, account -> account.setPasswordChangeRequired(true));
  }

  /** With recovery access there may be no page on which to change a password. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void keepOneWhoNeedNotChangeThePassword(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create(local("admin"));
      AccountAdministration administration = by(AuthenticatedBy.PASSWORD, unit);
      assertLast(() -> requireChange(administration, "admin"));

      unit.create(local("second"));
      requireChange(administration, "second");
      assertLast(() -> requireChange(administration, "admin"));
      assertLast(() -> administration.delete("admin"));
      administration.change("second", account -> account.setPasswordHash("a temporary hash"));
      assertLast(() -> administration.delete("admin"));

      administration.change("second", account -> account.setPasswordChangeRequired(false));
      requireChange(administration, "admin");
      assertLast(() -> requireChange(administration, "second"));
    }
  }

  private static UserAccount localWithRequiredChange(String name) {
    UserAccount account = local(name);
    account.setPasswordChangeRequired(true);
    return account;
  }

  /** An application may create its first administrator with a temporary password. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void keepTheLastOneAlsoIfThisOneMustChangeThePassword(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create(localWithRequiredChange("admin"));
      AccountAdministration administration = by(AuthenticatedBy.PASSWORD, unit);

      assertLast(() -> administration.delete("admin"));
      assertLast(() -> administration.change("admin", account -> account.setActive(false)));
      assertLast(() -> administration.change("admin", account -> account.setPasswordHash(null)));
      assertLast(() -> administration.change("admin", account -> account.setGroups(Set.of())));
      assertThat(unit.sql("select count(*) from gatepass_account where active = true"))
          .isEqualTo("1");

      unit.create(localWithRequiredChange("second"));
      assertThat(administration.delete("admin")).isTrue();
      assertLast(() -> administration.delete("second"));

      administration.change("second", account -> account.setPasswordChangeRequired(false));
      assertLast(() -> requireChange(administration, "second"));
      assertLast(() -> administration.delete("second"));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void loseOneWhoMustChangeThePasswordWhileAnotherNeedNot(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create(local("admin"));
      unit.create(localWithRequiredChange("second"));
      AccountAdministration administration = by(AuthenticatedBy.PASSWORD, unit);

      assertLast(() -> administration.delete("admin"));
      assertThat(administration.delete("second")).isTrue();
      assertLast(() -> administration.delete("admin"));
    }
  }

  static Stream<Consumer<UserAccount>> limits() {
    Instant past = Instant.EPOCH;
    Instant future = Instant.parse("9999-01-01T00:00:00Z");
    return Stream.of(
        account -> account.setLockedUntil(future),
        account -> account.setExpiresAt(past),
        account -> account.setExpiresAt(future),
        account -> account.setPasswordExpiresAt(past),
        account -> account.setPasswordExpiresAt(future));
  }

  /** No change of the database precedes the end of an account. */
  @ParameterizedTest(name = "{index}")
  @MethodSource("limits")
  void keepOneWithoutAnEnd(Consumer<UserAccount> limit) throws Exception {
    for (TestUnit.Kind kind :
        List.of(TestUnit.Kind.HIBERNATE_H2, TestUnit.Kind.ECLIPSELINK_POSTGRESQL)) {
      try (TestUnit unit = TestUnit.accounts(kind)) {
        unit.create(local("admin"));
        AccountAdministration administration = by(AuthenticatedBy.PASSWORD, unit);
        assertLast(() -> administration.change("admin", limit));

        unit.create(local("second"));
        assertThat(administration.change("second", limit)).isPresent();
        assertLast(() -> administration.delete("admin"));
        assertLast(() -> administration.change("admin", limit));

        administration.change(
            "second",
            account -> {
              account.setLockedUntil(null);
              account.setExpiresAt(null);
              account.setPasswordExpiresAt(null);
            });
        assertThat(administration.delete("admin")).isTrue();
      }
    }
  }

  static Stream<Consumer<UserAccount>> ends() {
    return Stream.of(
        account -> account.setExpiresAt(Instant.EPOCH),
        account -> {
          account.setPasswordChangeRequired(true);
          account.setPasswordExpiresAt(Instant.EPOCH);
        });
  }

  /** As another program may leave it: each account has an end, and one of them has come. */
  @ParameterizedTest(name = "{index}")
  @MethodSource("ends")
  void keepTheLastOneThatMayLogInAlsoIfItsAccountHasAnEnd(Consumer<UserAccount> end)
      throws Exception {
    try (TestUnit unit = TestUnit.accounts(TestUnit.Kind.HIBERNATE_H2)) {
      UserAccount ended = local("ended");
      end.accept(ended);
      unit.create(ended);
      UserAccount ending = local("ending");
      ending.setExpiresAt(Instant.parse("9999-01-01T00:00:00Z"));
      unit.create(ending);
      AccountAdministration administration = by(AuthenticatedBy.PASSWORD, unit);

      assertLast(() -> administration.delete("ending"));
      assertThat(administration.delete("ended")).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "PASSWORD", mode = EnumSource.Mode.EXCLUDE)
  void areNeitherLockedNorUnlockedByAnyOtherLogin(AuthenticatedBy way) throws Exception {
    try (TestUnit unit = TestUnit.accounts(TestUnit.Kind.HIBERNATE_H2)) {
      UserAccount admin = local("admin");
      admin.setLockedUntil(Instant.parse("9999-01-01T00:00:00Z"));
      unit.create(admin);
      AccountAdministration administration = by(way, unit);

      for (Consumer<UserAccount> change : limits().toList()) {
        assertThatExceptionOfType(AdministrationRejectedException.class)
            .isThrownBy(() -> administration.change("admin", change))
            .extracting(AdministrationRejectedException::reason)
            .isEqualTo(Reason.LOCAL_ADMINISTRATOR);
      }
      assertThatExceptionOfType(AdministrationRejectedException.class)
          .isThrownBy(
              () -> administration.change("admin", account -> account.setLockedUntil(null)));
    }
  }

  private static void assertLast(Runnable change) {
    assertThatExceptionOfType(AdministrationRejectedException.class)
        .isThrownBy(change::run)
        .extracting(AdministrationRejectedException::reason)
        .isEqualTo(Reason.LAST_LOCAL_ADMINISTRATOR);
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void keepOneOfTwoWhoRequireAChangeOfEachOther(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create(local("admin"));
      unit.create(local("second"));
      AccountAdministration administration = by(AuthenticatedBy.PASSWORD, unit);
      CyclicBarrier start = new CyclicBarrier(2);
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        List<Future<?>> changes = new ArrayList<>();
        for (String name : List.of("admin", "second")) {
          changes.add(
              threads.submit(
                  () -> {
                    start.await(10, TimeUnit.SECONDS);
                    requireChange(administration, name);
                    return name;
                  }));
        }
        List<Throwable> failures = new ArrayList<>();
        for (Future<?> change : changes) {
          try {
            change.get();
          } catch (ExecutionException failed) {
            failures.add(failed.getCause());
          }
        }

        assertThat(failures)
            .singleElement()
            .isInstanceOfSatisfying(
                AdministrationRejectedException.class,
                rejected ->
                    assertThat(rejected.reason()).isEqualTo(Reason.LAST_LOCAL_ADMINISTRATOR));
      } finally {
        threads.shutdownNow();
      }
    }
  }
}
