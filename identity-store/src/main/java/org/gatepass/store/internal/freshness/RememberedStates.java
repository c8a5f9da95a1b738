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
import org.gatepass.store.internal.caller.LoginTimes;
import org.jspecify.annotations.Nullable;

/**
 * Cached callers. A thread registers a load before it reads a caller from the database; forgetting
 * a name ends the registration of its loads, so that a caller who was read before a change is not
 * cached after it. To forget everything, use a new instance: late loads end in the old one, which
 * is no longer read. The cache holds no password hashes, and each caller for an hour at most. Safe
 * for use by many threads.
 */
final class RememberedStates {
  /** The maximum total weight; a weight is about a number of bytes. */
  private static final long MAX_WEIGHT = 64L << 20;

  private static final Duration LONGEST = Duration.ofHours(1);

  /** The weight of a caller's objects and its cache entry, without texts and groups. */
  private static final int WEIGHT_OF_STATE = 240;

  /** The weight of times that limit the logins of a caller. */
  private static final int WEIGHT_OF_TIMES = 96;

  private static final int WEIGHT_OF_TEXT = 44;
  private static final int WEIGHT_OF_GROUP = 8;

  /** The maximum number of sets of groups that callers share. */
  private static final int SHARED_SETS = 1_000;

  private static final int MAX_SHARED_SET = 8;

  private final Cache<String, KnownCaller> callers;

  /** The loads that may still cache their callers, by name. */
  private final Map<String, Load> loads = new ConcurrentHashMap<>();

  private final Map<Set<String>, Set<String>> groups = new ConcurrentHashMap<>();

  RememberedStates(LongSupplier nanoTime) {
    this(nanoTime, MAX_WEIGHT);
  }

  RememberedStates(LongSupplier nanoTime, long greatestWeight) {
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

  @Nullable KnownCaller find(String name) {
    return callers.getIfPresent(name);
  }

  /** Loads of one name between two changes. The count is guarded by the map of the loads. */
  static final class Load {
    private final String name;
    private int open;

    private Load(String name) {
      this.name = name;
    }
  }

  /** Registers a load; the caller is read from the database after this call. */
  Load begin(String name) {
    return loads.compute(
        name,
        (key, known) -> {
          Load load = known == null ? new Load(key) : known;
          load.open++;
          return load;
        });
  }

  /**
   * Ends a load, and caches the caller without the hash, unless the name was forgotten meanwhile.
   *
   * @param caller the caller of the load's name, or null if none was read
   */
  void end(Load load, @Nullable KnownCaller caller) {
    // Atomic for this name: no forgetting comes between the check and the entry.
    loads.computeIfPresent(
        load.name,
        (name, known) -> {
          if (known != load) {
            return known;
          }
          if (caller != null) {
            put(caller);
          }
          load.open--;
          return load.open == 0 ? null : load;
        });
  }

  private void put(KnownCaller caller) {
    KnownCaller slim = caller.with(shared(caller.groups()), null);
    callers.put(slim.name(), slim);
  }

  void forget(String name) {
    loads.compute(
        name,
        (key, ended) -> {
          callers.invalidate(key);
          return null;
        });
  }

  /** The number of names whose loads may still cache their callers. */
  int openLoads() {
    return loads.size();
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
            + weight(caller.stableId())
            + weight(caller.securityStamp())
            + (caller.times().equals(LoginTimes.UNLIMITED) ? 0 : WEIGHT_OF_TIMES);
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
