// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.password;

import java.time.Duration;
import org.gatepass.internal.password.FailedLogins.NameAndClient;

/** An attempt at a login by password or token, after the check of earlier failures. */
public sealed interface LoginAttempt {
  /**
   * The attempt has to wait and must not be checked.
   *
   * @param remaining the wait from now, at most 30 seconds
   */
  record MustWait(Duration remaining) implements LoginAttempt {
    /**
     * The wait in whole seconds, rounded up, so that a client that waits for them does not come too
     * early.
     */
    public Duration retryAfter() {
      return Duration.ofSeconds(remaining.plusNanos(999_999_999).toSeconds());
    }
  }

  /** The attempt may be checked. It counts as a failure until it succeeds or is withdrawn. */
  final class Begun implements LoginAttempt {
    private final FailedLogins logins;
    private final NameAndClient pair;
    private final long time;

    Begun(FailedLogins logins, NameAndClient pair, long time) {
      this.logins = logins;
      this.pair = pair;
      this.time = time;
    }

    /** Reports correct credentials, which clears earlier failures of this name from this client. */
    public void succeeded() {
      logins.succeeded(pair, time);
    }

    /** Reports that the credentials could not be checked, so that the attempt does not count. */
    public void withdrawn() {
      logins.withdrawn(pair, time);
    }
  }
}
