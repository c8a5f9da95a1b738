// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.gatepass.AccountOptions;
import org.gatepass.RemoteUserCredential;
import org.gatepass.store.AccountConfigurer;
import org.gatepass.store.TestDatabase;
import org.gatepass.store.TestUnit;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.caller.CallerDirectory.Creation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several first requests of a caller at the same time. */
@Timeout(120)
class CreationsTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  private static RemoteUserCredential named(String name) {
    return new RemoteUserCredential(name, Set.of(), null, null);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitWaiting(Thread thread) throws InterruptedException {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Test
  void makesOnlyRequestsOfTheSameNameWaitForTheFirst() throws Exception {
    CreationsUnderWay creations = new CreationsUnderWay(Duration.ofHours(1));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Future<Creation> first =
        threads.submit(
            () ->
                creations.share(
                    "alice",
                    () -> {
                      begun.countDown();
                      await(end);
                      return Creation.CREATED;
                    }));
    begun.await();
    AtomicReference<Creation> second = new AtomicReference<>();
    Thread waiting =
        new Thread(() -> second.set(creations.share("alice", () -> Creation.TOO_MANY)));
    waiting.start();
    awaitWaiting(waiting);

    assertThat(creations.share("bob", () -> Creation.CREATED)).isEqualTo(Creation.CREATED);
    assertThat(second).hasNullValue();
    end.countDown();

    assertThat(first.get()).isEqualTo(Creation.CREATED);
    waiting.join();
    assertThat(second).hasValue(Creation.NOT_CREATED);
    assertThat(creations.share("alice", () -> Creation.TOO_MANY)).isEqualTo(Creation.TOO_MANY);
  }

  @Test
  void timesOutRequestsThatWait() throws Exception {
    CreationsUnderWay creations = new CreationsUnderWay(Duration.ofMillis(50));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Future<Creation> first =
        threads.submit(
            () ->
                creations.share(
                    "alice",
                    () -> {
                      begun.countDown();
                      await(end);
                      return Creation.CREATED;
                    }));
    begun.await();

    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> creations.share("alice", () -> Creation.CREATED))
        .withMessage("The account was not created in time");

    end.countDown();
    assertThat(first.get()).isEqualTo(Creation.CREATED);
  }

  @Test
  void failsWaitingRequestsWithTheFirst() throws Exception {
    CreationsUnderWay creations = new CreationsUnderWay(Duration.ofHours(1));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Future<Creation> first =
        threads.submit(
            () ->
                creations.share(
                    "alice",
                    () -> {
                      begun.countDown();
                      await(end);
                      throw new IllegalStateException("down");
                    }));
    begun.await();
    AtomicReference<RuntimeException> second = new AtomicReference<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                creations.share("alice", () -> Creation.CREATED);
              } catch (PersistenceException failed) {
                second.set(failed);
              }
            });
    waiting.start();
    awaitWaiting(waiting);
    end.countDown();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(first::get)
        .withRootCauseInstanceOf(IllegalStateException.class);
    waiting.join();
    assertThat(second.get()).hasRootCauseMessage("down");
  }

  /** The hook of the first takes its time. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void doesNotMakeOthersWaitForTheHook(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch answer = new CountDownLatch(1);
      AccountConfigurer hook =
          (account, credential, created) -> {
            if (account.getName().equals("slow")) {
              asked.countDown();
              await(answer);
            }
          };
      AccountDirectory directory = unit.directory(Optional.of(hook), InstantSource.system());
      Future<Creation> slow = threads.submit(() -> directory.create(named("slow")));
      asked.await();

      assertThat(directory.create(named("alice"))).isEqualTo(Creation.CREATED);

      assertThat(slow.isDone()).isFalse();
      answer.countDown();
      assertThat(slow.get()).isEqualTo(Creation.CREATED);
    }
  }

  /**
   * With support by the database, a name of another node causes no exception, which would be
   * logged.
   */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void storesNoSecondAccountOfAName(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      AccountDatabase accounts = unit.accountDatabase();
      UserAccount alice = new UserAccount("alice");
      alice.setEmail("alice@example.org");
      alice.setLoginByHeader(true);
      alice.setPasswordHash("a hash");
      alice.setGroups(Set.of("user", "staff"));
      AtomicInteger more = new AtomicInteger();

      assertThat(
              accounts.insert(
                  alice,
                  account -> {
                    more.incrementAndGet();
                    account.setDisplayName("Alice");
                  }))
          .isTrue();

      UserAccount stored =
          accounts.read(entityManager -> AccountRows.find(entityManager, "alice")).orElseThrow();
      assertThat(AccountRows.known(stored)).isEqualTo(AccountRows.known(alice));
      assertThat(stored.getDisplayName()).isEqualTo("Alice");
      assertThat(more).hasValue(1);
      if (kind.database() == TestDatabase.H2) {
        assertThatExceptionOfType(PersistenceException.class)
            .isThrownBy(
                () -> accounts.insert(new UserAccount("alice"), other -> more.incrementAndGet()));
      } else {
        assertThat(accounts.insert(new UserAccount("alice"), other -> more.incrementAndGet()))
            .isFalse();
      }
      assertThat(unit.sql("select count(*) from gatepass_account")).isEqualTo("1");
    }
  }

  private static UserAccount account(String name, String group) {
    UserAccount account = new UserAccount(name);
    account.setGroups(Set.of(group));
    return account;
  }

  private static Set<String> groupsOf(AccountDatabase accounts, String name) {
    return accounts
        .read(entityManager -> AccountRows.find(entityManager, name))
        .orElseThrow()
        .getGroups();
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void keepsTheExistingAccountUnchanged(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      AccountDatabase accounts = unit.accountDatabase();

      assertThat(accounts.insertIfAbsent(account("alice", "first"))).isTrue();
      assertThat(accounts.insertIfAbsent(account("alice", "second"))).isFalse();

      assertThat(groupsOf(accounts, "alice")).containsExactly("first");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void findsTheAccountOfAFasterNode(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind);
        Connection otherNode = unit.connect();
        Statement statement = otherNode.createStatement()) {
      AccountDatabase accounts = unit.accountDatabase();
      otherNode.setAutoCommit(false);
      statement.execute(
          "insert into gatepass_account (id, name, active, login_by_header, security_stamp,"
              + " version) values ('other', 'alice', true, true, 's', 0)");
      Future<Boolean> created =
          threads.submit(() -> accounts.insertIfAbsent(account("alice", "second")));
      TimeUnit.MILLISECONDS.sleep(200);
      assertThat(created.isDone()).isFalse();

      otherNode.commit();

      assertThat(created.get()).isFalse();
      assertThat(groupsOf(accounts, "alice")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void storesOneAccountForManyThreads(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      AccountDatabase accounts = unit.accountDatabase();
      CountDownLatch go = new CountDownLatch(1);
      List<Future<Boolean>> created = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String group = "group" + i;
        created.add(
            threads.submit(
                () -> {
                  await(go);
                  return accounts.insertIfAbsent(account("alice", group));
                }));
      }
      go.countDown();

      List<String> winners = new ArrayList<>();
      for (int i = 0; i < created.size(); i++) {
        if (created.get(i).get()) {
          winners.add("group" + i);
        }
      }

      assertThat(winners).hasSize(1);
      assertThat(groupsOf(accounts, "alice")).containsExactlyElementsOf(winners);
    }
  }

  /**
   * H2 raises an exception where another node is faster: the transaction of the application goes
   * on.
   */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void leavesTheTransactionOfTheApplicationAlone(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      AccountDatabase accounts = unit.accountDatabase();
      unit.create("alice", "first");

      unit.inTransaction(
          () -> {
            assertThat(accounts.insertIfAbsent(account("alice", "second"))).isFalse();
            return accounts.insertIfAbsent(account("bob", "user"));
          });

      assertThat(groupsOf(accounts, "alice")).containsExactly("first");
      assertThat(groupsOf(accounts, "bob")).containsExactly("user");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void throwsWhereTheDatabaseRejectsTheAccount(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      AccountDatabase accounts = unit.accountDatabase();
      UserAccount account = account("alice", "user");
      account.setEmail("a".repeat(300));

      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(() -> accounts.insertIfAbsent(account));

      assertThat(unit.sql("select count(*) from gatepass_account")).isEqualTo("0");
    }
  }

  /** The limit of the test's unit is five a minute. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void doesNotCountAnAccountThatAnotherNodeCreated(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      AccountDirectory directory = unit.directory(Optional.empty(), InstantSource.system());
      for (int i = 0; i < 6; i++) {
        String name = "raced" + i;
        try (Connection otherNode = unit.connect();
            Statement statement = otherNode.createStatement()) {
          otherNode.setAutoCommit(false);
          statement.execute(
              "insert into gatepass_account (id, name, active, login_by_header, security_stamp,"
                  + " version) values ('other"
                  + i
                  + "', '"
                  + name
                  + "', true, true, 's', 0)");
          Future<Creation> creation = threads.submit(() -> directory.create(named(name)));
          TimeUnit.MILLISECONDS.sleep(200);
          assertThat(creation.isDone()).isFalse();

          otherNode.commit();

          assertThat(creation.get()).isEqualTo(Creation.NOT_CREATED);
        }
      }

      for (int i = 0; i < 5; i++) {
        assertThat(directory.create(named("new" + i))).isEqualTo(Creation.CREATED);
      }
      assertThat(directory.create(named("new5"))).isEqualTo(Creation.TOO_MANY);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void haveTheGroupsOfTheSetting(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      AccountDirectory directory =
          new AccountDirectory(
              unit.accountDatabase(),
              () ->
                  new AccountOptions(
                      true,
                      5,
                      false,
                      Duration.ZERO,
                      AccountOptions.DEFAULT_PASSWORD_COST,
                      Set.of("user", "crew")),
              Optional.of(
                  (account, credential, created) -> {
                    if (account.getName().equals("bob")) {
                      account.setGroups(Set.of("of the hook"));
                    }
                  }),
              InstantSource.system(),
              event -> {});
      unit.create("carol", "staff");

      assertThat(directory.create(named("alice"))).isEqualTo(Creation.CREATED);
      assertThat(directory.create(named("bob"))).isEqualTo(Creation.CREATED);
      assertThat(directory.create(named("carol"))).isEqualTo(Creation.NOT_CREATED);

      assertThat(directory.ask("alice").orElseThrow().groups())
          .containsExactlyInAnyOrder("user", "crew");
      assertThat(directory.ask("bob").orElseThrow().groups()).containsExactly("of the hook");
      assertThat(directory.ask("carol").orElseThrow().groups()).containsExactly("staff");
    }
  }
}
