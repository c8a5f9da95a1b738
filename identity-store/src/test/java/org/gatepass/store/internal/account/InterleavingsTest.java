// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gatepass.store.TestDatabase;
import org.gatepass.store.TestUnit;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.UnchangingDirectory;
import org.gatepass.store.internal.freshness.Freshness;
import org.gatepass.store.internal.freshness.RevisionClock;
import org.gatepass.store.internal.freshness.RevisionQuery;
import org.gatepass.store.internal.jpa.Database;
import org.gatepass.store.internal.jpa.NewTransaction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random interleavings of commits, queries of the revision and loads of callers, on real databases.
 * Two nodes and another program change two accounts, and requests read them. One thread runs at a
 * time, from one pause to the next; the clock is the test's. Each answer must show the changes that
 * were committed the staleness before its request, and the earlier changes of its own node.
 *
 * <p>{@code -Dinterleavings=10000} sets the number in all, and {@code -Dinterleavings.seed=1} the
 * seed.
 */
@Timeout(3_000)
class InterleavingsTest {
  private static final int NUMBER = Integer.getInteger("interleavings", 200);
  private static final int VARIANTS = 12;
  private static final long STALENESS = Duration.ofSeconds(1).toNanos();
  private static final List<String> NAMES = List.of("alice", "bob");
  private static final int NODES = 2;
  private static final int READERS = 3;
  private static final int WRITERS = 4;
  private static final int FINDS = 3;

  /** A lock of the database, which a thread must find free after its pause. */
  private static final String REVISION = "the row of the revision";

  /** A committed value of an account; the value of a deleted account is empty. */
  private record Commit(String value, long time) {}

  /** The accounts and connections that the schedules of a run share. */
  private static final class Accounts {
    final TestUnit unit;
    final Connection other;
    final boolean haveTriggers;

    /** MariaDB locks the next name too where it inserts one that was deleted before. */
    final boolean insertsLockAll;

    final Map<String, List<Commit>> commits = new HashMap<>();
    int values;
    long answers;
    long failures;

    Accounts(TestUnit unit, TestDatabase database, boolean haveTriggers) throws SQLException {
      this.unit = unit;
      this.haveTriggers = haveTriggers;
      insertsLockAll = database == TestDatabase.MARIADB;
      other = unit.connect();
      other.setAutoCommit(false);
      for (String name : NAMES) {
        UserAccount account = new UserAccount(name);
        account.setEmail("none");
        unit.create(account);
        commits.put(name, new ArrayList<>(List.of(new Commit("none", Long.MIN_VALUE))));
      }
    }
  }

  private enum Status {
    RUNNING,
    PAUSED,
    DONE
  }

  private static final ThreadLocal<Actor> SELF = new ThreadLocal<>();

  private static final class Actor {
    volatile Status status = Status.RUNNING;
    volatile @Nullable Thread thread;
    final Semaphore turn = new Semaphore(0);
    Set<String> needs = Set.of();
    final Set<String> held = new HashSet<>();
  }

  /** A node, with pauses around its queries and loads, and before and after its commits. */
  private final class Node {
    final AccountDatabase database;
    final CallerDirectory callers;
    final Map<String, Integer> ownChanges = new HashMap<>();

    Node(Schedule schedule, TestUnit unit) {
      Database real = unit.database();
      Database paused =
          new Database(
              real.factory(),
              new NewTransaction() {
                @Override
                public <T> T run(Supplier<T> work) {
                  T result =
                      real.transaction()
                          .run(
                              () -> {
                                T done = work.get();
                                schedule.pause(Set.of());
                                return done;
                              });
                  schedule.committed();
                  schedule.pause(Set.of());
                  return result;
                }

                @Override
                public <T> T without(Supplier<T> work) {
                  return real.transaction().without(work);
                }
              });
      RevisionRow row = new RevisionRow(real);
      Freshness freshness = new Freshness(() -> STALENESS, () -> schedule.now);
      RevisionQuery query =
          known -> {
            schedule.pause(Set.of());
            RevisionQuery.Result result = row.since(known);
            schedule.pause(Set.of());
            return result;
          };
      RevisionClock clock = freshness.clock(query);
      database =
          new AccountDatabase(
              paused,
              row,
              clock,
              new AccountInsert(),
              new EndedLoginRows(paused, row, InstantSource.system()));
      AccountDirectory directory = TestDirectories.of(database);
      callers =
          freshness.remembering(
              new UnchangingDirectory() {
                @Override
                public Optional<KnownCaller> ask(String name) {
                  schedule.pause(Set.of());
                  Optional<KnownCaller> found = directory.ask(name);
                  schedule.pause(Set.of());
                  return found;
                }
              },
              clock);
    }
  }

  /** One interleaving. */
  private final class Schedule {
    final Accounts accounts;
    final Random random;
    final List<Actor> actors = new ArrayList<>();
    final Map<Actor, Runnable> uncommitted = new HashMap<>();
    final List<Node> nodes = new ArrayList<>();
    volatile long now = 1;

    Schedule(Accounts accounts, long seed) {
      this.accounts = accounts;
      this.random = new Random(seed);
      for (int i = 0; i < NODES; i++) {
        nodes.add(new Node(this, accounts.unit));
      }
      // The clock of a schedule begins anew: all earlier commits are old.
      accounts.commits.replaceAll(
          (name, known) ->
              new ArrayList<>(
                  List.of(new Commit(known.get(known.size() - 1).value(), Long.MIN_VALUE))));
    }

    /** Lets another thread run, and returns when this one may run and the locks are free. */
    void pause(Set<String> needs) {
      Actor actor = SELF.get();
      synchronized (this) {
        actor.needs = needs;
        actor.status = Status.PAUSED;
        notifyAll();
      }
      actor.turn.acquireUninterruptibly();
    }

    synchronized void committed() {
      Actor actor = SELF.get();
      Runnable commit = uncommitted.remove(actor);
      if (commit != null) {
        commit.run();
      }
      actor.held.clear();
    }

    /** After the row of the account is locked: the next value, committed later. */
    private String next(String name, boolean deletes) {
      String value = deletes ? "" : "v" + ++accounts.values;
      uncommitted.put(SELF.get(), () -> accounts.commits.get(name).add(new Commit(value, now)));
      return value;
    }

    void run(ExecutorService threads) throws Exception {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        Node node = nodes.get(random.nextInt(3) == 0 ? 1 : 0);
        List<String> names = new ArrayList<>();
        for (int find = 0; find < FINDS; find++) {
          names.add(name());
        }
        ends.add(start(threads, () -> names.forEach(name -> find(node, name))));
      }
      ends.add(start(threads, otherProgram(name(), name())));
      for (int i = 1; i < WRITERS; i++) {
        Node node = nodes.get(random.nextInt(NODES));
        String name = name();
        boolean deletes = random.nextInt(4) == 0;
        ends.add(start(threads, () -> change(node, name, deletes)));
      }
      while (step()) {}
      for (Future<?> end : ends) {
        end.get();
      }
    }

    private String name() {
      return NAMES.get(random.nextInt(NAMES.size()));
    }

    private Future<?> start(ExecutorService threads, Runnable work) {
      Actor actor = new Actor();
      actors.add(actor);
      return threads.submit(
          () -> {
            SELF.set(actor);
            actor.thread = Thread.currentThread();
            try {
              pause(Set.of());
              work.run();
            } finally {
              synchronized (this) {
                actor.held.clear();
                actor.status = Status.DONE;
                notifyAll();
              }
            }
          });
    }

    /** Runs one thread up to its next pause, and returns whether one is left. */
    private synchronized boolean step() throws InterruptedException {
      while (actors.stream().anyMatch(Schedule::isRunning) || isAnyAwaited()) {
        wait(1);
      }
      List<Actor> paused = having(Status.PAUSED);
      if (paused.isEmpty()) {
        return false;
      }
      Set<String> held = new HashSet<>();
      actors.forEach(actor -> held.addAll(actor.held));
      List<Actor> able =
          paused.stream()
              .filter(
                  actor ->
                      actor.needs.stream()
                          .allMatch(lock -> actor.held.contains(lock) || !held.contains(lock)))
              .toList();
      now += random.nextInt(3) == 0 ? random.nextInt((int) STALENESS * 2 / 3) : 1;
      Actor chosen = able.get(random.nextInt(able.size()));
      chosen.held.addAll(chosen.needs);
      chosen.status = Status.RUNNING;
      chosen.turn.release();
      return true;
    }

    private List<Actor> having(Status status) {
      return actors.stream().filter(actor -> actor.status == status).toList();
    }

    /** Whether all threads that are left wait, for a moment, for the query of another one. */
    private boolean isAnyAwaited() {
      return having(Status.PAUSED).isEmpty() && !having(Status.RUNNING).isEmpty();
    }

    /** Whether a thread runs, and does not wait for the query of another one. */
    private static boolean isRunning(Actor actor) {
      Thread thread = actor.thread;
      return actor.status == Status.RUNNING
          && (thread == null
              || thread.getState() != Thread.State.TIMED_WAITING
              || Stream.of(thread.getStackTrace())
                  .noneMatch(
                      frame ->
                          frame.getClassName().equals(RevisionClock.class.getName())
                              && frame.getMethodName().equals("await")));
    }

    private void find(Node node, String name) {
      int must;
      synchronized (this) {
        must = node.ownChanges.getOrDefault(name, 0);
        List<Commit> known = accounts.commits.get(name);
        for (int i = must; i < known.size(); i++) {
          must = known.get(i).time() <= now - STALENESS ? i : must;
        }
      }
      String seen;
      try {
        seen = node.callers.find(name).map(known -> "" + known.email()).orElse("");
      } catch (PersistenceException notInTime) {
        synchronized (this) {
          accounts.failures++;
        }
        return;
      }
      synchronized (this) {
        accounts.answers++;
        List<Commit> known = accounts.commits.get(name);
        List<String> allowed =
            known.subList(must, known.size()).stream().map(Commit::value).toList();
        assertThat(allowed).as("the values of %s since %d", name, must).contains(seen);
      }
      pause(Set.of());
    }

    /** Changes, deletes or creates an account on a node. */
    private void change(Node node, String name, boolean deletes) {
      pause(Set.of(name));
      Optional<ChangedAccount> changed =
          node.database.change(
              entityManager ->
                  AccountRows.lock(entityManager, name)
                      .map(
                          account ->
                              ChangedAccount.by(
                                  entityManager,
                                  account,
                                  () -> {
                                    String value = next(name, deletes);
                                    if (deletes) {
                                      entityManager.remove(account);
                                    } else {
                                      account.setEmail(value);
                                    }
                                    pause(Set.of(name, REVISION));
                                  })),
              ChangedAccount::changes);
      synchronized (this) {
        if (changed.isPresent()) {
          node.ownChanges.put(name, accounts.commits.get(name).size() - 1);
        }
      }
      if (changed.isEmpty()) {
        create(node, name);
      }
    }

    private void create(Node node, String name) {
      pause(accounts.insertsLockAll ? Set.copyOf(NAMES) : Set.of(name));
      node.database.note(
          entityManager -> {
            if (AccountRows.find(entityManager, name).isEmpty()) {
              UserAccount account = new UserAccount(name);
              account.setEmail(next(name, false));
              entityManager.persist(account);
            }
            return name;
          });
    }

    /** Another program changes accounts by SQL. Without triggers it raises the revision only. */
    private Runnable otherProgram(String first, String second) {
      return () -> {
        for (String name : List.of(first, second)) {
          pause(Set.of(name, REVISION));
          try (Statement statement = accounts.other.createStatement()) {
            String value = "v" + ++accounts.values;
            int updated =
                statement.executeUpdate(
                    "update gatepass_account set email = '%s' where name = '%s'"
                        .formatted(value, name));
            if (updated > 0) {
              uncommitted.put(
                  SELF.get(), () -> accounts.commits.get(name).add(new Commit(value, now)));
            }
            if (!accounts.haveTriggers) {
              statement.executeUpdate("update gatepass_revision set revision = revision + 1");
            }
            pause(Set.of(name, REVISION));
            accounts.other.commit();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
          committed();
        }
      };
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HIBERNATE_H2, true",
    "HIBERNATE_H2, false",
    "ECLIPSELINK_H2, true",
    "ECLIPSELINK_H2, false",
    "HIBERNATE_POSTGRESQL, true",
    "HIBERNATE_POSTGRESQL, false",
    "ECLIPSELINK_POSTGRESQL, true",
    "ECLIPSELINK_POSTGRESQL, false",
    "HIBERNATE_MARIADB, true",
    "HIBERNATE_MARIADB, false",
    "ECLIPSELINK_MARIADB, true",
    "ECLIPSELINK_MARIADB, false"
  })
  void showNoCallerOlderThanTheStaleness(TestUnit.Kind kind, boolean haveTriggers)
      throws Exception {
    long seed = Long.getLong("interleavings.seed", ThreadLocalRandom.current().nextInt());
    ExecutorService threads = Executors.newFixedThreadPool(READERS + WRITERS);
    try (TestUnit unit = TestUnit.accounts(kind, true)) {
      if (haveTriggers) {
        unit.createTriggers();
      }
      Accounts accounts = new Accounts(unit, kind.database(), haveTriggers);
      for (int i = 0; i < NUMBER / VARIANTS; i++) {
        try {
          new Schedule(accounts, seed + i).run(threads);
        } catch (Exception failure) {
          throw new AssertionError(
              "Interleaving %d of the seed %d failed".formatted(i, seed), failure);
        }
      }
      System.out.printf(
          "%s, triggers %b: %,d interleavings of the seed %d: %,d answers, %,d failed closed%n",
          kind, haveTriggers, NUMBER / VARIANTS, seed, accounts.answers, accounts.failures);
      assertThat(accounts.answers).isGreaterThan(accounts.failures);
      accounts.other.close();
    } finally {
      threads.shutdownNow();
    }
  }
}
