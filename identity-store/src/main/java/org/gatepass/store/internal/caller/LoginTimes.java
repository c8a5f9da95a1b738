// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.caller;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.gatepass.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * The times that limit a caller's logins. No database changes when such a time comes, so each
 * decision compares them with the clock, also for a cached caller.
 *
 * @param lockedUntil the end of a lock, or null for none
 * @param expiresAt the end of the account, or null for none
 * @param passwordExpiresAt the end of the password, or null for none
 */
public record LoginTimes(
    @Nullable Instant lockedUntil,
    @Nullable Instant expiresAt,
    @Nullable Instant passwordExpiresAt) {
  /** No lock and no end; most callers share this instance. */
  public static final LoginTimes UNLIMITED = new LoginTimes(null, null, null);

  /** The times, as {@link #UNLIMITED} if there are none. */
  public static LoginTimes of(
      @Nullable Instant lockedUntil,
      @Nullable Instant expiresAt,
      @Nullable Instant passwordExpiresAt) {
    return lockedUntil == null && expiresAt == null && passwordExpiresAt == null
        ? UNLIMITED
        : new LoginTimes(lockedUntil, expiresAt, passwordExpiresAt);
  }

  /** Why the caller may not log in now in any way; empty if these times permit a login. */
  public Optional<Rejection> rejection(InstantSource clock) {
    if (lockedUntil != null && clock.instant().isBefore(lockedUntil)) {
      return Optional.of(Rejection.LOCKED_CALLER);
    }
    return hasCome(expiresAt, clock) ? Optional.of(Rejection.EXPIRED_CALLER) : Optional.empty();
  }

  /** Whether the password has expired. */
  public boolean isPasswordExpired(InstantSource clock) {
    return hasCome(passwordExpiresAt, clock);
  }

  private static boolean hasCome(@Nullable Instant time, InstantSource clock) {
    return time != null && !clock.instant().isBefore(time);
  }
}
