// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatepass.RemoteUserCredential;
import org.gatepass.store.TestUnit;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.caller.CallerDirectory.Creation;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.freshness.Change;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The migrations' columns: they hold each text of Unicode, and compare it exactly. */
class ExactNamesTest {
  /** Some databases, or some of their collations, treat two of these as equal. */
  private static final List<String> NAMES =
      List.of(
          "alice",
          "Alice",
          "ALICE",
          "alice ",
          "al\u00efce",
          "ali\u0308ce",
          "stra\u00dfe",
          "strasse",
          "\u0130",
          "I",
          "i",
          "\u0131",
          "\ud83d\ude00",
          "\ud83d\ude01",
          "\ud83d\ude00".repeat(127),
          "\u6f22".repeat(255));

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areNamesOfDifferentAccounts(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      AccountDatabase accounts = unit.accountDatabase();
      for (String name : NAMES) {
        UserAccount account = new UserAccount(name);
        account.setGroups(Set.copyOf(NAMES));
        account.setDisplayName(name);
        account.setPasswordHash("hash of " + NAMES.indexOf(name));
        assertThat(accounts.insertIfAbsent(account)).as(name).isTrue();
        assertThat(accounts.insertIfAbsent(new UserAccount(name))).as(name).isFalse();
      }

      AccountDirectory directory = TestDirectories.of(accounts);
      for (String name : NAMES) {
        KnownCaller known = directory.ask(name).orElseThrow();
        assertThat(known.name()).isEqualTo(name);
        assertThat(known.displayName()).isEqualTo(name);
        assertThat(known.passwordHash()).isEqualTo("hash of " + NAMES.indexOf(name));
        assertThat(known.groups()).containsExactlyInAnyOrderElementsOf(NAMES);
      }
      assertThat(directory.ask("aLICE")).isEmpty();
      assertThat(directory.ask("alice  ")).isEmpty();
      assertThat(unit.sql("select count(*) from gatepass_account")).isEqualTo("" + NAMES.size());
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areStableIdsOfDifferentAccounts(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      AccountDirectory directory = unit.directory(Optional.empty(), InstantSource.system());
      List<String> ids = List.of("ab", "AB", "\u00e4b", "\ud83d\ude00", "\ud83d\ude01");
      for (String id : ids) {
        unit.create("of " + id);
        directory.bind(directory.ask("of " + id).orElseThrow(), id);
      }

      for (String id : ids) {
        assertThat(directory.askByStableId(id, "x").map(KnownCaller::name)).contains("of " + id);
      }
    }
  }

  /** One connection changes them all, as another program does. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areListedByTheTriggers(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.createTriggers();
      NAMES.forEach(unit::create);
      AccountDatabase accounts = unit.accountDatabase();

      unit.sql("update gatepass_account set active = false");

      List<Change> listed = new ArrayList<>();
      NAMES.forEach(name -> listed.add(new Change(name, Change.Kind.REVOKED)));
      assertThat(accounts.row().since(0L).changes()).containsExactlyInAnyOrderElementsOf(listed);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areRejectedIfTheyAreTooLong(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      AccountDirectory directory = unit.directory(Optional.empty(), InstantSource.system());
      Optional<Creation> created = Optional.empty();
      try {
        created =
            Optional.of(
                directory.create(new RemoteUserCredential("a".repeat(256), Set.of(), null, null)));
      } catch (RuntimeException rejected) {
        assertThat(rejected).isNotNull();
      }

      assertThat(created).isNotEqualTo(Optional.of(Creation.CREATED));
      assertThat(unit.sql("select count(*) from gatepass_account")).isEqualTo("0");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void comeWithTheTimeOfTheLoginToTheMicrosecond(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      // A time that Europe's summer time leaves out.
      Instant time = Instant.parse("2040-03-25T02:30:00.123456Z");

      assertThat(unit.directory(Optional.empty(), () -> time).noteSessionLogin("alice")).isTrue();

      KnownCaller alice = TestDirectories.of(unit.accountDatabase()).ask("alice").orElseThrow();
      assertThat(alice.lastLogin()).isEqualTo(time.truncatedTo(ChronoUnit.MICROS));
    }
  }
}
