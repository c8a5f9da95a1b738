// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.gatepass.store.internal.jpa.LateException;
import org.jspecify.annotations.Nullable;

/**
 * The revision of the callers' data that this node has read. A request that finds the revision too
 * old queries the database; requests that arrive meanwhile wait for the result of that query, for a
 * limited time. So does the first request, if the query runs in another thread ({@link #queryIn}).
 * The age of a result counts from before its query was sent, on a monotonic clock: the result
 * covers every commit before that moment, however long the query took. The first result may arrive
 * too late, since provider and connection have to start; then a second query follows. Before a
 * result is used, the caches forget the callers that have changed. Safe for use by many threads.
 */
public final class RevisionClock {
  /** The maximum number of optional writes, and so of connections that hanging writes occupy. */
  private static final int MAX_WRITES = 8;

  private static final int MAX_SHIFT = 16;

  private final RevisionQuery query;

  private final List<Forgetful> caches = new CopyOnWriteArrayList<>();
  private final Revocations revocations = new Revocations();
  private final QueryThreads threads = new QueryThreads();

  /** Each kind of query has permits of its own. All share the threads of the executor. */
  private final QueryThreads loads = new QueryThreads();

  private final QueryThreads writes = new QueryThreads(MAX_WRITES);

  private final LongSupplier maxAgeNanos;
  private final LongSupplier nanoTime;

  private volatile @Nullable Reading latest;

  /** Whether a query has ever succeeded. */
  private volatile boolean awake;

  /** Whether a load has ever succeeded. */
  private volatile boolean loaded;

  /** What the caches have reached. */
  private Applied applied = new Applied(0, 0, new Reading(null, 0));

  /** The number of queries that have been sent. */
  private long sentQueries;

  /** The query that requests wait for. */
  private @Nullable Query current;

  /**
   * The number of queries without a result yet, including those that no request waits for any more.
   */
  private int open;

  /**
   * Makes an instance without a revision.
   *
   * @param query reads the revision from the database; null when there is none
   * @param maxAgeNanos the maximum age of a result in nanoseconds
   * @param nanoTime a monotonic clock in nanoseconds
   */
  RevisionClock(Supplier<@Nullable Object> query, LongSupplier maxAgeNanos, LongSupplier nanoTime) {
    this(known -> RevisionQuery.Result.of(known, query.get()), maxAgeNanos, nanoTime);
  }

  /** The same, with a query that also lists the changes. */
  RevisionClock(RevisionQuery query, LongSupplier maxAgeNanos, LongSupplier nanoTime) {
    this.query = query;
    this.maxAgeNanos = maxAgeNanos;
    this.nanoTime = nanoTime;
  }

  /**
   * The result of a query.
   *
   * @param revision the revision that the database stores; null if it stores none
   * @param sentAt the time on the clock before the query was sent
   */
  record Reading(@Nullable Object revision, long sentAt) {}

  /**
   * What the caches have reached: each cached caller is as the database stored it at this revision,
   * or later.
   *
   * @param query the number of the query
   * @param emptied how often all callers have been forgotten
   * @param reading the result of the query
   */
  private record Applied(long query, long emptied, Reading reading) {}

  /** Adds a cache, before its first use. */
  void add(Forgetful cache) {
    caches.add(cache);
  }

  /**
   * Forgets the callers whose changes this node has committed, or may have committed. Later
   * requests load these callers without another reading of the revision.
   */
  public synchronized void forget(List<Change> changes) {
    caches.forEach(cache -> cache.forget(changes));
  }

  /**
   * Runs the queries of requests in an executor from now on, so that a request waits for them for a
   * limited time. An executor that does not begin a query in time leaves it to the request's own
   * thread, in which the query has no limit.
   */
  public void queryIn(Executor executor) {
    threads.use(executor);
    loads.use(executor);
    writes.use(executor);
  }

  /**
   * Loads callers, in the executor of the queries if there is one.
   *
   * @throws PersistenceException when the load takes longer than the request may wait
   */
  <T> T load(Supplier<T> load) {
    T result = loads.call(load, loaded ? Wait.next() : Wait.first());
    loaded = true;
    return result;
  }

  /**
   * Runs a write that no login depends on, in the executor of the queries if there is one.
   *
   * @throws LateException when the write takes longer than the request may wait, and may still
   *     succeed; or when the executor is busy, or eight such writes are under way: then nothing is
   *     written
   */
  public <T> T writeIfFree(Supplier<T> write) {
    return writes.callIfFree(write, Wait.next());
  }

  /** The events about changes that other nodes and other programs have committed. */
  public Revocations revocations() {
    return revocations;
  }

  /**
   * Reads the revision if it is too old, and if a request has read it before. The current thread
   * runs the query: it is not that of a request.
   *
   * @throws PersistenceException when the revision can't be read in time
   */
  public void keepFresh() {
    if (awake) {
      read(Runnable::run);
    }
  }

  /**
   * Reads the revision if it is too old.
   *
   * @throws PersistenceException when the revision can't be read in time
   */
  public void readIfTooOld() {
    read();
  }

  /** Whether the staleness is more than zero. Otherwise each request queries the database. */
  public boolean isLasting() {
    return maxAgeNanos.getAsLong() > 0;
  }

  /** Whether {@link #keepFresh} would send a query, or wait for one. */
  public boolean isDue() {
    Reading known = latest;
    return awake && (known == null || !isFresh(known));
  }

  /**
   * The time since the query was sent whose result the caches have reached, in nanoseconds; empty
   * before the first result.
   */
  public synchronized OptionalLong ageNanos() {
    return applied.query() == 0
        ? OptionalLong.empty()
        : OptionalLong.of(nanoTime.getAsLong() - applied.reading().sentAt());
  }

  /**
   * The time until the revision is too old, in nanoseconds. If it is too old already, a query that
   * is sent now makes it last for the maximum age.
   */
  public long nanosToNextReading() {
    Reading known = latest;
    long maxAge = maxAgeNanos.getAsLong();
    long left = known == null ? 0 : known.sentAt() + maxAge - nanoTime.getAsLong();
    return left > 0 ? left : maxAge;
  }

  /**
   * Returns a revision that is not too old.
   *
   * @throws PersistenceException when the revision can't be read in time
   */
  Reading read() {
    return read(threads::run);
  }

  private Reading read(Executor sender) {
    Reading known = latest;
    return known != null && isFresh(known) ? known : refresh(sender);
  }

  /** Whether a result is within the maximum age. */
  private boolean isFresh(Reading reading) {
    return nanoTime.getAsLong() - reading.sentAt() < maxAgeNanos.getAsLong();
  }

  /**
   * Discards the revision, because this node has committed a change. Later requests send a new
   * query, and do not wait for an earlier one.
   */
  public synchronized void expire() {
    latest = null;
    current = null;
  }

  private Reading refresh(Executor sender) {
    Query joined;
    boolean first = false;
    synchronized (this) {
      Reading known = latest;
      if (known != null && isFresh(known)) {
        return known;
      }
      joined = current;
      if (awake && Wait.next().isOver()) {
        throw new LateException("The revision was not read in time");
      }
      if (joined == null || isGivenUp(joined)) {
        joined = new Query(nanoTime.getAsLong(), !awake, ++sentQueries, applied);
        current = joined;
        open++;
        first = true;
      }
    }
    if (first) {
      send(joined, sender);
    }
    return await(joined, sender);
  }

  /**
   * Whether another query may be sent although this one has no result. Each open query doubles the
   * time until the next: a hanging database holds few threads, and a recovered one is found.
   */
  private boolean isGivenUp(Query sent) {
    int doublings = Math.min(open - 1, MAX_SHIFT);
    return nanoTime.getAsLong() - sent.sentAt >= timeoutNanos(sent) << doublings;
  }

  private long timeoutNanos(Query sent) {
    return sent.first ? Wait.first().nanos() : Math.min(maxAgeNanos.getAsLong(), Wait.ALL);
  }

  private void send(Query sent, Executor sender) {
    // The first query may start the provider: the container's own thread does that.
    Executor chosen = sent.first ? Runnable::run : sender;
    chosen.execute(() -> send(sent));
  }

  private void send(Query sent) {
    RevisionQuery.Result result = null;
    try {
      result = query.since(sent.before.reading().revision());
    } catch (RuntimeException failure) {
      sent.result.completeExceptionally(failure);
    } finally {
      finished(sent, result);
    }
  }

  /**
   * Has the caches forget what has changed. A query that was sent earlier than the applied one adds
   * nothing. A query that was sent later may list changes from an older revision on, which names
   * too many callers, but never too few.
   */
  private Reading apply(Query sent, RevisionQuery.Result result) {
    if (sent.number < applied.query()) {
      return applied.reading();
    }
    long emptied = applied.emptied();
    List<Change> changes = result.changes();
    if (changes == null || sent.before.emptied() != emptied) {
      emptied++;
      caches.forEach(Forgetful::forgetAll);
    } else if (!changes.isEmpty()) {
      caches.forEach(cache -> cache.forget(changes));
    }
    if (applied.query() > 0) {
      revocations.read(sent.before.reading().revision(), applied.reading().revision(), result);
    }
    Reading reading = new Reading(result.revision(), sent.sentAt);
    applied = new Applied(sent.number, emptied, reading);
    return reading;
  }

  private synchronized void finished(Query sent, RevisionQuery.@Nullable Result result) {
    Reading reading = result == null ? null : apply(sent, result);
    open--;
    awake |= reading != null;
    // Otherwise a change was committed since, or a later query is under way.
    if (current == sent) {
      current = null;
      if (reading != null) {
        latest = reading;
      }
    }
    if (reading == null) {
      // Has no effect if the query has completed already.
      sent.result.completeExceptionally(new IllegalStateException("The query ended early"));
    } else {
      sent.result.complete(reading);
    }
  }

  private Reading await(Query sent, Executor sender) {
    try {
      long waited = nanoTime.getAsLong() - sent.sentAt;
      Wait wait = sent.first ? Wait.first() : Wait.next();
      Reading reading = wait.atMost(timeoutNanos(sent) - waited).forResult(sent.result);
      if (isFresh(reading)) {
        return reading;
      }
      if (sent.first) {
        return refresh(sender);
      }
    } catch (ExecutionException failed) {
      throw new PersistenceException("The revision could not be read", failed.getCause());
    } catch (TimeoutException late) {
      throw new LateException("The revision was not read in time");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new PersistenceException("Interrupted while the revision was read", interrupted);
    }
    throw new PersistenceException("The revision was read too late");
  }

  private static final class Query {
    private final long sentAt;
    private final boolean first;
    private final long number;
    private final Applied before;
    private final CompletableFuture<Reading> result = new CompletableFuture<>();

    /**
     * Makes a query.
     *
     * @param sentAt the time on the clock before the query is sent
     * @param first whether no query has succeeded before
     * @param number the number of the query, in the order of sending
     * @param before what the caches have reached before the query is sent
     */
    Query(long sentAt, boolean first, long number, Applied before) {
      this.sentAt = sentAt;
      this.first = first;
      this.number = number;
      this.before = before;
    }
  }
}
