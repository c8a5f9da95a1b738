// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gatepass.RemoteUserCredential;
import org.gatepass.spi.StoreWaits;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.LoginTimes;
import org.gatepass.store.internal.caller.UnchangingDirectory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The cache of callers, with a clock that the test sets and a fake database. */
class RememberingDirectoryTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  private long now;
  private long staleness = SECOND;
  private final FakeDatabase database = new FakeDatabase();
  private final RevisionClock revisions =
      new RevisionClock(database::revision, () -> staleness, () -> now);
  private final RememberingDirectory directory =
      new RememberingDirectory(database, revisions, () -> staleness, () -> now);

  RememberingDirectoryTest() {
    revisions.add(directory);
    database.callers.put("alice", caller("alice", true, "user"));
  }

  private static KnownCaller caller(String name, boolean active, String group) {
    return new KnownCaller(
        name,
        active,
        true,
        true,
        "hash",
        false,
        Set.of(group),
        null,
        null,
        null,
        "stamp",
        LONG_AGO,
        LoginTimes.UNLIMITED);
  }

  private boolean aliceIsActive() {
    return directory.find("alice").orElseThrow().active();
  }

  /** Another node deactivates alice. */
  private void deactivate() {
    database.callers.put("alice", caller("alice", false, "user"));
    database.revision = database.revision == null ? null : (Long) database.revision + 1;
  }

  @Test
  void queriesOnlyTheRevisionOnceInTheStalenessInTheSteadyState() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(aliceIsActive()).isTrue();
      now += SECOND / 1_000;
    }

    assertThat(database.asked).isEqualTo(1);
    assertThat(database.askedForRevision).isEqualTo(10);
  }

  @Test
  void countsTheCachedCallers() {
    assertThat(directory.cached()).isZero();

    aliceIsActive();
    directory.find("nobody");
    assertThat(directory.cached()).isOne();

    deactivate();
    now += SECOND;
    aliceIsActive();
    assertThat(directory.cached()).isOne();
  }

  @Test
  void queriesEachTimeWithoutStaleness() {
    staleness = 0;
    aliceIsActive();
    deactivate();

    assertThat(aliceIsActive()).isFalse();
    assertThat(database.asked).isEqualTo(2);
    assertThat(database.askedForRevision).isZero();
  }

  @Test
  void queriesEachTimeWithoutARevision() {
    database.revision = null;
    aliceIsActive();
    deactivate();

    assertThat(aliceIsActive()).isFalse();
  }

  @Test
  void readsTheChangeOfAnotherNodeAfterTheStaleness() {
    aliceIsActive();
    deactivate();

    now += SECOND - 1;
    assertThat(aliceIsActive()).isTrue();
    now += 1;
    assertThat(aliceIsActive()).isFalse();
  }

  @Test
  void readsTheChangeOfThisNodeAtOnce() {
    aliceIsActive();
    deactivate();
    revisions.expire();

    assertThat(aliceIsActive()).isFalse();
  }

  @Test
  void readsTheRevisionOnceInTheStalenessForCallersThatAreNotCached() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(directory.ask("alice")).isPresent();
      now += SECOND / 1_000;
    }

    assertThat(database.asked).isEqualTo(10_000);
    assertThat(database.askedForRevision).isEqualTo(10);
  }

  @Test
  void asksWithoutTheRevisionWithoutStaleness() {
    staleness = 0;

    assertThat(directory.ask("alice")).isPresent();
    assertThat(database.askedForRevision).isZero();
  }

  /** A caller whose revocation the node would miss is not admitted. */
  @Test
  void findsNoCallerWithAPasswordWhileTheRevisionCannotBeRead() {
    RememberingDirectory failing =
        new RememberingDirectory(
            database,
            new RevisionClock(
                () -> {
                  throw new IllegalStateException("The database is down");
                },
                () -> staleness,
                () -> now),
            () -> staleness,
            () -> now);

    assertThatThrownBy(() -> failing.ask("alice")).isInstanceOf(PersistenceException.class);
  }

  @Test
  void treatsALowerRevisionAsAChange() {
    database.revision = 7L;
    aliceIsActive();
    database.callers.put("alice", caller("alice", false, "user"));
    database.revision = 5L;

    now += SECOND;

    assertThat(aliceIsActive()).isFalse();
  }

  @Test
  void cachesInactiveCallersToo() {
    deactivate();

    assertThat(aliceIsActive()).isFalse();
    assertThat(aliceIsActive()).isFalse();
    assertThat(database.asked).isEqualTo(1);
  }

  @Test
  void doesNotCacheUnknownCallers() {
    assertThat(directory.find("unknown")).isEmpty();
    database.callers.put("unknown", caller("unknown", true, "user"));

    assertThat(directory.find("unknown")).isPresent();
  }

  @Test
  void cachesNoHash() {
    aliceIsActive();

    assertThat(directory.find("alice")).map(KnownCaller::passwordHash).isEmpty();
    assertThat(directory.find("alice")).map(KnownCaller::hasPassword).contains(true);
    assertThat(directory.ask("alice")).map(KnownCaller::passwordHash).contains("hash");
  }

  @Test
  void expiresAfterAnHourAtAnUnchangedRevision() {
    aliceIsActive();
    database.callers.put("alice", caller("alice", false, "user"));

    now += Duration.ofHours(1).toNanos() - 1;
    assertThat(aliceIsActive()).isTrue();
    now += 1;
    assertThat(aliceIsActive()).isFalse();
  }

  @Nested
  class AChangeThatCommits {
    @Test
    void afterTheStateWasReadAndBeforeItIsCachedIsReadInTime() {
      database.afterRead = RememberingDirectoryTest.this::deactivate;

      assertThat(aliceIsActive()).isTrue();

      now += SECOND;
      assertThat(aliceIsActive()).isFalse();
    }

    @Test
    void betweenTheRevisionAndTheStateIsReadAtOnceAndStays() {
      database.beforeRead = RememberingDirectoryTest.this::deactivate;

      assertThat(aliceIsActive()).isFalse();

      now += SECOND;
      assertThat(aliceIsActive()).isFalse();
    }

    @Test
    void onThisNodeWhileAStateIsLoadedIsReadByTheNextRequest() {
      database.afterRead =
          () -> {
            deactivate();
            revisions.expire();
          };
      assertThat(aliceIsActive()).isTrue();

      assertThat(aliceIsActive()).isFalse();
    }

    @Test
    void isNotHiddenByAStateThatIsCachedLate() {
      database.afterRead =
          () -> {
            deactivate();
            revisions.expire();
            // Another request comes while the first one is delayed after its read.
            assertThat(aliceIsActive()).isFalse();
          };
      assertThat(aliceIsActive()).isTrue();

      assertThat(aliceIsActive()).isFalse();
    }

    @Test
    void atEachMomentOfAFindIsNeverReadTooLate() {
      // Each run commits at another of the steps of a first find: question, answer, read, end.
      for (int step = 0; step < 4; step++) {
        RememberingDirectoryTest run = new RememberingDirectoryTest();
        Runnable commit = run::deactivate;
        switch (step) {
          case 0 -> run.database.beforeRevision = commit;
          case 1 -> run.database.afterRevision = commit;
          case 2 -> run.database.beforeRead = commit;
          default -> run.database.afterRead = commit;
        }
        run.aliceIsActive();
        run.now += SECOND;

        assertThat(run.aliceIsActive()).as("step %d", step).isFalse();
      }
    }
  }

  @Nested
  class ADatabaseThatIsSlowOrDown {
    @Test
    void rejectsCachedCallers() {
      aliceIsActive();
      database.beforeRevision = FakeDatabase::fail;
      now += SECOND;

      assertThatThrownBy(() -> directory.find("alice")).isInstanceOf(PersistenceException.class);
    }

    @Test
    void acceptsCachedCallersWithinTheStaleness() {
      aliceIsActive();
      database.beforeRevision = FakeDatabase::fail;
      now += SECOND - 1;

      assertThat(aliceIsActive()).isTrue();
    }

    @Test
    void failsForCallersThatAreNotCached() {
      database.beforeRead = FakeDatabase::fail;

      assertThatThrownBy(() -> directory.find("alice")).hasMessage("down");
    }

    @Test
    void readsTheRevisionAgainWhenAStateTookTooLong() {
      database.afterRead = () -> now += SECOND;

      assertThat(aliceIsActive()).isTrue();

      assertThat(database.asked).isEqualTo(1);
      assertThat(database.askedForRevision).isEqualTo(2);
    }

    /** Reads the revision, and lets it become nearly too old. */
    private void ageTheReading() {
      directory.find("unknown");
      now += SECOND * 6 / 10;
    }

    /** The reading is too old after the load, which began later than the reading. */
    @Test
    void loadsAStateOnceThatTookLessThanTheStaleness() {
      ageTheReading();
      database.asked = 0;
      database.afterRead = () -> now += SECOND * 6 / 10;

      assertThat(aliceIsActive()).isTrue();

      assertThat(database.asked).isEqualTo(1);
      assertThat(database.askedForRevision).isEqualTo(1);
    }

    /** alice is deactivated before her load, and after the reading. */
    @Test
    void admitsNoCallerWhoChangedBeforeSuchALoad() {
      ageTheReading();
      deactivate();
      database.afterRead = () -> now += SECOND * 6 / 10;

      assertThat(aliceIsActive()).isFalse();
    }

    /** alice is deactivated during her load, after the database was read. */
    @Test
    void readsAChangeDuringSuchALoadInTime() {
      ageTheReading();
      database.afterRead =
          () -> {
            deactivate();
            now += SECOND * 6 / 10;
          };
      assertThat(aliceIsActive()).isTrue();

      // 0.6 s after the change: the reading is too old, and the next one lists the change.
      assertThat(aliceIsActive()).isFalse();
    }

    @Test
    void returnsNoStateThatChangedWhileItTookTooLong() {
      database.afterRead =
          () -> {
            deactivate();
            now += SECOND;
          };

      assertThat(aliceIsActive()).isFalse();
    }

    @Test
    void failsWhenEachStateTakesTooLong() {
      database.eachTimeAfterRead =
          () -> {
            deactivate();
            now += SECOND;
          };

      assertThatThrownBy(() -> directory.find("alice"))
          .isInstanceOf(PersistenceException.class)
          .hasMessage("The caller was not read in time");
      assertThat(database.asked).isEqualTo(3);
    }
  }

  /** The revision is fresh, another caller was loaded, and the database hangs. */
  @Nested
  @Timeout(60)
  class ALoadInAnotherThread {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch answer = new CountDownLatch(1);

    @BeforeEach
    void hang() {
      revisions.queryIn(threads);
      directory.find("unknown");
      hangNextLoad();
    }

    private void hangNextLoad() {
      database.afterRead =
          () -> {
            try {
              answer.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          };
    }

    @AfterEach
    void endThreads() throws InterruptedException {
      answer.countDown();
      threads.shutdown();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private void assertFailsInTime(ThrowingCallable request) {
      long start = System.nanoTime();
      assertThatThrownBy(request)
          .isInstanceOf(PersistenceException.class)
          .hasMessage("The database did not answer in time");
      assertThat(System.nanoTime() - start).isLessThan(10 * SECOND);
      assertThat(answer.getCount()).isEqualTo(1);
    }

    /** The decision has read the revision before, and looked for the end of the login. */
    @Test
    void sharesATimeWithAllWaitsOfTheDecision() {
      long start = System.nanoTime();
      for (ThrowingCallable request :
          List.<ThrowingCallable>of(() -> directory.find("alice"), () -> directory.ask("alice"))) {
        hangNextLoad();

        StoreWaits.during(
            () -> {
              StoreWaits.add(Duration.ofMillis(1700).toNanos());
              assertFailsInTime(request);
              return null;
            });
      }

      assertThat(System.nanoTime() - start).isLessThan(SECOND);
    }

    /** The provider starts; the request then needs a second load. */
    @Test
    void doesNotCountTheFirstLoad() {
      RevisionClock cold = new RevisionClock(database::revision, () -> staleness, () -> now);
      cold.queryIn(threads);
      answer.countDown();

      boolean loaded =
          StoreWaits.during(
              () -> {
                cold.load(() -> pause(Duration.ofSeconds(2)));
                return cold.load(() -> pause(Duration.ofMillis(200)));
              });

      assertThat(loaded).isTrue();
    }

    private static boolean pause(Duration time) {
      try {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return true;
    }

    @Test
    void endsTheRequestOfACallerWhoIsNotCached() {
      assertFailsInTime(() -> directory.find("alice"));
    }

    @Test
    void endsAPasswordLogin() {
      assertFailsInTime(() -> directory.ask("alice"));
    }

    @Test
    void delaysNoCallerWhoIsCached() {
      database.afterRead = () -> {};
      aliceIsActive();

      hang();

      assertThat(aliceIsActive()).isTrue();
    }

    /** The request has failed; its load ends after the revocation of alice. */
    @Test
    void cachesNoCallerWhoChangedMeanwhile() throws InterruptedException {
      assertFailsInTime(() -> directory.find("alice"));
      deactivate();
      now += SECOND;
      directory.find("unknown"); // reads the revision

      endThreads();

      assertThat(aliceIsActive()).isFalse();
    }

    @Test
    void throwsTheFailureOfTheDatabase() {
      database.afterRead = () -> {};
      database.beforeRead = FakeDatabase::fail;

      assertThatThrownBy(() -> directory.find("alice")).hasMessage("down");
    }
  }

  @Nested
  class ALogin {
    private final RemoteUserCredential header =
        new RemoteUserCredential("alice", Set.of(), null, null, false);

    @Test
    void thatWasStoredIsNotStoredAgain() {
      database.entered = known -> known.loggedIn(LONG_AGO.plusSeconds(7_200));
      KnownCaller alice = directory.find("alice").orElseThrow();

      KnownCaller entered = directory.enter(alice, header).orElseThrow();
      database.callers.put("alice", entered);

      assertThat(directory.find("alice")).map(KnownCaller::lastLogin).contains(entered.lastLogin());
    }

    @Test
    void thatWasNotStoredChangesNothing() {
      KnownCaller alice = directory.find("alice").orElseThrow();

      directory.enter(alice, header);
      directory.find("alice");

      assertThat(database.asked).isEqualTo(1);
    }

    @Test
    void thatChangesThePasswordReachesTheDatabase() {
      KnownCaller alice = directory.find("alice").orElseThrow();

      assertThat(directory.changePassword(alice, "new").map(KnownCaller::passwordHash))
          .contains("new");
    }

    @Test
    void thatReplacesTheHashAndTheStampIsReadAtOnce() {
      KnownCaller alice = directory.find("alice").orElseThrow();

      KnownCaller replaced = directory.replaceHash(alice, "hash", "better");

      assertThat(replaced.securityStamp()).isEqualTo("better");
      assertThat(directory.find("alice")).map(KnownCaller::securityStamp).contains("better");
    }
  }

  /** One database: what is done in between is done by other threads or nodes. */
  private static final class FakeDatabase extends UnchangingDirectory {
    final Map<String, KnownCaller> callers = new HashMap<>();
    @Nullable Object revision = 1L;
    int asked;
    int askedForRevision;
    Runnable beforeRevision = () -> {};
    Runnable afterRevision = () -> {};
    Runnable beforeRead = () -> {};
    Runnable afterRead = () -> {};
    Runnable eachTimeAfterRead = () -> {};
    UnaryOperator<KnownCaller> entered = known -> known;

    static void fail() {
      throw new IllegalStateException("down");
    }

    @Nullable Object revision() {
      askedForRevision++;
      once(beforeRevision);
      Object read = revision;
      once(afterRevision);
      return read;
    }

    @Override
    public Optional<KnownCaller> ask(String name) {
      asked++;
      once(beforeRead);
      Optional<KnownCaller> read = Optional.ofNullable(callers.get(name));
      once(afterRead);
      eachTimeAfterRead.run();
      return read;
    }

    private void once(Runnable step) {
      if (step == beforeRevision) {
        beforeRevision = () -> {};
      } else if (step == afterRevision) {
        afterRevision = () -> {};
      } else if (step == beforeRead) {
        beforeRead = () -> {};
      } else {
        afterRead = () -> {};
      }
      step.run();
    }

    @Override
    public Optional<KnownCaller> enter(KnownCaller caller, RemoteUserCredential header) {
      return Optional.of(entered.apply(caller));
    }

    @Override
    public boolean replacesHashes() {
      return true;
    }

    @Override
    public Optional<KnownCaller> changePassword(KnownCaller caller, String newHash) {
      return Optional.of(caller.with(caller.groups(), newHash));
    }

    @Override
    public KnownCaller replaceHash(KnownCaller caller, String oldHash, String newHash) {
      KnownCaller replaced =
          new KnownCaller(
              caller.name(),
              true,
              true,
              true,
              newHash,
              false,
              Set.of(),
              null,
              null,
              null,
              newHash,
              LONG_AGO,
              LoginTimes.UNLIMITED);
      callers.put(caller.name(), replaced);
      return replaced;
    }
  }
}
