// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.store.TestUnit;
import org.gatepass.store.UserAccount;
import org.gatepass.store.admin.AccountAdministration;
import org.gatepass.store.admin.AdministrationRejectedException;
import org.gatepass.store.admin.AdministrationRejectedException.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
}
