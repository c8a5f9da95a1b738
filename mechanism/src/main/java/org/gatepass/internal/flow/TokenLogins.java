// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.gatepass.BearerTokenCredential;
import org.gatepass.Rejection;
import org.gatepass.internal.password.AcceptedLately;
import org.gatepass.internal.password.FailedLogins;
import org.gatepass.internal.password.LoginAttempt;
import org.gatepass.internal.password.VerifiedCredentials;
import org.gatepass.internal.password.VerifiedCredentials.Offer;

/**
 * Checks bearer tokens through the identity stores, within the limit for failed attempts of a
 * client. The result for a valid token is cached as a whole, because its groups may be fewer than
 * those of the caller's account. Safe for use by many threads.
 */
final class TokenLogins {
  /** Separate from passwords, so that a program with an old token does not delay people. */
  private final FailedLogins failedLogins;

  private final VerifiedCredentials<CredentialValidationResult> verified;
  private final AcceptedLately accepted;
  private final boolean isCaching;

  TokenLogins(Duration cacheAge, LongSupplier nanoTime) {
    this.failedLogins = new FailedLogins(nanoTime);
    this.verified = new VerifiedCredentials<>(cacheAge, nanoTime);
    this.accepted = new AcceptedLately(nanoTime);
    this.isCaching = !cacheAge.isZero();
  }

  /** Checks the token of a request. No store receives a malformed one. */
  LoginResult check(Visit visit, BearerToken sent) {
    String token = sent.text();
    if (token == null) {
      return wrong();
    }
    Offer offer = verified.offer("", token.toCharArray());
    if (!isCaching) {
      return verify(visit, token, offer);
    }
    return known(offer)
        .or(
            () ->
                verified.oneAtATime(
                    offer, () -> known(offer).orElseGet(() -> verify(visit, token, offer))))
        .orElseGet(LoginResult.Rejected::tooManyChecks);
  }

  /** The number of keys by which failures are counted. */
  int failureKeys() {
    return failedLogins.size();
  }

  private Optional<LoginResult> known(Offer offer) {
    return verified.find(offer).map(LoginResult.Verified::new);
  }

  /**
   * Verifies a token. A token that was correct within the last five minutes does not wait after
   * failures of its client: otherwise a program with an old token would stop all programs that
   * share its address.
   */
  private LoginResult verify(Visit visit, String token, Offer offer) {
    if (accepted.contains(offer)) {
      return validate(visit, token, offer);
    }
    LoginAttempt attempt = failedLogins.begin(visit.sender().clientAddress());
    if (attempt instanceof LoginAttempt.MustWait mustWait) {
      return LoginResult.Rejected.mustWait(mustWait);
    }
    LoginAttempt.Begun begun = (LoginAttempt.Begun) attempt;
    LoginResult result;
    try {
      result = validate(visit, token, offer);
    } catch (RuntimeException failure) {
      begun.withdrawn();
      throw failure;
    }
    if (result instanceof LoginResult.Verified) {
      begun.succeeded();
    }
    return result;
  }

  private LoginResult validate(Visit visit, String token, Offer offer) {
    long start = verified.now();
    CredentialValidationResult found = visit.stores().validate(new BearerTokenCredential(token));
    if (found.getStatus() != Status.VALID) {
      accepted.remove(offer);
      return wrong();
    }
    accepted.add(offer);
    verified.remember(offer, found, start);
    return new LoginResult.Verified(found);
  }

  private static LoginResult wrong() {
    return new LoginResult.Rejected(Rejection.WRONG_TOKEN, Optional.empty());
  }
}
