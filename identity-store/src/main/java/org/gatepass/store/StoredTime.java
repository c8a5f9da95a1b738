// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The times of an account in the database: milliseconds since 1970. Persistence providers and
 * databases differ in types for times, and in the time zones of those types.
 */
final class StoredTime {
  /** The last millisecond of the year 9999 in UTC. */
  private static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999Z");

  private StoredTime() {}

  /**
   * Converts a time to milliseconds since 1970.
   *
   * @throws IllegalArgumentException if the time is before 1970 or after 9999
   */
  static @Nullable Long of(@Nullable Instant time) {
    if (time == null) {
      return null;
    }
    if (time.isBefore(Instant.EPOCH) || time.isAfter(MAX)) {
      throw new IllegalArgumentException("The time is not between the years 1970 and 9999");
    }
    return time.toEpochMilli();
  }

  /** Converts milliseconds since 1970 to a time. */
  static @Nullable Instant toInstant(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  /** Whether a time is set and has come. */
  static boolean hasCome(@Nullable Long millis) {
    return millis != null && millis <= System.currentTimeMillis();
  }
}
