// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;
import org.gatepass.store.DatabasePasswordIdentityStoreDefinition;
import org.gatepass.store.TestDatabase;
import org.gatepass.store.TestUnit;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.LoginTimes;
import org.gatepass.store.internal.jpa.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An entity of the application's own, whose names the database takes for equal in any case. */
class PersonTest {
  private static final String ACTIVE =
      "select p.login from Person p where p.login = :name and p.active = true";
  private static final String KNOWN = "select p.login from Person p where p.login = :name";
  private static final String TEAMS =
      "select t.name from Person p join p.teams t where p.login = :name";
  private static final String HASH = "select p.hash from Person p where p.login = :name";
  private static final String STAMP = "select p.stamp from Person p where p.login = :name";
  private static final String UPPER_TEAMS =
      "select t.name from Person p join p.teams t where upper(p.login) = upper(:name)";

  private static TestUnit unit(TestUnit.Kind kind) throws Exception {
    TestUnit unit = TestUnit.of(kind, Person.class, Person.Team.class);
    unit.sql(
        Person.TABLES.formatted(
            kind.database() == TestDatabase.POSTGRESQL ? "bytea" : "varbinary(16)"));
    unit.fold("person", "login");
    unit.sql("insert into person (id, login, active, hash) values (1, 'alice', true, 'of alice')");
    unit.sql("insert into person_team values (1, 1)");
    return unit;
  }

  private static void addInactiveAdministrator(TestUnit unit) throws Exception {
    unit.sql("insert into person (id, login, active) values (2, 'ALICE', false)");
    unit.sql("insert into person_team values (2, 2)");
  }

  @ActiveUserIdentityStoreDefinition(
      activeCallerQuery = ACTIVE,
      knownCallerQuery = KNOWN,
      groupsQuery = TEAMS)
  static class WithKnown {}

  @ActiveUserIdentityStoreDefinition(activeCallerQuery = ACTIVE, groupsQuery = TEAMS)
  static class WithoutKnown {}

  @ActiveUserIdentityStoreDefinition(
      activeCallerQuery = ACTIVE,
      knownCallerQuery = KNOWN,
      groupsQuery = UPPER_TEAMS)
  static class FoldingItself {}

  @ActiveUserIdentityStoreDefinition(activeCallerQuery = ACTIVE, groupsQuery = UPPER_TEAMS)
  static class FoldingItselfUnseen {}

  @DatabasePasswordIdentityStoreDefinition(activeCallerQuery = ACTIVE, passwordHashQuery = HASH)
  static class Passwords {}

  @ActiveUserIdentityStoreDefinition(activeCallerQuery = ACTIVE, stampQuery = STAMP)
  static class Stamped {}

  /** The column of the hash as that of the id. */
  @ActiveUserIdentityStoreDefinition(activeCallerQuery = ACTIVE, stableIdQuery = HASH)
  static class Bound {}

  @ActiveUserIdentityStoreDefinition(
      activeCallerQuery = ACTIVE,
      lockedUntilQuery = "select p.lockedUntil from Person p where p.login = :name",
      expiresAtQuery = "select p.validTo from Person p where p.login = :name")
  static class Limited {}

  @DatabasePasswordIdentityStoreDefinition(
      activeCallerQuery = ACTIVE,
      passwordHashQuery = HASH,
      passwordExpiresAtQuery = "select p.hashValidTo from Person p where p.login = :name")
  static class LimitedPasswords {}

  private static CallersDefinition definition(Class<?> type) {
    StoreDefinitions definitions =
        StoreDefinitions.of(
            type.getAnnotation(ActiveUserIdentityStoreDefinition.class),
            type.getAnnotation(DatabasePasswordIdentityStoreDefinition.class));
    definitions.check();
    return definitions.header().or(definitions::password).orElseThrow();
  }

  private static CallerDirectory directory(TestUnit unit, Class<?> type) {
    CallersDefinition definition = definition(type);
    Database database = unit.database();
    return new EntityDirectory(
        database, definition.statements(), database.read(definition::compile));
  }

  private static Optional<Set<String>> groups(TestUnit unit, Class<?> type, String name) {
    return directory(unit, type).ask(name).map(KnownCaller::groups);
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void returnsGroupsOfTheExactNameOnly(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      assertThat(groups(unit, WithKnown.class, "alice")).contains(Set.of("user"));
      assertThat(groups(unit, WithoutKnown.class, "alice")).contains(Set.of("user"));
      assertThat(groups(unit, WithKnown.class, "ALICE")).isEmpty();

      addInactiveAdministrator(unit);

      for (Class<?> type : Set.of(WithKnown.class, WithoutKnown.class, FoldingItself.class)) {
        assertThat(groups(unit, type, "alice")).as(type.getSimpleName()).isEmpty();
        assertThat(groups(unit, type, "ALICE")).as(type.getSimpleName()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void rejectsBothWhicheverQueryFindsTheSecondRow(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      unit.sql("insert into person (id, login, active) values (2, 'ALICE', false)");

      // Only the query of known callers: the second one has no group.
      assertThat(groups(unit, WithKnown.class, "alice")).isEmpty();

      unit.sql("insert into person_team values (2, 2)");
      unit.sql("delete from person_team where person_id = 1");

      // Only the query of groups.
      assertThat(groups(unit, WithoutKnown.class, "alice")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void ignoresThePasswordOfAnotherCaller(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      assertThat(directory(unit, Passwords.class).ask("alice").orElseThrow().passwordHash())
          .isEqualTo("of alice");

      unit.sql(
          "insert into person (id, login, active, hash) values (2, 'ALICE', false, 'of ALICE')");
      assertThat(directory(unit, Passwords.class).ask("alice")).isEmpty();

      unit.sql("update person set hash = null where id = 1");
      assertThat(directory(unit, Passwords.class).ask("alice")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void returnsTheStableIdOfTheExactNameOnly(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      CallerDirectory directory = directory(unit, Bound.class);
      assertThat(directory.ask("alice").orElseThrow().stableId()).isEqualTo("of alice");
      assertThat(directory.askByStableId("of alice", "alicia")).isEmpty();

      unit.sql("update person set hash = null where id = 1");
      assertThat(directory.ask("alice").orElseThrow().stableId()).isNull();

      unit.sql(
          "insert into person (id, login, active, hash) values (2, 'ALICE', false, 'of ALICE')");
      assertThat(directory.ask("alice")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void returnsTheTimesOfTheExactNameOnly(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      CallerDirectory directory = directory(unit, Limited.class);
      CallerDirectory passwords = directory(unit, LimitedPasswords.class);
      assertThat(directory.ask("alice").orElseThrow().times()).isSameAs(LoginTimes.UNLIMITED);
      assertThat(passwords.ask("alice").orElseThrow().times()).isSameAs(LoginTimes.UNLIMITED);

      unit.sql(
          "update person set locked_until = 1700000000123,"
              + " valid_to = timestamp '2026-07-01 12:00:00',"
              + " hash_valid_to = timestamp '2026-07-02 12:00:00'");
      assertThat(directory.ask("alice").orElseThrow().times())
          .isEqualTo(
              new LoginTimes(
                  Instant.ofEpochMilli(1_700_000_000_123L),
                  Instant.parse("2026-07-01T12:00:00Z"),
                  null));
      assertThat(passwords.ask("alice").orElseThrow().times())
          .isEqualTo(
              new LoginTimes(
                  null,
                  null,
                  LocalDateTime.parse("2026-07-02T12:00:00")
                      .atZone(ZoneId.systemDefault())
                      .toInstant()));

      unit.sql("update person set locked_until = null, valid_to = null, hash_valid_to = null");
      unit.sql(
          "insert into person (id, login, active, locked_until) values (2, 'ALICE', false, 1)");
      assertThat(directory.ask("alice")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void comparesBytesByTheirContent(TestUnit.Kind kind) throws Exception {
    String bytes = kind.database() == TestDatabase.POSTGRESQL ? "'\\x%s'" : "X'%s'";
    try (TestUnit unit = unit(kind)) {
      CallerDirectory directory = directory(unit, Stamped.class);
      unit.sql("update person set stamp = " + bytes.formatted("00000000000007d1"));
      KnownCaller alice = directory.ask("alice").orElseThrow();
      assertThat(alice.securityStamp()).isNotNull();
      assertThat(directory.ask("alice").orElseThrow().hasStampOf(alice)).isTrue();
      String revision = "select p.stamp from Person p";
      assertThat(EntityDirectory.revision(unit.database(), revision))
          .isEqualTo(EntityDirectory.revision(unit.database(), revision))
          .isEqualTo("00000000000007d1");

      unit.sql("update person set stamp = " + bytes.formatted("00000000000007d2"));

      assertThat(directory.ask("alice").orElseThrow().hasStampOf(alice)).isFalse();
      assertThat(EntityDirectory.revision(unit.database(), revision)).isEqualTo("00000000000007d2");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void rejectsValuesThatCanNotBeCompared(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      Assertions.assertThatIllegalStateException()
          .isThrownBy(() -> EntityDirectory.revision(unit.database(), "select p from Person p"))
          .withMessage(
              "revisionQuery selects a org.gatepass.store.internal.query.Person, which can't be"
                  + " compared: select a text, a number, a time or bytes");
    }
  }

  @Test
  void requiresTheKnownCallerQueryWhereGroupsDoNotShowTheirOwner() {
    Assertions.assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> definition(FoldingItselfUnseen.class))
        .withMessageStartingWith("@ActiveUserIdentityStoreDefinition.groupsQuery: ")
        .withMessageContaining("does not show whose rows it finds")
        .withMessageContaining("or set @ActiveUserIdentityStoreDefinition.knownCallerQuery");
  }
}
