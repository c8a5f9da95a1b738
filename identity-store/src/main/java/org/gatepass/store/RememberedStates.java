// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of callers at one revision. It is dropped as a whole when there is another:
 * who still loads a state at the old revision puts it where nobody looks. No password's hash is
 * remembered, and no caller for longer than an hour. Safe for use by many threads.
 */
final class RememberedStates {
  /** The greatest weight of all; a weight is about as many bytes. */
  private static final long GREATEST_WEIGHT = 64L << 20;

  private static final Duration LONGEST = Duration.ofHours(1);

  /** The objects of a state, its place in the cache included, without texts and groups. */
  private static final int WEIGHT_OF_STATE = 240;

  private static final int WEIGHT_OF_TEXT = 44;
  private static final int WEIGHT_OF_GROUP = 8;

  /** How many sets of groups are kept once for all callers who have them. */
  private static final int SHARED_SETS = 1_000;

  private static final int GREATEST_SHARED_SET = 8;

  private final Object revision;
  private final Cache<String, KnownCaller> callers;
  private final Map<Set<String>, Set<String>> groups = new ConcurrentHashMap<>();

  RememberedStates(Object revision, LongSupplier nanoTime) {
    this(revision, nanoTime, GREATEST_WEIGHT);
  }

  RememberedStates(Object revision, LongSupplier nanoTime, long greatestWeight) {
    this.revision = revision;
    this.callers =
        Caffeine.newBuilder()
            .maximumWeight(greatestWeight)
            .weigher((String name, KnownCaller caller) -> weight(caller))
            .expireAfterWrite(LONGEST)
            .ticker(nanoTime::getAsLong)
            // No thread but the callers' own: an application must not leave any behind.
            .executor(Runnable::run)
            .build();
  }

  boolean areOf(Object otherRevision) {
    return revision.equals(otherRevision);
  }

  @Nullable KnownCaller find(String name) {
    return callers.getIfPresent(name);
  }

  /** Remembers a caller, without the hash. */
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
    if (groups.size() < SHARED_SETS && some.size() <= GREATEST_SHARED_SET) {
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
