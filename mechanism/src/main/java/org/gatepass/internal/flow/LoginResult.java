// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.time.Duration;
import java.util.Optional;
import org.gatepass.Rejection;
import org.gatepass.internal.password.LoginAttempt;

/** The result of the check of a password or a bearer token. */
sealed interface LoginResult {
  /** The credential is correct; with the result of the identity stores. */
  record Verified(CredentialValidationResult found) implements LoginResult {}

  /** The credential is wrong, or was not checked; with the time after which a retry may succeed. */
  record Rejected(Rejection reason, Optional<Duration> retryAfter) implements LoginResult {
    /** The checks that are waiting now are finished by then. */
    private static final Duration AFTER_THE_OTHERS = Duration.ofSeconds(2);

    static LoginResult tooManyChecks() {
      return new Rejected(Rejection.TOO_MANY_CHECKS, Optional.of(AFTER_THE_OTHERS));
    }

    static LoginResult mustWait(LoginAttempt.MustWait wait) {
      return new Rejected(Rejection.TOO_MANY_ATTEMPTS, Optional.of(wait.retryAfter()));
    }
  }
}
