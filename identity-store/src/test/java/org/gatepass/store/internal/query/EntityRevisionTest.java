// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;
import org.gatepass.store.TestUnit;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.UnchangingDirectory;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.internal.freshness.Freshness;
import org.gatepass.store.internal.freshness.RevisionQuery.Result;
import org.gatepass.store.internal.jpa.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The list of changes of an application's own entity: the example of the guide. */
class EntityRevisionTest {
  private static final Path GUIDE = Path.of("..", "docs", "how-to", "own-entity.md");
  private static final long STALENESS = Duration.ofSeconds(1).toNanos();

  /** The statements that list a change, in its transaction. */
  private static final List<String> LISTING =
      List.of(
          "update member_revision set number = number + 1",
          "insert into member_change (number, name) select number, 'ann' from member_revision");

  private long now;

  // The definition of the example.
  @ActiveUserIdentityStoreDefinition(
      activeCallerQuery = "select m.name from Member m where m.name = :name and m.active = true",
      revisionQuery = "select max(c.number) from MemberChange c",
      changedSinceQuery = "select c.number, c.name from MemberChange c where c.number >= :revision")
  private static final class Example {}

  private static final ActiveUserIdentityStoreDefinition DEFINITION =
      Example.class.getAnnotation(ActiveUserIdentityStoreDefinition.class);

  private static TestUnit unit(TestUnit.Kind kind) throws Exception {
    TestUnit unit = TestUnit.of(kind, Membership.Member.class, Membership.MemberChange.class);
    unit.sql(Membership.TABLES);
    return unit;
  }

  private static EntityRevision revision(TestUnit unit) {
    return new EntityRevision(
        unit.database(), DEFINITION.revisionQuery(), DEFINITION.changedSinceQuery());
  }

  /** Changes in one transaction. */
  private static void commit(TestUnit unit, String... statements) throws SQLException {
    try (Connection connection = unit.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
      connection.commit();
    }
  }

  private static void list(TestUnit unit, String name) throws SQLException {
    commit(unit, LISTING.get(0), LISTING.get(1).replace("'ann'", name));
  }

  /** A change as a list without reasons returns it. */
  private static Change change(String name) {
    return new Change(name, Change.Kind.REVOKED);
  }

  private static void assertLists(Result result, long revision, String... names) {
    assertThat(result.revision()).isEqualTo(revision);
    assertThat(result.changes())
        .isEqualTo(Stream.of(names).map(EntityRevisionTest::change).toList());
  }

  @Test
  void isTheExampleOfTheGuide() throws Exception {
    String guide = Files.readString(GUIDE);

    assertThat(guide).contains(LISTING.get(0) + ";").contains(LISTING.get(1) + ";");
    assertThat(guide)
        .contains('"' + DEFINITION.revisionQuery() + '"')
        .contains('"' + DEFINITION.changedSinceQuery() + '"')
        .contains('"' + DEFINITION.activeCallerQuery() + '"');
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void namesTheChangedCallersSinceAKnownRevision(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      EntityRevision revision = revision(unit);
      StoreDefinitions definitions = StoreDefinitions.of(DEFINITION, null);
      definitions.check();
      unit.database().read(definitions.header().orElseThrow()::compile);

      Result first = revision.since(null);
      assertThat(first).isEqualTo(new Result(1L, null));
      assertThat(revision.since(1L)).isEqualTo(new Result(1L, List.of()));

      list(unit, "'ann'");
      list(unit, "'ben'");
      assertLists(revision.since(1L), 3, "ann", "ben");
      assertLists(revision.since(2L), 3, "ben");
      assertThat(revision.since(3L)).isEqualTo(new Result(3L, List.of()));

      list(unit, "null");
      list(unit, "'ann'");
      assertThat(revision.since(2L)).isEqualTo(new Result(5L, null));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void namesNoCallersWhereTheListHasAGap(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      EntityRevision revision = revision(unit);
      list(unit, "'ann'");
      list(unit, "'ben'");

      // The row of the known revision was swept: rows above it may have been swept, too.
      unit.sql("delete from member_change where number < 3");
      assertThat(revision.since(2L)).isEqualTo(new Result(3L, null));
      assertThat(revision.since(3L)).isEqualTo(new Result(3L, List.of()));

      // The known revision is one of a lost database.
      assertThat(revision.since(7L)).isEqualTo(new Result(3L, null));

      unit.sql("delete from member_change");
      assertThat(revision.since(3L)).isEqualTo(new Result(null, null));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void namesAtMostAThousandCallers(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      for (int i = 2; i <= 1_002; i++) {
        unit.sql("insert into member_change values (%d, 'ann')".formatted(i));
      }
      EntityRevision revision = revision(unit);

      assertThat(revision.since(1L)).isEqualTo(new Result(1_002L, null));
      assertThat(revision.since(2L).changes()).hasSize(1_000);
      assertThat(revision.since(2L).revision()).isEqualTo(1_002L);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void hidesAChangeUntilItsCommit(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind);
        Connection connection = unit.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : LISTING) {
        statement.executeUpdate(sql);
      }
      assertThat(revision(unit).since(1L)).isEqualTo(new Result(1L, List.of()));

      connection.commit();
      assertLists(revision(unit).since(1L), 2, "ann");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void makesANodeForgetOnlyTheChangedCallersWithOneQuery(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      CallersDefinition definition = StoreDefinitions.of(DEFINITION, null).header().orElseThrow();
      Database database = unit.database();
      EntityDirectory entities =
          new EntityDirectory(
              database, definition.statements(), database.read(definition::compile));
      List<String> loaded = new ArrayList<>();
      Freshness freshness = new Freshness(() -> STALENESS, () -> now);
      CallerDirectory callers =
          freshness.remembering(
              new UnchangingDirectory() {
                @Override
                public Optional<KnownCaller> ask(String name) {
                  loaded.add(name);
                  return entities.ask(name);
                }
              },
              freshness.clock(revision(unit)));
      assertThat(callers.find("ann").orElseThrow().active()).isTrue();
      assertThat(callers.find("ben")).isPresent();

      commit(
          unit,
          "update member set active = false where name = 'ann'",
          LISTING.get(0),
          LISTING.get(1));
      loaded.clear();
      unit.prepared().clear();
      now += STALENESS;

      assertThat(callers.find("ben")).isPresent();
      assertThat(callers.find("ann")).isEmpty();
      assertThat(loaded).containsExactly("ann");
      assertThat(unit.prepared()).filteredOn(sql -> sql.contains("member_change")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void rejectsValuesThatAreNoNumbersOrNames(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      Database database = unit.database();
      String changes = DEFINITION.changedSinceQuery();

      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  new EntityRevision(database, "select max(m.name) from Member m", changes)
                      .since(null))
          .withMessage(
              "revisionQuery selects a java.lang.String where a whole number of at most 64 bits is"
                  + " required");
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  new EntityRevision(
                          database,
                          DEFINITION.revisionQuery(),
                          "select m.name, c.name from MemberChange c, Member m"
                              + " where c.number >= :revision")
                      .since(1L))
          .withMessageStartingWith("changedSinceQuery selects a java.lang.String where a whole");
      list(unit, "'ann'");
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  new EntityRevision(
                          database,
                          DEFINITION.revisionQuery(),
                          "select c.number, c.number from MemberChange c"
                              + " where c.number >= :revision")
                      .since(1L))
          .withMessage(
              "changedSinceQuery selects a java.lang.Long where a caller name is required");
    }
  }
}
