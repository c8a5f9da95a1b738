// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.password;

import java.time.Duration;
import org.gatepass.internal.password.FailedLogins.NameAndClient;

/** A password login that somebody tries, as far as earlier failures let it. */
public sealed interface LoginAttempt {
  /**
   * It has to wait, and is not to be checked.
   *
   * @param remaining how long from now; 30 seconds at most
   */
  record MustWait(Duration remaining) implements LoginAttempt {}

  /** It may be checked. It counts as a failure unless it is said to be none. */
  final class Begun implements LoginAttempt {
    private final FailedLogins logins;
    private final NameAndClient pair;
    private final long time;

    Begun(FailedLogins logins, NameAndClient pair, long time) {
      this.logins = logins;
      this.pair = pair;
      this.time = time;
    }

    /**
     * Name and password were right: earlier failures of this name from this client are forgiven.
     */
    public void succeeded() {
      logins.succeeded(pair, time);
    }

    /** They could not be checked, so that nothing has failed. */
    public void withdrawn() {
      logins.withdrawn(pair, time);
    }
  }
}
