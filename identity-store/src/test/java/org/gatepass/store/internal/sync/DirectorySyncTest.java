// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatepass.CallerRevoked;
import org.gatepass.store.AccountInternals;
import org.gatepass.store.CallerGroupsChanged;
import org.gatepass.store.TestUnit;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.account.AccountRename;
import org.gatepass.store.internal.account.AccountRows;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.internal.freshness.Change.Kind;
import org.gatepass.store.internal.freshness.RevisionQuery;
import org.gatepass.store.sync.DirectoryEntry;
import org.gatepass.store.sync.IncompleteExportException;
import org.gatepass.store.sync.SyncProblem;
import org.gatepass.store.sync.SyncProblem.Reason;
import org.gatepass.store.sync.SyncResult;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Accounts that are synchronised with the exports of a directory. */
class DirectorySyncTest {
  private static final String ADMINISTRATORS = "administrator";

  private final List<Object> events = new ArrayList<>();

  private AccountSync sync(TestUnit unit) {
    return new AccountSync(unit.accountDatabase(), name -> !name.contains(" "), events::add);
  }

  private SyncResult apply(TestUnit unit, DirectoryEntry... entries) {
    return sync(unit).apply(ADMINISTRATORS, Stream.of(entries));
  }

  private SyncResult applyAll(TestUnit unit, int maxMissing, DirectoryEntry... entries) {
    return sync(unit).applyFullExport(ADMINISTRATORS, Stream.of(entries), maxMissing);
  }

  private static DirectoryEntry active(String name) {
    return DirectoryEntry.of(name, true);
  }

  private static DirectoryEntry inactive(String name) {
    return DirectoryEntry.of(name, false);
  }

  private static UserAccount find(TestUnit unit, String name) {
    return unit.accountDatabase()
        .read(entityManager -> AccountRows.find(entityManager, name))
        .orElseThrow();
  }

  private static boolean exists(TestUnit unit, String name) {
    return unit.accountDatabase()
        .read(entityManager -> AccountRows.find(entityManager, name))
        .isPresent();
  }

  private static UserAccount local(String name, String... groups) {
    UserAccount account = new UserAccount(name);
    account.setPasswordHash("a hash");
    account.setLoginByHeader(true);
    account.setGroups(Set.of(groups));
    return account;
  }

  private static UserAccount bound(String name, String id) {
    UserAccount account = new UserAccount(name);
    account.setLoginByHeader(true);
    account.setStableId(id);
    return account;
  }

  private static void rename(TestUnit unit, String name, String newName) {
    unit.accountDatabase()
        .note(
            entityManager -> {
              AccountRename.rename(
                  entityManager, AccountRows.find(entityManager, name).orElseThrow(), newName);
              return true;
            });
  }

  private static List<Change> changesSince(TestUnit unit, long revision) throws Exception {
    List<Change> changes = new ArrayList<>();
    try (var connection = unit.connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select name, kind from gatepass_change where revision > %d order by revision"
                    .formatted(revision))) {
      while (rows.next()) {
        changes.add(new Change(rows.getString(1), Kind.valueOf(rows.getString(2))));
      }
    }
    return changes;
  }

  private static long revision(TestUnit unit) throws Exception {
    return Long.parseLong(
        String.valueOf(unit.sql("select revision from gatepass_revision where id = 1")));
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void createsChangesAndDeactivatesAccounts(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("bob", "user");
      unit.create("carol", "user");
      unit.create("dora", "user");
      unit.create("erik", "user");
      final String stampOfBob = AccountInternals.securityStamp(find(unit, "bob"));
      final long before = revision(unit);

      SyncResult result =
          apply(
              unit,
              active("alice")
                  .withGroups(Set.of("user", "staff"))
                  .withDisplayName("Alice")
                  .withEmail("alice@example.org")
                  .withStableId("7f3c"),
              active("bob").withGroups(Set.of("staff")),
              inactive("carol"),
              active("dora").withEmail("dora@example.org"),
              active("erik").withGroups(Set.of("user")),
              inactive("frida"));

      assertThat(result).isEqualTo(new SyncResult(2, 2, 1, 1, 0, 0, List.of()));
      UserAccount alice = find(unit, "alice");
      assertThat(alice.isActive()).isTrue();
      assertThat(alice.isLoginByHeader()).isTrue();
      assertThat(alice.isLocal()).isFalse();
      assertThat(alice.getGroups()).containsExactlyInAnyOrder("user", "staff");
      assertThat(alice.getDisplayName()).isEqualTo("Alice");
      assertThat(alice.getEmail()).isEqualTo("alice@example.org");
      assertThat(alice.getStableId()).isEqualTo("7f3c");
      assertThat(find(unit, "bob").getGroups()).containsExactly("staff");
      assertThat(AccountInternals.securityStamp(find(unit, "bob"))).isEqualTo(stampOfBob);
      assertThat(find(unit, "carol").isActive()).isFalse();
      assertThat(find(unit, "carol").getGroups()).containsExactly("user");
      assertThat(find(unit, "dora").getGroups()).containsExactly("user");
      assertThat(find(unit, "frida").isActive()).isFalse();
      assertThat(changesSince(unit, before))
          .containsExactlyInAnyOrder(
              new Change("bob", Kind.GROUPS),
              new Change("carol", Kind.REVOKED),
              new Change("dora", Kind.OTHER));
      assertThat(events)
          .containsExactlyInAnyOrder(new CallerGroupsChanged("bob"), new CallerRevoked("carol"));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void writesNothingForAnExportWithoutChanges(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      DirectoryEntry[] export = {
        active("alice")
            .withGroups(Set.of("user"))
            .withEmail("alice@example.org")
            .withStableId("i1"),
        inactive("bob").withDisplayName("Bob"),
        active("carol").withDisplayName("").withEmail("")
      };
      assertThat(applyAll(unit, 0, export).created()).isEqualTo(3);
      long before = revision(unit);
      unit.prepared().clear();

      SyncResult again = applyAll(unit, 0, export);

      assertThat(again).isEqualTo(new SyncResult(0, 0, 0, 3, 0, 0, List.of()));
      assertThat(unit.prepared()).isNotEmpty().allMatch(sql -> sql.startsWith("select"));
      assertThat(revision(unit)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void raisesTheRevisionOnceForAThousandEntries(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind, true)) {
      List<String> names = IntStream.range(0, 2_500).mapToObj(i -> "person" + i).toList();
      sync(unit).apply(ADMINISTRATORS, names.stream().map(DirectorySyncTest::active));
      assertThat(revision(unit)).isZero();
      unit.prepared().clear();

      SyncResult result =
          sync(unit).apply(ADMINISTRATORS, names.stream().map(DirectorySyncTest::inactive));

      assertThat(result.deactivated()).isEqualTo(2_500);
      if (kind != TestUnit.Kind.ECLIPSELINK_H2) { // its bulk updates are not recorded
        assertThat(unit.prepared())
            .filteredOn(sql -> sql.startsWith("update gatepass_revision"))
            .hasSize(3);
      }
      assertThat(unit.sql("select count(*) from gatepass_account where active")).isEqualTo("0");
      assertThat(events).hasSize(2_500);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void listsAThousandChangesAsAChain(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind, true)) {
      List<String> names = IntStream.range(0, 1_000).mapToObj(i -> "person" + i).toList();
      sync(unit).apply(ADMINISTRATORS, names.stream().map(DirectorySyncTest::active));
      // The first change of a new table begins the chain.
      apply(unit, active("person0").withEmail("person0@example.org"));
      RevisionQuery node = unit.accountDatabase().row();
      Object before = Optional.ofNullable(node.since(null).revision()).orElseThrow();

      sync(unit).apply(ADMINISTRATORS, names.stream().map(DirectorySyncTest::inactive));

      assertThat(node.since(before).changes())
          .containsExactlyInAnyOrderElementsOf(
              names.stream().map(name -> new Change(name, Kind.REVOKED)).toList());
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void neverChangesOrMakesALocalAdministrator(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create(local("admin", ADMINISTRATORS));
      unit.create(local("alice", "user"));

      SyncResult result =
          applyAll(
              unit,
              10,
              inactive("admin"),
              active("alice").withGroups(Set.of(ADMINISTRATORS)),
              active("bob").withGroups(Set.of(ADMINISTRATORS)));

      assertThat(result.problems())
          .containsExactlyInAnyOrder(
              new SyncProblem("admin", Reason.LOCAL_ADMINISTRATOR),
              new SyncProblem("alice", Reason.LOCAL_ADMINISTRATOR));
      assertThat(find(unit, "admin").isActive()).isTrue();
      assertThat(find(unit, "admin").getGroups()).containsExactly(ADMINISTRATORS);
      assertThat(find(unit, "alice").getGroups()).containsExactly("user");
      assertThat(find(unit, "bob").getGroups()).containsExactly(ADMINISTRATORS);
      assertThat(applyAll(unit, 10, active("bob"), inactive("alice")).missing()).isZero();
      assertThat(find(unit, "admin").isActive()).isTrue();
      assertThat(find(unit, "alice").isActive()).isFalse();
      assertThat(AccountInternals.passwordHash(find(unit, "alice"))).isEqualTo("a hash");
    }
  }

  /** The password of a person who has left must not stay valid. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void deactivatesALocalAccountWhoseInactiveEntryHasTheAdministratorsGroup(TestUnit.Kind kind)
      throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create(local("alice", "user", "staff"));
      DirectoryEntry left = inactive("alice").withGroups(Set.of("staff", ADMINISTRATORS));

      SyncResult result = apply(unit, left);

      assertThat(result)
          .isEqualTo(
              new SyncResult(
                  0, 0, 1, 0, 0, 0, List.of(new SyncProblem("alice", Reason.VALUE_LEFT_OUT))));
      assertThat(find(unit, "alice").isActive()).isFalse();
      assertThat(find(unit, "alice").getGroups()).containsExactly("staff");
      assertThat(events).containsExactly(new CallerRevoked("alice"));
      assertThat(apply(unit, left)).isEqualTo(new SyncResult(0, 0, 0, 1, 0, 0, List.of()));
    }
  }

  /** The password may be that of a former person with the same name. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void neverActivatesOrBindsAnInactiveAccountWithAPassword(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      UserAccount former = local("alice", "user");
      former.setActive(false);
      unit.create(former);

      SyncResult result =
          apply(unit, active("alice").withStableId("i1").withGroups(Set.of("staff")));

      assertThat(result.problems())
          .containsExactly(new SyncProblem("alice", Reason.INACTIVE_WITH_PASSWORD));
      assertThat(apply(unit, inactive("alice").withStableId("i1")))
          .isEqualTo(new SyncResult(0, 0, 0, 1, 0, 0, List.of()));
      assertThat(find(unit, "alice").isActive()).isFalse();
      assertThat(find(unit, "alice").getStableId()).isNull();
      assertThat(find(unit, "alice").getGroups()).containsExactly("user");
      unit.sql("update gatepass_account set password_hash = null");
      assertThat(apply(unit, active("alice").withStableId("i1")).changed()).isEqualTo(1);
      assertThat(find(unit, "alice").getStableId()).isEqualTo("i1");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void changesNoTimeOfALockOrAnEnd(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      UserAccount account = bound("alice", "i1");
      account.setLockedUntil(Instant.parse("2999-01-01T00:00:00Z"));
      account.setExpiresAt(Instant.parse("2020-01-01T00:00:00Z"));
      account.setActive(false);
      unit.create(account);

      assertThat(apply(unit, active("alice")).changed()).isEqualTo(1);

      assertThat(find(unit, "alice").getLockedUntil()).isEqualTo("2999-01-01T00:00:00Z");
      assertThat(find(unit, "alice").getExpiresAt()).isEqualTo("2020-01-01T00:00:00Z");
    }
  }

  /** Another person of the directory may have the name of such an account. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void leavesActiveAccountsWithoutHeaderLoginAsTheyAre(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      UserAccount onlyLocal = local("clerk", "user");
      onlyLocal.setLoginByHeader(false);
      unit.create(onlyLocal);

      SyncResult result =
          apply(
              unit,
              active("clerk")
                  .withGroups(Set.of("staff"))
                  .withEmail("clerk@example.org")
                  .withStableId("i1"));

      assertThat(result.problems())
          .containsExactly(new SyncProblem("clerk", Reason.HEADER_LOGIN_NOT_ALLOWED));
      assertThat(apply(unit, inactive("clerk")))
          .isEqualTo(new SyncResult(0, 0, 0, 1, 0, 0, List.of()));
      UserAccount clerk = find(unit, "clerk");
      assertThat(clerk.isActive()).isTrue();
      assertThat(clerk.getGroups()).containsExactly("user");
      assertThat(clerk.getEmail()).isNull();
      assertThat(clerk.getStableId()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void leavesFormerNamesInactive(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice", "user");
      rename(unit, "alice", "alicia");
      assertThat(apply(unit, inactive("bob")).created()).isEqualTo(1);

      SyncResult result =
          apply(unit, active("alice").withGroups(Set.of("user")), active("alicia"), active("bob"));

      assertThat(result.problems())
          .containsExactly(new SyncProblem("alice", Reason.HEADER_LOGIN_NOT_ALLOWED));
      assertThat(find(unit, "alice").isActive()).isFalse();
      assertThat(find(unit, "alice").getGroups()).isEmpty();
      assertThat(find(unit, "bob").isActive()).isTrue();
      assertThat(apply(unit, inactive("alice").withGroups(Set.of("user"))))
          .isEqualTo(new SyncResult(0, 0, 0, 1, 0, 0, List.of()));
      assertThat(find(unit, "alice").getGroups()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void findsAccountsByTheirStableIdsAndBindsUnboundOnes(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("unbound");
      unit.create(bound("other", "i2"));
      unit.create(bound("renamed", "i3"));
      unit.create(bound("former", "i4"));
      rename(unit, "former", "later");
      final String stamp = AccountInternals.securityStamp(find(unit, "unbound"));

      SyncResult result =
          apply(
              unit,
              active("unbound").withStableId("i1"),
              active("other").withStableId("another"),
              inactive("newname").withStableId("i3"),
              inactive("former").withStableId("i4"),
              active("blank").withStableId(" i5"));

      assertThat(result.problems())
          .containsExactlyInAnyOrder(
              new SyncProblem("other", Reason.WRONG_ID),
              new SyncProblem("newname", Reason.OTHER_NAME),
              new SyncProblem("former", Reason.OTHER_NAME),
              new SyncProblem("blank", Reason.INVALID_STABLE_ID));
      assertThat(result.rejected()).isEqualTo(2);
      assertThat(find(unit, "unbound").getStableId()).isEqualTo("i1");
      assertThat(AccountInternals.securityStamp(find(unit, "unbound"))).isEqualTo(stamp);
      assertThat(find(unit, "other").getStableId()).isEqualTo("i2");
      assertThat(find(unit, "renamed").isActive()).isFalse();
      assertThat(find(unit, "later").isActive()).isFalse();
      assertThat(exists(unit, "newname")).isFalse();
      assertThat(exists(unit, "blank")).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void rejectsAnIdThatBelongsToAnotherAccountThanTheName(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      unit.create(bound("bob", "i2"));

      SyncResult result = applyAll(unit, 0, active("alice").withStableId("i2"));

      assertThat(result.problems()).containsExactly(new SyncProblem("alice", Reason.WRONG_ID));
      assertThat(result.rejected()).isEqualTo(1);
      assertThat(find(unit, "alice").isActive()).isTrue();
      assertThat(find(unit, "bob").isActive()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void deactivatesTheAccountOfAnIdWhateverTheName(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      unit.create(bound("bob", "i2"));
      unit.create(bound("carol", "i3"));

      SyncResult result =
          apply(unit, inactive("alice").withStableId("i2"), inactive("ca\0rol").withStableId("i3"));

      assertThat(result)
          .isEqualTo(
              new SyncResult(
                  0,
                  0,
                  2,
                  0,
                  0,
                  0,
                  List.of(
                      new SyncProblem("alice", Reason.OTHER_NAME),
                      new SyncProblem("ca\0rol", Reason.OTHER_NAME))));
      assertThat(find(unit, "alice").isActive()).isTrue();
      assertThat(find(unit, "bob").isActive()).isFalse();
      assertThat(find(unit, "carol").isActive()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void coversNoAccountByARejectedInactiveEntry(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      unit.create("bob");

      SyncResult result =
          applyAll(unit, 1, inactive("alice").withStableId(""), active("bob").withStableId(""));

      assertThat(result)
          .isEqualTo(
              new SyncResult(
                  0,
                  0,
                  0,
                  0,
                  2,
                  1,
                  List.of(
                      new SyncProblem("alice", Reason.INVALID_STABLE_ID),
                      new SyncProblem("bob", Reason.INVALID_STABLE_ID))));
      assertThat(find(unit, "alice").isActive()).isFalse();
      assertThat(find(unit, "bob").isActive()).isTrue();
    }
  }

  /** The name of a person who has left belongs to a new person. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void deactivatesAnAccountWhoseNameHasAnotherPerson(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create(bound("alice", "i1"));

      SyncResult result = applyAll(unit, 1, active("alice").withStableId("i2"));

      assertThat(result)
          .isEqualTo(
              new SyncResult(0, 0, 0, 0, 1, 1, List.of(new SyncProblem("alice", Reason.WRONG_ID))));
      assertThat(find(unit, "alice").isActive()).isFalse();
      assertThat(events).containsExactly(new CallerRevoked("alice"));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void rejectsSingleEntriesAndStoresTheOthers(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.fold("gatepass_account", "name");
      unit.create("alice");

      SyncResult result =
          apply(
              unit,
              active("Alice"),
              active(""),
              active("a\0b"),
              active("x".repeat(256)),
              active("not valid"),
              active("bob").withEmail("x".repeat(255)).withDisplayName("Bob"),
              active("carol").withGroups(Set.of("user", "g".repeat(256))),
              active("dora"),
              active("DORA"));

      assertThat(result.created()).isEqualTo(3);
      assertThat(result.problems())
          .extracting(SyncProblem::reason)
          .containsExactlyInAnyOrder(
              Reason.NAME_TAKEN,
              Reason.INVALID_NAME,
              Reason.INVALID_NAME,
              Reason.INVALID_NAME,
              Reason.INVALID_NAME,
              Reason.VALUE_LEFT_OUT,
              Reason.VALUE_LEFT_OUT,
              Reason.NAME_TAKEN);
      assertThat(find(unit, "bob").getEmail()).isNull();
      assertThat(find(unit, "bob").getDisplayName()).isEqualTo("Bob");
      assertThat(find(unit, "carol").getGroups()).containsExactly("user");
      assertThat(exists(unit, "dora")).isTrue();
    }
  }

  /** The unique key of the groups rejects two groups that the column treats as equal. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void deactivatesAnAccountWhoseGroupsTheDatabaseRejects(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.fold("gatepass_account_group", "group_name");
      unit.create("alice", "user");
      unit.create("bob");

      SyncResult result =
          applyAll(
              unit,
              0,
              inactive("alice").withGroups(Set.of("staff", "STAFF")),
              active("bob").withGroups(Set.of("staff")));

      assertThat(result.problems())
          .containsExactly(new SyncProblem("alice", Reason.VALUE_LEFT_OUT));
      assertThat(find(unit, "alice").isActive()).isFalse();
      assertThat(find(unit, "alice").getGroups()).containsExactly("user");
      assertThat(find(unit, "bob").getGroups()).containsExactly("staff");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void deactivatesTheOthersIfTheDatabaseKeepsAnAccountActive(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      unit.create("bob");
      unit.create("carol");
      unit.create("dora");
      unit.sql("alter table gatepass_account add check (name not in ('alice', 'dora') or active)");

      SyncResult result = applyAll(unit, 3, inactive("alice"), inactive("bob"));

      assertThat(result)
          .isEqualTo(
              new SyncResult(
                  0,
                  0,
                  1,
                  0,
                  1,
                  1,
                  List.of(
                      new SyncProblem("alice", Reason.NOT_STORED),
                      new SyncProblem("dora", Reason.NOT_STORED))));
      assertThat(find(unit, "bob").isActive()).isFalse();
      assertThat(find(unit, "carol").isActive()).isFalse();
      assertThatExceptionOfType(IncompleteExportException.class)
          .isThrownBy(() -> applyAll(unit, 1, inactive("alice"), inactive("bob")));
    }
  }

  /** PostgreSQL would otherwise wait for good. */
  @ParameterizedTest
  @EnumSource(names = {"HIBERNATE_H2", "ECLIPSELINK_POSTGRESQL", "HIBERNATE_MARIADB"})
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void storesTheOthersWhileARowIsLocked(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind);
        Connection other = lockAlice(unit)) {
      unit.create("bob");

      SyncResult result =
          applyAll(unit, 0, active("alice").withGroups(Set.of("staff")), inactive("bob"));

      other.rollback();
      assertThat(result.problems()).containsExactly(new SyncProblem("alice", Reason.NOT_STORED));
      assertThat(find(unit, "alice").isActive()).isTrue();
      assertThat(find(unit, "bob").isActive()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HIBERNATE_H2", "ECLIPSELINK_POSTGRESQL", "HIBERNATE_MARIADB"})
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void storesTheGroupsOfAnEntryWhoseRowWasLockedTwice(TestUnit.Kind kind) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (TestUnit unit = TestUnit.accounts(kind);
        Connection other = lockAlice(unit)) {
      unit.prepared().clear();

      Future<SyncResult> result =
          thread.submit(() -> apply(unit, active("alice").withGroups(Set.of("staff"))));
      // Each attempt begins with a query of the account and its groups, and then waits for the row.
      while (unit.prepared().stream().filter(sql -> sql.matches("select.*_group.*")).count() < 3) {
        assertThat(result.isDone()).isFalse();
        Thread.sleep(10);
      }
      other.rollback();

      assertThat(result.get()).isEqualTo(new SyncResult(0, 1, 0, 0, 0, 0, List.of()));
      assertThat(find(unit, "alice").getGroups()).containsExactly("staff");
    } finally {
      thread.shutdownNow();
    }
  }

  /** Creates an account, and locks its row until the connection rolls back. */
  private static Connection lockAlice(TestUnit unit) throws SQLException {
    unit.create("alice", "user");
    Connection other = unit.connect();
    other.setAutoCommit(false);
    try (Statement statement = other.createStatement()) {
      statement.executeUpdate("update gatepass_account set security_stamp = security_stamp");
    }
    return other;
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void deactivatesWhatAFullExportLacks(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind, true)) {
      List<String> names = IntStream.range(0, 2_100).mapToObj(i -> "person" + i).toList();
      sync(unit).apply(ADMINISTRATORS, names.stream().map(DirectorySyncTest::active));
      UserAccount onlyLocal = local("clerk", "user");
      onlyLocal.setLoginByHeader(false);
      unit.create(onlyLocal);
      unit.create(local("both", "user"));
      unit.create(local("admin", ADMINISTRATORS));

      SyncResult result =
          sync(unit)
              .applyFullExport(
                  ADMINISTRATORS,
                  names.subList(0, 1_000).stream().map(DirectorySyncTest::active),
                  1_101);

      assertThat(result).isEqualTo(new SyncResult(0, 0, 0, 1_000, 0, 1_101, List.of()));
      assertThat(find(unit, "person999").isActive()).isTrue();
      assertThat(find(unit, "person1000").isActive()).isFalse();
      assertThat(find(unit, "both").isActive()).isFalse();
      assertThat(find(unit, "clerk").isActive()).isTrue();
      assertThat(find(unit, "admin").isActive()).isTrue();
      assertThat(events).hasSize(1_101).contains(new CallerRevoked("both"));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void deactivatesNothingIfAnExportLacksTooMany(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      unit.create("bob");
      unit.create("carol");

      assertThatExceptionOfType(IncompleteExportException.class)
          .isThrownBy(() -> applyAll(unit, 1, inactive("alice")))
          .withMessage("The export lacks entries for more than 1 active accounts")
          .satisfies(failure -> assertThat(failure.result().deactivated()).isEqualTo(1));
      assertThat(find(unit, "alice").isActive()).isFalse();
      assertThat(find(unit, "bob").isActive()).isTrue();
      assertThatExceptionOfType(IncompleteExportException.class)
          .isThrownBy(() -> applyAll(unit, Integer.MAX_VALUE))
          .withMessage("The export has no entry");
      assertThat(find(unit, "bob").isActive()).isTrue();
      assertThatIllegalArgumentException().isThrownBy(() -> applyAll(unit, -1, inactive("alice")));
      assertThat(applyAll(unit, 2, inactive("alice")).missing()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void appliesTwoEntriesOfAnAccountInTheirOrder(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      SyncResult result =
          apply(
              unit,
              active("alice").withStableId("i1"),
              active("bob"),
              inactive("alice"),
              active("alicia").withStableId("i1").withEmail("alicia@example.org"));

      assertThat(result.created()).isEqualTo(2);
      assertThat(result.deactivated()).isEqualTo(1);
      assertThat(result.changed()).isEqualTo(1);
      assertThat(find(unit, "alice").isActive()).isTrue();
      assertThat(find(unit, "alice").getEmail()).isEqualTo("alicia@example.org");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void storesTheThousandsBeforeAFailureOfTheStream(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind, true)) {
      Stream<DirectoryEntry> broken =
          IntStream.range(0, 3_000)
              .mapToObj(
                  i -> {
                    if (i == 1_500) {
                      throw new IllegalStateException("the line is cut");
                    }
                    return active("person" + i);
                  });

      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> sync(unit).applyFullExport(ADMINISTRATORS, broken, 10))
          .withMessage("the line is cut");

      assertThat(unit.sql("select count(*) from gatepass_account")).isEqualTo("1000");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void throwsIfTheDatabaseIsReadOnly(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      unit.setReadOnly(true);

      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(() -> apply(unit, inactive("alice")));
      assertThat(events).isEmpty();
    }
  }

  /** With PostgreSQL, the rows of an account and its groups are then no longer adjacent. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void readsAllGroupsOfEachAccountAfterManyChanges(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind, true)) {
      List<String> names = IntStream.range(0, 1_000).mapToObj(i -> "person" + i).toList();
      for (String group : List.of("one", "two", "three")) {
        sync(unit)
            .apply(
                ADMINISTRATORS,
                names.stream().map(name -> active(name).withGroups(Set.of("user", group))));
      }

      SyncResult again =
          sync(unit)
              .apply(
                  ADMINISTRATORS,
                  names.stream().map(name -> active(name).withGroups(Set.of("user", "three"))));

      assertThat(again).isEqualTo(new SyncResult(0, 0, 0, 1_000, 0, 0, List.of()));
    }
  }

  /** Both lock the same rows, and the databases resolve deadlocks. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void storesOneOfTwoExportsThatRunAtTheSameTime(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind, true)) {
      List<String> names = IntStream.range(0, 300).mapToObj(i -> "person" + i).toList();
      AccountSync sync = new AccountSync(unit.accountDatabase(), name -> true, event -> {});
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        List<Future<SyncResult>> results = new ArrayList<>();
        for (String group : List.of("one", "two")) {
          List<DirectoryEntry> export =
              names.stream().map(name -> active(name).withGroups(Set.of(group))).toList();
          Callable<SyncResult> run = () -> sync.apply(ADMINISTRATORS, export.stream());
          results.add(threads.submit(run));
        }
        for (Future<SyncResult> result : results) {
          assertThat(result.get().problems()).isEmpty();
        }
      } finally {
        threads.shutdown();
      }
      assertThat(unit.sql("select count(*) from gatepass_account")).isEqualTo("300");
      assertThat(unit.sql("select count(*) from gatepass_account_group")).isEqualTo("300");
    }
  }
}
