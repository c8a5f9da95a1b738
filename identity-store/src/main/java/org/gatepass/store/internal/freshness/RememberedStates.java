// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.gatepass.store.internal.caller.KnownCaller;
import org.jspecify.annotations.Nullable;

/**
 * The cached callers of one revision. A new revision gets a new instance: a thread that still loads
 * a caller at the old revision puts it into the old instance, which is no longer read. The cache
 * holds no password hashes, and each caller for an hour at most. Safe for use by many threads.
 */
final class RememberedStates {
  /** The maximum total weight; a weight is about a number of bytes. */
  private static final long MAX_WEIGHT = 64L << 20;

  private static final Duration LONGEST = Duration.ofHours(1);

  /** The weight of a caller's objects and its cache entry, without texts and groups. */
  private static final int WEIGHT_OF_STATE = 240;

  private static final int WEIGHT_OF_TEXT = 44;
  private static final int WEIGHT_OF_GROUP = 8;

  /** The maximum number of sets of groups that callers share. */
  private static final int SHARED_SETS = 1_000;

  private static final int MAX_SHARED_SET = 8;

  private final Object revision;
  private final Cache<String, KnownCaller> callers;
  private final Map<Set<String>, Set<String>> groups = new ConcurrentHashMap<>();

  RememberedStates(Object revision, LongSupplier nanoTime) {
    this(revision, nanoTime, MAX_WEIGHT);
  }

  RememberedStates(Object revision, LongSupplier nanoTime, long greatestWeight) {
    this.revision = revision;
    this.callers =
        Caffeine.newBuilder()
            .maximumWeight(greatestWeight)
            .weigher((String name, KnownCaller caller) -> weight(caller))
            .expireAfterWrite(LONGEST)
            .ticker(nanoTime::getAsLong)
            // On the calling thread: a cache with threads of its own would outlive the application.
            .executor(Runnable::run)
            .build();
  }

  boolean areOf(Object otherRevision) {
    return revision.equals(otherRevision);
  }

  @Nullable KnownCaller find(String name) {
    return callers.getIfPresent(name);
  }

  /** Caches a caller without the hash. */
  void put(KnownCaller caller) {
    KnownCaller slim = caller.with(shared(caller.groups()), null);
    callers.put(slim.name(), slim);
  }

  void forget(String name) {
    callers.invalidate(name);
  }

  long count() {
    callers.cleanUp();
    return callers.estimatedSize();
  }

  private Set<String> shared(Set<String> some) {
    Set<String> known = groups.get(some);
    if (known != null) {
      return known;
    }
    if (groups.size() < SHARED_SETS && some.size() <= MAX_SHARED_SET) {
      groups.putIfAbsent(some, some);
    }
    return some;
  }

  private static int weight(KnownCaller caller) {
    long weight =
        WEIGHT_OF_STATE
            + weight(caller.name())
            + weight(caller.email())
            + weight(caller.displayName())
            + weight(caller.securityStamp());
    for (String group : caller.groups()) {
      weight += WEIGHT_OF_GROUP + weight(group);
    }
    return (int) Math.min(weight, Integer.MAX_VALUE);
  }

  private static long weight(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    boolean oneByteEach = text.chars().allMatch(character -> character <= 0xff);
    return WEIGHT_OF_TEXT + (oneByteEach ? 1L : 2L) * text.length();
  }
}
