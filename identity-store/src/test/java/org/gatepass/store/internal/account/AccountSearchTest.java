// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatepass.store.TestUnit;
import org.gatepass.store.UserAccount;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccountSearchTest {
  /** PostgreSQL takes 65,535 parameters, Oracle 1,000 in a list. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void listsMoreAccountsThanAQueryMayHaveParameters(TestUnit.Kind kind) throws Exception {
    int count = kind == TestUnit.Kind.HIBERNATE_POSTGRESQL ? 70_000 : 1_201;
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.sql(
          "insert into gatepass_account (id, name, active, login_by_header, security_stamp, version)"
              + " select concat('i', n), concat('name', 1000000 - n), true, true, 's', 0 from "
              + kind.database().numbersTo(count));

      List<UserAccount> all =
          unit.accountDatabase()
              .read(entityManager -> new AccountSearch("NAME", null).page(entityManager, 0, count));

      assertThat(all)
          .hasSize(count)
          .extracting(UserAccount::getName)
          .isSorted()
          .startsWith("name" + (1_000_000 - count))
          .endsWith("name999999");
    }
  }
}
