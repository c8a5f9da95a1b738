// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import org.gatepass.RemoteUserCredential;
import org.gatepass.store.TestUnit;
import org.gatepass.store.internal.caller.KnownCaller;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logins of accounts whose stored login is in the future, because a node's clock is ahead. */
class LoginsByOtherClocksTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private static String text(Instant time) {
    return TIME.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
  }

  private static RemoteUserCredential header(boolean beginsSession) {
    return new RemoteUserCredential("alice", Set.of(), null, null, beginsSession);
  }

  private interface Login {
    void at(AccountDirectory directory, KnownCaller alice);
  }

  /** The stored login after a login at {@link #NOW}. */
  private static String after(TestUnit unit, Instant stored, Login login) throws Exception {
    unit.sql("update gatepass_account set last_login = '" + text(stored) + "'");
    AccountDirectory directory = unit.directory(Optional.empty(), InstantSource.fixed(NOW));
    login.at(directory, directory.ask("alice").orElseThrow());
    return String.valueOf(unit.sql("select last_login from gatepass_account")).substring(0, 19);
  }

  private static void assertStored(TestUnit unit, Instant stored, Instant expected)
      throws Exception {
    for (boolean session : new boolean[] {false, true}) {
      assertThat(after(unit, stored, (directory, alice) -> directory.enter(alice, header(session))))
          .as("header, begins a session: %s", session)
          .isEqualTo(text(expected));
    }
    assertThat(after(unit, stored, AccountDirectory::noteLogin))
        .as("password")
        .isEqualTo(text(expected));
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void correctATimeOfMoreThanAMinuteInTheFuture(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");

      assertStored(unit, NOW.plusSeconds(61), NOW);
      assertStored(unit, NOW.plusSeconds(1200), NOW);
      assertStored(unit, NOW.plusSeconds(60), NOW.plusSeconds(60));
      assertStored(unit, NOW.plusSeconds(1), NOW.plusSeconds(1));
    }
  }
}
