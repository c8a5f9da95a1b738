// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.LoginTimes;
import org.gatepass.store.internal.caller.UnchangingDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The staleness with many threads and the real clock. A request reads data that was valid within
 * the staleness before the request began, and each earlier change of its own node.
 */
@Timeout(120)
class FreshnessTest {
  private static final int COMMITS = 20_000;
  private static final int READERS = 6;

  /** The committed data: the stamp of the only caller is the number of the commit. */
  private volatile int committed;

  /** The latest commit of this node that is done with. */
  private volatile int told;

  private volatile boolean done;

  /** When each commit was done. */
  private final AtomicLongArray times = new AtomicLongArray(COMMITS + 1);

  private final class Database extends UnchangingDirectory {
    @Override
    public Optional<KnownCaller> ask(String name) {
      String stamp = Integer.toString(committed);
      LockSupport.parkNanos(1);
      return Optional.of(
          new KnownCaller(
              name,
              true,
              true,
              false,
              null,
              false,
              Set.of(),
              null,
              null,
              null,
              stamp,
              null,
              LoginTimes.UNLIMITED));
    }

    Object revision() {
      Object revision = committed;
      LockSupport.parkNanos(1);
      return revision;
    }
  }

  /**
   * Reads while another thread commits, and returns the number of results.
   *
   * @param ofThisNode whether the commits are this node's
   */
  private long answers(Duration staleness, boolean ofThisNode)
      throws InterruptedException, ExecutionException {
    Database database = new Database();
    Freshness freshness = new Freshness(staleness::toNanos, System::nanoTime);
    RevisionClock revisions = freshness.clock(database::revision);
    CallerDirectory directory = freshness.remembering(database, revisions);
    Callable<Long> reader =
        () -> {
          long answers = 0;
          while (!done) {
            int before = ofThisNode ? told : committed;
            long start = System.nanoTime();
            int seen;
            try {
              seen = Integer.parseInt(directory.find("alice").orElseThrow().securityStamp());
            } catch (PersistenceException notInTime) {
              continue; // fails closed
            }
            answers++;
            if (ofThisNode) {
              assertThat(seen).isGreaterThanOrEqualTo(before);
            } else if (seen < before) {
              long replaced = times.get(seen + 1);
              if (replaced != 0) {
                assertThat(start - replaced).isLessThan(staleness.toNanos());
              }
            }
          }
          return answers;
        };
    ExecutorService threads = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<Long>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(threads.submit(reader));
      }
      for (int commit = 1; commit <= COMMITS && noneHasFailed(readers); commit++) {
        committed = commit;
        times.set(commit, System.nanoTime()); // after it, since this thread may wait in between
        if (ofThisNode) {
          revisions.expire();
          told = commit;
        }
        if (commit % 10 == 0) {
          LockSupport.parkNanos(1_000_000);
        }
      }
      done = true;
      long answers = 0;
      for (Future<Long> each : readers) {
        answers += each.get();
      }
      return answers;
    } finally {
      done = true;
      threads.shutdownNow();
    }
  }

  private static boolean noneHasFailed(List<Future<Long>> readers) {
    return readers.stream().noneMatch(Future::isDone);
  }

  @Test
  void returnsNothingOlderThanTheStaleness() throws InterruptedException, ExecutionException {
    assertThat(answers(Duration.ofMillis(20), false)).isPositive();
  }

  @Test
  void returnsChangesOfThisNodeAtOnce() throws InterruptedException, ExecutionException {
    assertThat(answers(Duration.ofHours(1), true)).isPositive();
  }
}
