// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RemoteUserCredential;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.store.TestUnit;
import org.gatepass.store.UserAccount;
import org.gatepass.store.admin.AccountAdministration;
import org.gatepass.store.admin.AdministrationRejectedException;
import org.gatepass.store.admin.AdministrationRejectedException.Reason;
import org.gatepass.store.internal.caller.CallerDirectory.Creation;
import org.gatepass.store.internal.caller.KnownCaller;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Account columns in which the database treats {@code ALICE} as equal to {@code alice}. */
class FoldingColumnsTest {
  private static TestUnit unit(TestUnit.Kind kind) throws Exception {
    TestUnit unit = TestUnit.accounts(kind);
    unit.fold("gatepass_account", "name");
    unit.fold("gatepass_account_group", "group_name");
    unit.sql("alter table gatepass_account drop constraint gatepass_account_name");
    return unit;
  }

  private static AccountDirectory directory(TestUnit unit) {
    return unit.directory(Optional.empty(), InstantSource.system());
  }

  private static AccountAdministration byPassword(TestUnit unit) {
    return new GuardedAdministration(
        unit.accountDatabase(),
        new RemoteUserPrincipal(
            "admin", AuthenticatedBy.PASSWORD, Set.of("administrator"), null, null, null),
        "administrator",
        event -> {});
  }

  private static void createLocal(TestUnit unit, String name, String group) {
    UserAccount account = new UserAccount(name);
    account.setPasswordHash("a hash");
    account.setGroups(Set.of(group));
    unit.create(account);
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void rejectsBothCallersWhereTheDatabaseTreatsTheirNamesAsEqual(TestUnit.Kind kind)
      throws Exception {
    try (TestUnit unit = unit(kind)) {
      unit.create("alice", "user");
      AccountDirectory directory = directory(unit);
      KnownCaller alice = directory.ask("alice").orElseThrow();
      assertThat(directory.ask("ALICE")).isEmpty();
      assertThat(directory.create(new RemoteUserCredential("ALICE", Set.of(), null, null)))
          .isEqualTo(Creation.NOT_CREATED);

      unit.create("ALICE", "administrator");

      assertThat(directory.ask("alice")).isEmpty();
      assertThat(directory.ask("ALICE")).isEmpty();
      // The second row appears between the look-up and the update of the login.
      assertThat(directory.enter(alice, new RemoteUserCredential("alice", Set.of(), "a@b.c", null)))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void storesTheLoginOfTheExactNameOnly(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      unit.create("alice");
      unit.create("ALICE");

      assertThat(directory(unit).noteSessionLogin("alice")).isTrue();

      assertThat(
              unit.sql(
                  "select id from gatepass_account where last_login is not null"
                      + " order by last_login"))
          .isEqualTo(
              unit.accountDatabase()
                  .read(entityManager -> AccountRows.idOf(entityManager, "alice"))
                  .orElseThrow());
      assertThat(unit.sql("select count(*) from gatepass_account where last_login is null"))
          .isEqualTo("1");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void keepsTheLastAdministratorWhereTheDatabaseTreatsAnotherGroupAsEqual(TestUnit.Kind kind)
      throws Exception {
    try (TestUnit unit = unit(kind)) {
      createLocal(unit, "admin", "administrator");
      createLocal(unit, "eve", "ADMINISTRATOR");
      AccountAdministration administration = byPassword(unit);

      for (Runnable attempt :
          List.<Runnable>of(
              () -> administration.delete("admin"),
              () -> administration.change("admin", account -> account.setActive(false)),
              () -> administration.change("admin", account -> account.setGroups(Set.of())))) {
        assertThatExceptionOfType(AdministrationRejectedException.class)
            .isThrownBy(attempt::run)
            .extracting(AdministrationRejectedException::reason)
            .isEqualTo(Reason.LAST_LOCAL_ADMINISTRATOR);
      }

      createLocal(unit, "second", "administrator");
      assertThat(administration.delete("admin")).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void listsAndCountsAccountsOfTheExactGroup(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      createLocal(unit, "admin", "administrator");
      createLocal(unit, "eve", "ADMINISTRATOR");
      createLocal(unit, "zoe", "administrator");
      AccountSearch search = new AccountSearch("", "administrator");
      AccountDatabase accounts = unit.accountDatabase();

      List<UserAccount> all = accounts.read(entityManager -> search.page(entityManager, 0, 10));
      List<UserAccount> rest = accounts.read(entityManager -> search.page(entityManager, 1, 10));

      assertThat(accounts.<Long>read(search::count)).isEqualTo(2);
      assertThat(all).extracting(UserAccount::getName).containsExactly("admin", "zoe");
      assertThat(rest).extracting(UserAccount::getName).containsExactly("zoe");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void rejectsANewAccountWhoseNameTheDatabaseTreatsAsEqual(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      unit.create("alice");

      assertThatExceptionOfType(AdministrationRejectedException.class)
          .isThrownBy(() -> byPassword(unit).create(new UserAccount("ALICE")))
          .extracting(AdministrationRejectedException::reason)
          .isEqualTo(Reason.NAME_TAKEN);
      assertThat(unit.sql("select count(*) from gatepass_account")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TestUnit.Kind.class,
      names = {"HIBERNATE_POSTGRESQL", "HIBERNATE_H2", "HIBERNATE_MARIADB"})
  void raisesTheRevisionByTriggerForAChangeOfCase(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      unit.createTriggers();
      unit.create("alice");
      String before = unit.sql("select revision from gatepass_revision");

      unit.sql("update gatepass_account set name = 'ALICE'");

      assertThat(unit.sql("select revision from gatepass_revision")).isNotEqualTo(before);
    }
  }
}
