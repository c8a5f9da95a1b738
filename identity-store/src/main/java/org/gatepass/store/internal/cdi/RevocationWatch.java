// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.gatepass.store.internal.freshness.RevisionClock;
import org.jspecify.annotations.Nullable;

/**
 * A task in the server's scheduler that fires the events about changes of other nodes. It reads a
 * revision when requests would read it anew. So an idle node fires the events too, and a busy one
 * sends no more queries than without this task. Each run schedules the next one. Safe for use by
 * many threads.
 */
final class RevocationWatch implements Runnable {
  private static final Logger LOG = System.getLogger(RevocationWatch.class.getName());

  /** The maximum time between two runs: requests may have read a revision meanwhile. */
  private static final long MAX_DELAY = TimeUnit.SECONDS.toNanos(1);

  /** The minimum time between two runs, also while the database fails at once. */
  private static final long MIN_DELAY = TimeUnit.MILLISECONDS.toNanos(20);

  private final ScheduledExecutorService scheduler;
  private final List<RevisionClock> revisions;
  private final Consumer<Object> events;
  private boolean failing;
  private boolean stopped;
  private @Nullable ScheduledFuture<?> next;

  /**
   * Makes a task that does not run yet.
   *
   * @param scheduler the server's scheduler
   * @param revisions the revisions to read
   * @param events fires an event, and does not fail
   */
  RevocationWatch(
      ScheduledExecutorService scheduler, List<RevisionClock> revisions, Consumer<Object> events) {
    this.scheduler = scheduler;
    this.revisions = revisions;
    this.events = events;
  }

  /**
   * Starts a task in the scheduler that Jakarta Concurrency defines; empty where the server lacks
   * one.
   */
  @SuppressWarnings("BanJNDI") // The specification defines the name, and the server the scheduler.
  static Optional<RevocationWatch> inScheduler(
      List<RevisionClock> revisions, Consumer<Object> events) {
    ScheduledExecutorService scheduler;
    try {
      scheduler = InitialContext.doLookup("java:comp/DefaultManagedScheduledExecutorService");
    } catch (NamingException | RuntimeException absent) {
      LOG.log(
          Level.WARNING,
          "The server has no java:comp/DefaultManagedScheduledExecutorService: the application"
              + " observes no changes of accounts by other nodes");
      return Optional.empty();
    }
    RevocationWatch watch = new RevocationWatch(scheduler, revisions, events);
    watch.start();
    return Optional.of(watch);
  }

  /** Collects the events from now on, and schedules the first run. */
  void start() {
    revisions.forEach(revision -> revision.revocations().collect());
    schedule(MAX_DELAY);
  }

  /** Ends the task; a run in progress completes. */
  synchronized void stop() {
    stopped = true;
    if (next != null) {
      next.cancel(false);
    }
  }

  @Override
  public void run() {
    long delay = MAX_DELAY;
    try {
      for (RevisionClock revision : revisions) {
        delay = Math.min(delay, read(revision));
        revision.revocations().take().forEach(events);
      }
    } finally {
      schedule(Math.max(delay, MIN_DELAY));
    }
  }

  private long read(RevisionClock revision) {
    try {
      long delay = revision.keepFresh();
      failing = false;
      return delay;
    } catch (RuntimeException failure) {
      LOG.log(
          failing ? Level.DEBUG : Level.WARNING,
          () ->
              "The changes of accounts could not be read ("
                  + failure.getClass().getName()
                  + "): until they are, connections of revoked callers stay open");
      failing = true;
      return MAX_DELAY;
    }
  }

  private synchronized void schedule(long delay) {
    if (stopped) {
      return;
    }
    try {
      next = scheduler.schedule(this, delay, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException stopping) {
      LOG.log(Level.DEBUG, "The server's scheduler has ended", stopping);
    }
  }
}
