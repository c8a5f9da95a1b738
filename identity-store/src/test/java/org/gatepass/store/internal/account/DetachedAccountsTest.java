// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.gatepass.store.TestUnit;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.internal.freshness.Change.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Accounts within a transaction of the application, as an enterprise bean has it. */
class DetachedAccountsTest {
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void storesNoChangeOfAFoundAccount(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice", "user");
      AccountDatabase accounts = unit.accountDatabase();

      unit.inTransaction(
          () -> {
            UserAccount alice =
                accounts
                    .read(entityManager -> AccountRows.find(entityManager, "alice"))
                    .orElseThrow();
            alice.setActive(false);
            alice.setGroups(Set.of("administrator"));
            return alice;
          });

      assertThat(unit.sql("select active from gatepass_account")).isIn("TRUE", "t", "1");
      assertThat(unit.sql("select group_name from gatepass_account_group")).isEqualTo("user");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void storesNoChangeOfListedAccounts(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice", "user");
      AccountDatabase accounts = unit.accountDatabase();

      unit.inTransaction(
          () -> {
            accounts
                .read(entityManager -> new AccountSearch("", null).page(entityManager, 0, 10))
                .forEach(account -> account.setGroups(Set.of("administrator")));
            return "";
          });

      assertThat(unit.sql("select group_name from gatepass_account_group")).isEqualTo("user");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void storesNoChangeOfAReturnedAccount(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice", "user");
      AccountDatabase accounts = unit.accountDatabase();

      unit.inTransaction(
          () -> {
            UserAccount changed =
                accounts.change(
                    entityManager -> {
                      UserAccount alice = AccountRows.lock(entityManager, "alice").orElseThrow();
                      alice.setDisplayName("Alice");
                      return alice;
                    },
                    alice -> List.of(new Change(alice.getName(), Kind.OTHER)));
            changed.setActive(false);
            return changed;
          });

      assertThat(unit.sql("select active from gatepass_account")).isIn("TRUE", "t", "1");
      assertThat(unit.sql("select display_name from gatepass_account")).isEqualTo("Alice");
    }
  }
}
