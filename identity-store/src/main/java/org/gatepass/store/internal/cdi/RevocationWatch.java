// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.gatepass.store.internal.freshness.RevisionClock;
import org.jspecify.annotations.Nullable;

/**
 * Fires the events about changes of other nodes, by one task for each revision in a scheduler. A
 * task reads its revision when requests would read it anew, so that an idle node fires the events
 * as well, and a busy one sends no more queries than without this task. The queries run in other
 * threads: the scheduler may have a single one, and a query may hang. Safe for use by many threads.
 */
final class RevocationWatch {
  private static final Logger LOG = System.getLogger(RevocationWatch.class.getName());

  /** The maximum time between two runs: requests may have read a revision meanwhile. */
  private static final long MAX_DELAY = TimeUnit.SECONDS.toNanos(1);

  /** The minimum time between two runs. */
  private static final long MIN_DELAY = TimeUnit.MILLISECONDS.toNanos(20);

  /**
   * The maximum number of threads that read one revision: while a query hangs, a second one finds
   * the recovered database.
   */
  private static final int MAX_READERS = 2;

  private final ScheduledExecutorService scheduler;
  private final Executor readers;
  private final List<Task> tasks;
  private final Consumer<Object> events;
  private volatile boolean stopped;
  private @Nullable Future<?> repair;

  /** The executor that ends with this watch, if it is not the server's. */
  private @Nullable ExecutorService own;

  /**
   * Makes a watch that does not run yet.
   *
   * @param scheduler schedules the tasks
   * @param readers runs the queries
   * @param revisions the revisions to read
   * @param events fires an event, and does not fail
   */
  RevocationWatch(
      ScheduledExecutorService scheduler,
      Executor readers,
      List<RevisionClock> revisions,
      Consumer<Object> events) {
    this.scheduler = scheduler;
    this.readers = readers;
    this.events = events;
    this.tasks = revisions.stream().map(Task::new).toList();
  }

  /**
   * Starts a watch in the executors that Jakarta Concurrency defines, or in threads of its own
   * where the server lacks one: on Apache TomEE, applications that inject no such executor did not
   * get these names.
   */
  @SuppressWarnings("BanJNDI") // The specification defines the names, and the server the executors.
  static RevocationWatch start(List<RevisionClock> revisions, Consumer<Object> events) {
    RevocationWatch watch;
    try {
      watch =
          new RevocationWatch(
              InitialContext.doLookup("java:comp/DefaultManagedScheduledExecutorService"),
              InitialContext.doLookup("java:comp/DefaultManagedExecutorService"),
              revisions,
              events);
    } catch (NamingException | RuntimeException absent) {
      LOG.log(
          Level.INFO,
          "The server has no managed executors: Gatepass fires events about changes of other nodes"
              + " in threads of its own");
      watch = inOwnThreads(revisions, events);
    }
    watch.start();
    return watch;
  }

  /** Makes a watch with threads that end when it stops. */
  static RevocationWatch inOwnThreads(List<RevisionClock> revisions, Consumer<Object> events) {
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    ScheduledExecutorService threads =
        Executors.newScheduledThreadPool(
            1 + MAX_READERS * revisions.size(),
            task -> {
              Thread thread = new Thread(task, "gatepass-revocations");
              thread.setDaemon(true);
              thread.setContextClassLoader(application);
              return thread;
            });
    RevocationWatch watch = new RevocationWatch(threads, threads, revisions, events);
    watch.own = threads;
    return watch;
  }

  /** Collects the events from now on, and schedules the first runs. */
  synchronized void start() {
    tasks.forEach(task -> task.revision.revocations().collect());
    try {
      repair =
          scheduler.scheduleWithFixedDelay(
              this::schedule, MAX_DELAY, MAX_DELAY, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException | IllegalStateException rejected) {
      LOG.log(
          Level.WARNING,
          "The scheduler rejected a task: only the node of a change fires events about it",
          rejected);
    }
  }

  /** Schedules the tasks that have no next run: the scheduler may have rejected or dropped it. */
  private synchronized void schedule() {
    tasks.stream().filter(Task::hasEnded).forEach(task -> task.schedule(MIN_DELAY));
  }

  /** Ends the tasks; runs in progress complete. */
  synchronized void stop() {
    stopped = true;
    if (repair != null) {
      repair.cancel(false);
    }
    tasks.forEach(Task::cancel);
    if (own != null) {
      own.shutdown();
    }
  }

  /** Follows one revision. */
  private final class Task implements Runnable {
    final RevisionClock revision;
    private final Semaphore reading = new Semaphore(MAX_READERS);
    private volatile boolean failing;
    private volatile boolean rejected;
    private @Nullable Future<?> next;

    Task(RevisionClock revision) {
      this.revision = revision;
    }

    @Override
    public void run() {
      // First, since an observer may fail.
      scheduleNext();
      if (revision.isDue() && reading.tryAcquire()) {
        try {
          readers.execute(this::read);
        } catch (RejectedExecutionException | IllegalStateException rejection) {
          reading.release();
          rejected(rejection);
        }
      }
      fire();
    }

    private void scheduleNext() {
      long delay = revision.nanosToNextReading();
      // With no staleness, nothing reads the revision.
      schedule(failing || delay == 0 ? MAX_DELAY : Math.max(MIN_DELAY, Math.min(delay, MAX_DELAY)));
    }

    private void read() {
      try {
        revision.keepFresh();
        failing = false;
        rejected = false;
      } catch (RuntimeException failure) {
        LOG.log(
            failing ? Level.DEBUG : Level.WARNING,
            () ->
                "The changes of accounts could not be read ("
                    + failure.getClass().getName()
                    + "): until they are, connections of revoked callers stay open");
        failing = true;
      } finally {
        reading.release();
      }
      fire();
    }

    private void fire() {
      revision.revocations().fire(events);
    }

    private void schedule(long delay) {
      synchronized (RevocationWatch.this) {
        if (stopped) {
          return;
        }
        try {
          next = scheduler.schedule(this, delay, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException | IllegalStateException rejection) {
          rejected(rejection);
        }
      }
    }

    private void rejected(RuntimeException rejection) {
      LOG.log(
          rejected || stopped ? Level.DEBUG : Level.WARNING,
          "The scheduler rejected a task: until it accepts one, connections of revoked callers stay"
              + " open",
          rejection);
      rejected = true;
    }

    boolean hasEnded() {
      return next == null || next.isDone();
    }

    void cancel() {
      if (next != null) {
        next.cancel(false);
      }
    }
  }
}
