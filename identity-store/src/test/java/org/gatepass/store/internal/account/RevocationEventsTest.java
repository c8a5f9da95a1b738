// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.gatepass.AccountOptions;
import org.gatepass.AuthenticatedBy;
import org.gatepass.CallerRevoked;
import org.gatepass.RemoteUserCredential;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.store.AccountRevision;
import org.gatepass.store.CallerGroupsChanged;
import org.gatepass.store.RevocationsMissed;
import org.gatepass.store.TestUnit;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.internal.freshness.Change.Kind;
import org.gatepass.store.internal.freshness.Freshness;
import org.gatepass.store.internal.jpa.Database;
import org.gatepass.store.internal.jpa.NewTransaction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The events of two nodes with one database. */
class RevocationEventsTest {
  private static final long STALENESS = Duration.ofSeconds(1).toNanos();

  private long now;

  /** A node, and the events that it has fired. */
  private final class Node {
    final AccountDatabase database;
    final CallerDirectory callers;
    final List<Object> fired = new ArrayList<>();

    /** Runs after the commit, before the node processes it. */
    Runnable afterCommit = () -> {};

    Node(TestUnit unit) {
      Database real = unit.database();
      Database watched =
          new Database(
              real.factory(),
              new NewTransaction() {
                @Override
                public <T> T run(Supplier<T> work) {
                  T result = real.transaction().run(work);
                  afterCommit.run();
                  return result;
                }

                @Override
                public <T> T without(Supplier<T> work) {
                  return real.transaction().without(work);
                }
              });
      Freshness freshness = new Freshness(() -> STALENESS, () -> now);
      database = AccountDatabase.of(watched, freshness);
      callers = freshness.remembering(TestDirectories.of(database), database.revisions());
      database.revisions().revocations().collect();
    }

    /** What the watch of the node does, when the latest reading is too old. */
    void poll() {
      database.revisions().keepFresh();
      database.revisions().revocations().fire(fired::add);
    }

    GuardedAdministration administration() {
      return new GuardedAdministration(
          database,
          new RemoteUserPrincipal("admin", AuthenticatedBy.PASSWORD, Set.of(), null, null, null),
          "administrator",
          fired::add);
    }

    void change(String name, Consumer<UserAccount> change) {
      administration().change(name, change);
    }
  }

  private static TestUnit unit(TestUnit.Kind kind) throws Exception {
    TestUnit unit = TestUnit.accounts(kind);
    unit.create("alice", "user");
    unit.create("bob", "user");
    return unit;
  }

  /** A node that a request has used. */
  private Node node(TestUnit unit) {
    Node node = new Node(unit);
    node.callers.find("mallory");
    return node;
  }

  private void waitForTheStaleness() {
    now += STALENESS;
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areFiredOncePerNodeAndChange(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      unit.create("carol");
      Node one = node(unit);
      Node other = node(unit);

      one.change("alice", account -> account.setActive(false));
      one.change("bob", account -> account.setGroups(Set.of()));
      one.change("bob", account -> account.setEmail("bob@example.org"));
      one.administration().delete("carol");
      for (int i = 0; i < 3; i++) {
        one.poll();
        other.poll();
        waitForTheStaleness();
      }

      List<Object> events =
          List.of(
              new CallerRevoked("alice"),
              new CallerGroupsChanged("bob"),
              new CallerRevoked("carol"));
      assertThat(one.fired).containsExactlyElementsOf(events);
      assertThat(other.fired).containsExactlyElementsOf(events);
    }
  }

  /** The deletion empties the name in the earlier changes. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void ofADeletedCallerAreOneRevocationOnOtherNodes(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      Node one = node(unit);
      Node other = node(unit);

      one.change("bob", account -> account.setGroups(Set.of()));
      one.administration().delete("bob");
      waitForTheStaleness();
      one.poll();
      other.poll();

      assertThat(one.fired)
          .containsExactly(new CallerGroupsChanged("bob"), new CallerRevoked("bob"));
      assertThat(other.fired).containsExactly(new CallerRevoked("bob"));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void waitForTheStalenessAndNoLonger(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      Node one = node(unit);
      Node other = node(unit);
      one.change("alice", UserAccount::endRememberedLogins);

      now += STALENESS - 1;
      other.poll();
      assertThat(other.fired).isEmpty();

      now += 1;
      other.poll();
      assertThat(other.fired).containsExactly(new CallerRevoked("alice"));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areFiredOnceByTheNodeOfTheChangeThatReadsItBeforeTheTransactionReturns(TestUnit.Kind kind)
      throws Exception {
    try (TestUnit unit = unit(kind)) {
      Node one = node(unit);
      one.afterCommit =
          () -> {
            waitForTheStaleness();
            one.poll();
          };

      one.change("alice", account -> account.setActive(false));
      waitForTheStaleness();
      one.poll();

      assertThat(one.fired).containsExactly(new CallerRevoked("alice"));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areFiredFromTheListWhereTheConfirmationOfTheCommitIsLost(TestUnit.Kind kind)
      throws Exception {
    try (TestUnit unit = unit(kind)) {
      Node readsLater = node(unit);
      Node readsBefore = node(unit);
      readsLater.afterCommit =
          () -> {
            throw new PersistenceException("connection lost");
          };
      readsBefore.afterCommit =
          () -> {
            waitForTheStaleness();
            readsBefore.poll();
            throw new PersistenceException("connection lost");
          };

      assertThatThrownBy(() -> readsLater.change("alice", account -> account.setActive(false)))
          .hasMessage("connection lost");
      assertThatThrownBy(() -> readsBefore.change("bob", account -> account.setActive(false)))
          .hasMessage("connection lost");
      waitForTheStaleness();
      readsLater.poll();
      readsBefore.poll();

      assertThat(readsLater.fired)
          .containsExactly(new CallerRevoked("alice"), new CallerRevoked("bob"));
      assertThat(readsBefore.fired)
          .containsExactly(new CallerRevoked("alice"), new CallerRevoked("bob"));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areNotFiredForAChangeThatIsRolledBack(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      Node one = node(unit);
      Node other = node(unit);

      assertThatThrownBy(
              () ->
                  one.database.change(
                      entityManager -> {
                        throw new IllegalStateException("rolled back");
                      },
                      nothing -> List.of(new Change("alice", Kind.REVOKED))))
          .hasMessage("rolled back");
      waitForTheStaleness();
      one.poll();
      other.poll();

      assertThat(one.fired).isEmpty();
      assertThat(other.fired).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areFiredForChangesBySqlWithTriggers(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      unit.createTriggers();
      Node one = node(unit);

      unit.sql("update gatepass_account set security_stamp = 'new' where name = 'alice'");
      unit.sql("delete from gatepass_account_group");
      unit.sql("update gatepass_account set name = 'robert' where name = 'bob'");
      unit.sql("delete from gatepass_account where name = 'alice'");
      waitForTheStaleness();
      one.poll();

      // Equal events of one reading count once.
      assertThat(one.fired)
          .containsExactlyInAnyOrder(
              new CallerRevoked("alice"),
              new CallerGroupsChanged("alice"),
              new CallerGroupsChanged("bob"),
              new CallerRevoked("bob"),
              new CallerRevoked("robert"));
    }
  }

  /** The triggers list a change of the library once more. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areFiredOnceForChangesOfTheLibraryWithTriggers(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      unit.createTriggers();
      Node one = node(unit);
      Node other = node(unit);

      one.change("alice", account -> account.setActive(false));
      one.change("bob", account -> account.setGroups(Set.of("administrator")));
      waitForTheStaleness();
      one.poll();
      other.poll();

      List<Object> events = List.of(new CallerRevoked("alice"), new CallerGroupsChanged("bob"));
      assertThat(one.fired).containsExactlyElementsOf(events);
      assertThat(other.fired).containsExactlyElementsOf(events);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areFiredForTheSameChangeByAnotherNodeAfterTheOwnOne(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      Node one = node(unit);
      Node other = node(unit);

      one.change("alice", UserAccount::endRememberedLogins);
      other.change("alice", UserAccount::endRememberedLogins);
      waitForTheStaleness();
      one.poll();
      other.poll();

      assertThat(one.fired).containsExactly(new CallerRevoked("alice"), new CallerRevoked("alice"));
      // Its own event, which came later, covers the one before.
      assertThat(other.fired).containsExactly(new CallerRevoked("alice"));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areReplacedByOneForAllCallersAfterAGap(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      Node one = node(unit);
      unit.sql("update gatepass_account set active = false where name = 'alice'");
      unit.sql("update gatepass_revision set revision = revision + 1");
      waitForTheStaleness();
      one.poll();
      waitForTheStaleness();
      one.poll();
      assertThat(one.fired).containsExactly(new RevocationsMissed());

      node(unit)
          .database
          .change(
              entityManager -> 1_001,
              number -> Collections.nCopies(number, new Change("x", Kind.OTHER)));
      waitForTheStaleness();
      one.poll();
      assertThat(one.fired).containsExactly(new RevocationsMissed(), new RevocationsMissed());
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areReplacedByOneForAllCallersAfterMoreThanAThousandLogouts(TestUnit.Kind kind)
      throws Exception {
    try (TestUnit unit = unit(kind)) {
      Node one = node(unit);
      Node other = node(unit);
      logOut(other, 1_000);
      waitForTheStaleness();
      one.poll();
      assertThat(one.fired).isEmpty();

      logOut(other, 1_000);
      logOut(other, 1);
      waitForTheStaleness();
      one.poll();
      assertThat(one.fired).containsExactly(new RevocationsMissed());
    }
  }

  /** Lists logouts in one transaction. */
  private static void logOut(Node node, int logouts) {
    node.database.change(
        entityManager -> logouts,
        number -> Collections.nCopies(number, new Change("x", Kind.ENDED)));
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areReplacedByOneForAllCallersInAUnitWithoutTheListOfChanges(TestUnit.Kind kind)
      throws Exception {
    try (TestUnit unit = TestUnit.of(kind, UserAccount.class, AccountRevision.class)) {
      unit.migrateWithout("V3__changes.sql");
      unit.create("alice");
      Node one = node(unit);
      Node other = node(unit);

      one.change("alice", account -> account.setActive(false));
      waitForTheStaleness();
      other.poll();

      assertThat(one.fired).containsExactly(new CallerRevoked("alice"));
      assertThat(other.fired).containsExactly(new RevocationsMissed());
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areFiredWhereTheHookOfTheApplicationDeactivatesAnAccountAtItsLogin(TestUnit.Kind kind)
      throws Exception {
    try (TestUnit unit = unit(kind)) {
      Node one = node(unit);
      Node other = node(unit);
      AccountDirectory directory =
          new AccountDirectory(
              one.database,
              () ->
                  new AccountOptions(
                      false,
                      1,
                      false,
                      Duration.ZERO,
                      AccountOptions.DEFAULT_PASSWORD_COST,
                      Set.of()),
              Optional.of((account, credential, created) -> account.setActive(false)),
              InstantSource.system(),
              one.fired::add);

      directory.enter(
          directory.ask("alice").orElseThrow(),
          new RemoteUserCredential("alice", Set.of(), null, null, true));
      waitForTheStaleness();
      one.poll();
      other.poll();

      assertThat(one.fired).containsExactly(new CallerRevoked("alice"));
      assertThat(other.fired).containsExactly(new CallerRevoked("alice"));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areNotFiredByANodeThatStartsAfterTheChange(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      node(unit).change("alice", account -> account.setActive(false));

      Node later = node(unit);
      waitForTheStaleness();
      later.poll();

      assertThat(later.fired).isEmpty();
    }
  }

  /** A password login reads the caller without the cache. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areFiredForACallerWhoLoggedInByPasswordBeforeAllOtherRequests(TestUnit.Kind kind)
      throws Exception {
    try (TestUnit unit = unit(kind)) {
      Node one = node(unit);
      Node passwords = new Node(unit);
      passwords.callers.ask("alice");

      one.change("alice", account -> account.setActive(false));
      waitForTheStaleness();
      passwords.poll();

      assertThat(passwords.fired).containsExactly(new CallerRevoked("alice"));
    }
  }
}
