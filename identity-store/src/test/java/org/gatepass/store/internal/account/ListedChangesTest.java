// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.store.AccountChange;
import org.gatepass.store.AccountRevision;
import org.gatepass.store.TestDatabase;
import org.gatepass.store.TestUnit;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.UnchangingDirectory;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.internal.freshness.Change.Kind;
import org.gatepass.store.internal.freshness.Freshness;
import org.gatepass.store.internal.freshness.RevisionQuery.Result;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The changes that transactions list in the database, and how two nodes read them. */
class ListedChangesTest {
  private static final long STALENESS = Duration.ofSeconds(1).toNanos();

  private long now;

  /** A node, and the names of the callers that it has loaded. */
  private final class Node {
    final AccountDatabase database;
    final CallerDirectory callers;
    final List<String> loaded = new ArrayList<>();

    Node(TestUnit unit) {
      Freshness freshness = new Freshness(() -> STALENESS, () -> now);
      database = AccountDatabase.of(unit.database(), freshness);
      AccountDirectory directory = TestDirectories.of(database);
      callers =
          freshness.remembering(
              new UnchangingDirectory() {
                @Override
                public Optional<KnownCaller> ask(String name) {
                  loaded.add(name);
                  return directory.ask(name);
                }
              },
              database.revisions());
    }

    Optional<KnownCaller> find(String name) {
      return callers.find(name);
    }

    void fill() {
      find("alice");
      find("bob");
      loaded.clear();
    }

    GuardedAdministration administration() {
      return new GuardedAdministration(
          database,
          new RemoteUserPrincipal("admin", AuthenticatedBy.PASSWORD, Set.of(), null, null, null),
          "administrator",
          event -> {});
    }

    void change(String name, Consumer<UserAccount> change) {
      administration().change(name, change);
    }

    void list(int changes) {
      database.change(
          entityManager -> changes,
          number -> Collections.nCopies(number, new Change("x", Kind.OTHER)));
    }

    Result since(Object known) {
      return database.row().since(known);
    }

    Object revision() {
      return Optional.ofNullable(database.row().since(null).revision()).orElseThrow();
    }
  }

  private static TestUnit unit(TestUnit.Kind kind) throws Exception {
    TestUnit unit = TestUnit.accounts(kind);
    unit.create("alice", "user");
    unit.create("bob", "user");
    return unit;
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void nameTheChangedAccountsAndTheKindsInTheOrderOfTheCommits(TestUnit.Kind kind)
      throws Exception {
    try (TestUnit unit = unit(kind)) {
      unit.create("carol");
      Node node = new Node(unit);
      Object before = node.revision();

      node.change("alice", account -> account.setEmail("alice@example.org"));
      node.change("bob", account -> account.setGroups(Set.of()));
      node.change("alice", account -> account.setActive(false));
      node.administration().delete("carol");

      Result result = new Node(unit).since(before);
      assertThat(result.changes())
          .containsExactly(
              new Change("alice", Kind.OTHER),
              new Change("bob", Kind.GROUPS),
              new Change("alice", Kind.REVOKED),
              new Change("carol", Kind.DELETED));
      assertThat(node.since(node.revision()).changes()).isEmpty();
      assertThat(node.since(0L).revision()).isEqualTo(result.revision());
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void makeEachNodeForgetOnlyTheChangedAccount(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      Node one = new Node(unit);
      Node other = new Node(unit);
      one.fill();
      other.fill();

      one.change("alice", account -> account.setEmail("alice@example.org"));
      one.find("alice");
      one.find("bob");
      now += STALENESS;
      other.find("bob");

      assertThat(other.find("alice").orElseThrow().email()).isEqualTo("alice@example.org");
      assertThat(one.loaded).containsExactly("alice");
      assertThat(other.loaded).containsExactly("alice");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void costEachNodeNoQueryOfTheRevisionBesidesOneInEachStaleness(TestUnit.Kind kind)
      throws Exception {
    try (TestUnit unit = unit(kind)) {
      Node one = new Node(unit);
      Node other = new Node(unit);
      one.fill();
      other.fill();
      // The first change of a new table, and the choice of a statement, read the revision.
      one.change("alice", account -> account.setEmail("0"));
      one.change("alice", account -> account.setEmail("00"));
      unit.prepared().clear();

      for (int change = 1; change <= 100; change++) {
        String email = "" + change;
        now += STALENESS / 10;
        one.change("alice", account -> account.setEmail(email));
        assertThat(one.find("alice").orElseThrow().email()).isEqualTo(email);
        other.find("alice");
      }

      assertThat(unit.prepared())
          .filteredOn(sql -> sql.startsWith("select") && sql.contains("gatepass_revision"))
          .hasSize(2 * 10);
      assertThat(one.loaded).hasSize(100);
      assertThat(other.loaded).hasSize(10);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void makeOtherNodesForgetADeletedAccount(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      Node one = new Node(unit);
      Node other = new Node(unit);
      other.fill();

      one.administration().delete("alice");
      now += STALENESS;

      assertThat(other.find("alice")).isEmpty();
      assertThat(other.find("bob")).isPresent();
      assertThat(other.loaded).containsExactly("alice");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void lackTheChangesOfAWriterThatOnlyRaisesTheRevision(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      Node node = new Node(unit);
      Object before = node.revision();

      unit.sql("update gatepass_revision set revision = revision + 1");
      node.change("alice", account -> account.setEmail("alice@example.org"));

      assertThat(node.since(before).changes()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void endAtAThousand(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      Node node = new Node(unit);
      Object before = node.revision();

      node.list(999);
      node.list(1);
      assertThat(node.since(before).changes()).hasSize(1_000);
      node.list(1);
      assertThat(node.since(before).changes()).isNull();

      Object between = node.revision();
      node.list(1_001);
      assertThat(node.since(between).changes()).isNull();
      assertThat(node.since(between).revision()).isNotEqualTo(between);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areSwept(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      Node node = new Node(unit);

      for (int i = 0; i < 50; i++) {
        node.list(100);
      }

      String rows = unit.sql("select count(*) from gatepass_change");
      assertThat(Integer.parseInt(String.valueOf(rows))).isBetween(1_000, 2_600);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areReadWithoutTheFirstRowOfTheMigration(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      unit.sql("delete from gatepass_change");
      unit.sql("delete from gatepass_revision");
      Node node = new Node(unit);
      assertThat(node.since(0L)).isEqualTo(new Result(null, null));

      node.change("alice", account -> account.setEmail("x"));
      Object before = node.revision();
      unit.sql("delete from gatepass_change");
      assertThat(node.since(before)).isEqualTo(new Result(before, List.of()));
      node.change("alice", account -> account.setEmail("y"));

      assertThat(node.since(before).changes()).containsExactly(new Change("alice", Kind.OTHER));
    }
  }

  private static TestUnit elsewhere(TestUnit.Kind kind) throws Exception {
    TestUnit unit =
        TestUnit.mapped(
            kind,
            kind.database() == TestDatabase.MARIADB
                ? "elsewhere-catalog-orm.xml"
                : "elsewhere-orm.xml",
            UserAccount.class,
            AccountRevision.class,
            AccountChange.class);
    // A schema of MariaDB belongs to the server, so that it may be that of an earlier test.
    unit.sql(
        kind.database() == TestDatabase.MARIADB
            ? "set foreign_key_checks = 0; create or replace schema elsewhere"
            : "create schema elsewhere");
    for (String migration : TestDatabase.MIGRATIONS) {
      unit.sql(
          kind.database()
              .schema(migration)
              .replaceAll("(table|references|into|on) (?=gatepass_)", "$1 elsewhere."));
    }
    return unit;
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areNotListedInTheTablesOfAnotherApplication(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = elsewhere(kind)) {
      unit.migrate(TestDatabase.MIGRATIONS);
      unit.create("alice");
      Node node = new Node(unit);
      Object before = node.revision();

      node.change("alice", account -> account.setEmail("alice@example.org"));
      node.change("alice", account -> account.setActive(false));

      assertThat(node.since(before).changes())
          .containsExactly(new Change("alice", Kind.OTHER), new Change("alice", Kind.REVOKED));
      assertThat(unit.sql("select count(*) from gatepass_change")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areListedInTheSchemaThatAMappingFileNames(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = elsewhere(kind)) {
      unit.create("alice");
      unit.create("bob");
      Node node = new Node(unit);
      Object before = node.revision();

      node.change("alice", account -> account.setEmail("alice@example.org"));
      node.administration().delete("bob");

      assertThat(node.since(before).changes())
          .containsExactly(new Change("alice", Kind.OTHER), new Change("bob", Kind.DELETED));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areUnknownInAUnitThatLacksTheirEntity(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.of(kind, UserAccount.class, AccountRevision.class)) {
      unit.migrateWithout("V3__changes.sql");
      unit.create("alice");
      unit.create("bob");
      Node one = new Node(unit);
      Node other = new Node(unit);
      one.fill();
      other.fill();

      // By SQL without triggers: read with the next change of any account.
      unit.sql("update gatepass_account set email = 'x' where name = 'bob'");
      one.change("alice", account -> account.setEmail("y"));

      assertThat(one.find("bob").orElseThrow().email()).isEqualTo("x");
      now += STALENESS;
      assertThat(other.find("bob").orElseThrow().email()).isEqualTo("x");
    }
  }
}
