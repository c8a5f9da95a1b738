// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.gatepass.AuthenticatedBy;
import org.gatepass.internal.bounded.BoundedMap;
import org.jspecify.annotations.Nullable;

/**
 * A cache of groups from identity stores. Requests for the same groups share one call of the
 * stores. A request that waits for another request's call fails after two seconds. The age of an
 * entry is measured from before the call, on a monotonic clock. The cache has at most 10,000
 * entries, and no failures. Safe for use by many threads.
 */
public final class RememberedGroups {
  private static final Duration MAX_WAIT = Duration.ofSeconds(2);
  private static final int CAPACITY = 10_000;

  private final long maxAgeNanos;
  private final LongSupplier nanoTime;
  private final Duration maxWait;
  private final Map<Key, Entry> entries;

  /**
   * Creates an empty cache.
   *
   * @param maxAge the maximum age of an entry; zero to call the stores for each request
   * @param nanoTime a monotonic clock in nanoseconds, such as {@code System::nanoTime}
   */
  public RememberedGroups(Duration maxAge, LongSupplier nanoTime) {
    this(maxAge, nanoTime, MAX_WAIT, CAPACITY);
  }

  public RememberedGroups(Duration maxAge, LongSupplier nanoTime, Duration maxWait, int capacity) {
    this.maxAgeNanos = maxAge.toNanos();
    this.nanoTime = nanoTime;
    this.maxWait = maxWait;
    this.entries = new BoundedMap<>(capacity);
  }

  /**
   * The key of an entry: everything that a store may read from the result that it receives.
   *
   * @param stores the stores that are called
   * @param acceptedBy the store that has accepted the caller
   * @param callerName the caller name
   * @param by how the caller logged in; null if the store that accepted the caller does not return
   *     it
   * @param callerDn the caller's distinguished name, or null if the store returned none
   * @param callerUniqueId the caller's unique id, or null if the store returned none
   * @param callerGroups the groups from the store that accepted the caller
   */
  record Key(
      String stores,
      String acceptedBy,
      String callerName,
      @Nullable AuthenticatedBy by,
      @Nullable String callerDn,
      @Nullable String callerUniqueId,
      Set<String> callerGroups) {
    /** Copies the groups. */
    Key {
      callerGroups = Set.copyOf(callerGroups);
    }
  }

  /** The time for {@link #put}, to be read before the call of the store. */
  long now() {
    return nanoTime.getAsLong();
  }

  /**
   * The groups of a caller.
   *
   * @param key the key
   * @param loader calls the stores
   * @return the groups
   * @throws IllegalStateException if another request's call for the same key fails or takes too
   *     long
   */
  Set<String> get(Key key, Supplier<Set<String>> loader) {
    if (maxAgeNanos == 0) {
      return loader.get();
    }
    Entry entry;
    boolean isMine = false;
    synchronized (entries) {
      entry = entries.get(key);
      long now = nanoTime.getAsLong();
      if (entry == null || entry.isTooOld(now, maxAgeNanos)) {
        entry = new Entry(now, new CompletableFuture<>());
        entries.put(key, entry);
        isMine = true;
      }
    }
    return isMine ? call(key, entry, loader) : await(entry);
  }

  /**
   * Caches groups that a store has returned with a login, unless there is an entry of a later call.
   *
   * @param key the key
   * @param groups the groups
   * @param calledAt {@link #now()} before the call of the store
   */
  void put(Key key, Set<String> groups, long calledAt) {
    Entry entry = new Entry(calledAt, CompletableFuture.completedFuture(Set.copyOf(groups)));
    synchronized (entries) {
      Entry known = entries.get(key);
      if (known == null || known.calledAt() - calledAt <= 0) {
        entries.put(key, entry);
      }
    }
  }

  private Set<String> call(Key key, Entry entry, Supplier<Set<String>> loader) {
    try {
      Set<String> groups = Set.copyOf(loader.get());
      entry.groups().complete(groups);
      return groups;
    } finally {
      if (!entry.groups().isDone()) {
        synchronized (entries) {
          entries.remove(key, entry);
        }
        entry.groups().completeExceptionally(new IllegalStateException("no groups were read"));
      }
    }
  }

  private Set<String> await(Entry entry) {
    try {
      return entry.groups().get(maxWait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException tooLong) {
      throw new IllegalStateException("The groups were not read in time", tooLong);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("Another request could not read the groups", failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The groups were not read", e);
    }
  }

  /** An entry: groups, or a call in progress. */
  private record Entry(long calledAt, CompletableFuture<Set<String>> groups) {
    boolean isTooOld(long now, long maxAgeNanos) {
      return groups.isDone() && now - calledAt >= maxAgeNanos;
    }

    /** Compares by identity, because each call is separate. */
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
