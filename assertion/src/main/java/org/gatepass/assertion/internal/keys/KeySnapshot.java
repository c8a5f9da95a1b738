// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of one answer, with their times on a monotonic clock. Immutable. */
final class KeySnapshot {
  private final List<VerificationKey> keys;
  private final long fetchedAt;
  private final long freshUntil;
  private final long keptUntil;

  /**
   * Makes a snapshot. A key that the snapshot before contains keeps its object, which verified
   * assertions refer to.
   */
  KeySnapshot(
      List<VerificationKey> keys,
      @Nullable KeySnapshot before,
      long now,
      Duration lifetime,
      Duration kept) {
    this.keys = before == null ? List.copyOf(keys) : keys.stream().map(before::sameAs).toList();
    this.fetchedAt = now;
    this.freshUntil = now + lifetime.toNanos();
    this.keptUntil = freshUntil + kept.toNanos();
  }

  private VerificationKey sameAs(VerificationKey key) {
    return keys.stream().filter(key::isSameAs).findFirst().orElse(key);
  }

  /** The time since the answer, in nanoseconds. */
  long ageNanos(long now) {
    return now - fetchedAt;
  }

  /** Whether the lifetime that the answer states has not passed. */
  boolean isFresh(long now) {
    return now - freshUntil < 0;
  }

  /** Whether the keys may be used if no newer answer can be had. */
  boolean isUsable(long now) {
    return now - keptUntil < 0;
  }

  KeyLookup select(@Nullable String keyId, SignatureAlgorithm algorithm) {
    return KeySet.select(keys, keyId, algorithm);
  }

  boolean holds(VerificationKey key) {
    for (VerificationKey held : keys) {
      if (held == key) {
        return true;
      }
    }
    return false;
  }
}
