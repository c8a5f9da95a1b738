// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatepass.AccountOptions;
import org.gatepass.CallerRevoked;
import org.gatepass.store.TestUnit;
import org.gatepass.store.internal.account.AccountDatabase;
import org.gatepass.store.internal.account.AccountDirectory;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.freshness.Freshness;
import org.gatepass.store.sync.DirectoryEntry;
import org.gatepass.store.sync.SyncResult;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Synchronises many accounts while another node looks callers up. {@code -Dsync.accounts=100000
 * -Dsync.timed=true} is the form that measures: 100,000 accounts are created, changed and
 * deactivated, each within {@link #LIMIT}, and 99 of 100 look-ups take less than {@link #LOOK_UP}.
 */
@Timeout(600)
class DirectorySyncLoadTest {
  private static final int ACCOUNTS = Integer.getInteger("sync.accounts", 2_000);
  private static final boolean TIMED = Boolean.getBoolean("sync.timed");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LOOK_UP = Duration.ofMillis(50);
  private static final Duration STALENESS = Duration.ofSeconds(1);
  private static final String ADMINISTRATORS = "administrator";

  /** When the transaction of each revocation had certainly committed. */
  private final Map<String, Long> revokedAt = new ConcurrentHashMap<>();

  private final List<String> names =
      IntStream.range(0, ACCOUNTS).mapToObj(i -> "person-" + i).toList();

  private volatile boolean running = true;

  /** The look-ups of one phase, in nanoseconds, and those that admitted a revoked caller. */
  private record LookUps(List<Long> nanos, long tooLate, long revoked, long failed) {
    Duration percentile(double part) {
      List<Long> sorted = nanos.stream().sorted().toList();
      return Duration.ofNanos(sorted.get((int) Math.ceil((sorted.size() - 1) * part)));
    }
  }

  private static CallerDirectory otherNode(TestUnit unit) {
    Freshness freshness = new Freshness(STALENESS::toNanos, System::nanoTime);
    AccountDatabase database = AccountDatabase.of(unit.database(), freshness);
    return freshness.remembering(
        new AccountDirectory(
            database,
            () ->
                new AccountOptions(
                    false, 5, false, STALENESS, AccountOptions.DEFAULT_PASSWORD_COST, Set.of()),
            Optional.empty(),
            InstantSource.system(),
            event -> {}),
        database.revisions());
  }

  /** Sends some 500 look-ups a second, more than half of them for 100 callers. */
  private LookUps lookUp(CallerDirectory node) throws InterruptedException {
    List<Long> nanos = new ArrayList<>();
    long tooLate = 0;
    long revoked = 0;
    long failed = 0;
    Random random = new Random(1);
    while (running) {
      String name = names.get(random.nextInt(random.nextInt(10) < 6 ? 100 : names.size()));
      Long end = revokedAt.get(name);
      long start = System.nanoTime();
      boolean admitted = false;
      try {
        admitted = node.find(name).filter(caller -> caller.active()).isPresent();
      } catch (PersistenceException late) {
        failed++; // on a machine with much other work: the request would be answered with 503
      }
      nanos.add(System.nanoTime() - start);
      if (end != null && start - end >= STALENESS.toNanos()) {
        revoked++;
        if (admitted) {
          tooLate++;
        }
      }
      Thread.sleep(2);
    }
    return new LookUps(nanos, tooLate, revoked, failed);
  }

  private void revoked(Object event) {
    if (event instanceof CallerRevoked revoked) {
      revokedAt.put(revoked.callerName(), System.nanoTime());
    }
  }

  private Stream<DirectoryEntry> export(boolean active, String group) {
    return names.stream()
        .map(
            name ->
                DirectoryEntry.of(name, active)
                    .withStableId("id-" + name)
                    .withGroups(Set.of("user", group))
                    .withDisplayName("Person " + name)
                    .withEmail(name + "@" + group + ".example.org"));
  }

  private SyncResult phase(
      TestUnit.Kind kind, TestUnit unit, String phase, Supplier<SyncResult> work) throws Exception {
    running = true;
    CallerDirectory node = otherNode(unit);
    try {
      node.find("the-first"); // the provider prepares its queries
    } catch (PersistenceException late) {
      // The next one succeeds.
    }
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Callable<LookUps> lookingUp = () -> lookUp(node);
      Future<LookUps> lookUps = thread.submit(lookingUp);
      long start = System.nanoTime();
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      SyncResult result = work.get();
      cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      if (phase.equals("deactivated")) {
        Thread.sleep(STALENESS.toMillis() * 2); // so that each revocation is tried
      }
      running = false;
      LookUps done = lookUps.get();
      System.out.printf(
          "%s %,d accounts %s: %.1f s (%.1f s of CPU time in this thread); %,d look-ups: median %.2f ms, 99 %% %.1f ms, 99.9 %% %.1f ms,"
              + " maximum %.1f ms; %,d of revoked callers, %d failed%n",
          kind,
          ACCOUNTS,
          phase,
          took.toNanos() / 1e9,
          cpu / 1e9,
          done.nanos().size(),
          millis(done.percentile(0.5)),
          millis(done.percentile(0.99)),
          millis(done.percentile(0.999)),
          millis(done.percentile(1)),
          done.revoked(),
          done.failed());
      assertThat(done.tooLate()).isZero();
      if (phase.equals("deactivated")) {
        assertThat(done.revoked()).isPositive();
      }
      if (TIMED) {
        assertThat(done.failed()).isZero();
        assertThat(took).isLessThan(LIMIT);
        assertThat(done.percentile(0.99)).isLessThan(LOOK_UP);
      }
      return result;
    } finally {
      running = false;
      thread.shutdown();
    }
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void revokesWithinTheStalenessWhileOthersAreLookedUp(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind, true)) {
      AccountSync sync = new AccountSync(unit.accountDatabase(), name -> true, this::revoked);

      SyncResult created =
          phase(kind, unit, "created", () -> sync.apply(ADMINISTRATORS, export(true, "one")));
      SyncResult changed =
          phase(kind, unit, "changed", () -> sync.apply(ADMINISTRATORS, export(true, "two")));
      SyncResult unchanged =
          phase(
              kind,
              unit,
              "unchanged",
              () -> sync.applyFullExport(ADMINISTRATORS, export(true, "two"), 0));
      SyncResult deactivated =
          phase(
              kind,
              unit,
              "deactivated",
              () ->
                  sync.applyFullExport(
                      ADMINISTRATORS,
                      Stream.concat(
                          Stream.of(DirectoryEntry.of("the-last", true)),
                          export(false, "two").limit(ACCOUNTS / 2)),
                      ACCOUNTS));

      assertThat(created.created()).isEqualTo(ACCOUNTS);
      assertThat(changed.changed()).isEqualTo(ACCOUNTS);
      assertThat(unchanged.unchanged()).isEqualTo(ACCOUNTS);
      assertThat(deactivated.deactivated()).isEqualTo(ACCOUNTS / 2);
      assertThat(deactivated.missing()).isEqualTo(ACCOUNTS - ACCOUNTS / 2);
      assertThat(unit.sql("select count(*) from gatepass_account where active")).isEqualTo("1");
    }
  }
}
