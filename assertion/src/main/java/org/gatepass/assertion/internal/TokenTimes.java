// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The times of a token.
 *
 * @param expiry the claim {@code exp}
 * @param notBefore the claim {@code nbf}; null for none
 * @param issuedAt the claim {@code iat}; null for none
 */
record TokenTimes(Instant expiry, @Nullable Instant notBefore, @Nullable Instant issuedAt) {
  /** The end of the year 9999. */
  private static final double MAX_SECONDS = 253_402_300_799.0;

  /** Reads the times; null if a claim is not a time, or {@code exp} is absent. */
  static @Nullable TokenTimes of(Map<String, Object> claims) {
    try {
      Instant expiry = time(claims, "exp");
      return expiry == null
          ? null
          : new TokenTimes(expiry, time(claims, "nbf"), time(claims, "iat"));
    } catch (DateTimeException noTime) {
      return null;
    }
  }

  private static @Nullable Instant time(Map<String, Object> claims, String name) {
    Object value = claims.get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Number seconds)
        || seconds.doubleValue() < 0
        || seconds.doubleValue() > MAX_SECONDS) {
      throw new DateTimeException(name);
    }
    return Instant.ofEpochMilli((long) (seconds.doubleValue() * 1_000));
  }

  boolean areRight(Instant now, TokenRules rules) {
    Instant latest = now.plus(rules.clockSkew());
    return now.isBefore(usableUntil(rules))
        && (notBefore == null || !notBefore.isAfter(latest))
        && (issuedAt == null || !issuedAt.isAfter(latest));
  }

  Instant usableUntil(TokenRules rules) {
    Instant end = expiry;
    if (rules.maxAge() != null && issuedAt != null) {
      Instant oldest = issuedAt.plus(rules.maxAge());
      end = oldest.isBefore(end) ? oldest : end;
    }
    return end.plus(rules.clockSkew());
  }
}
