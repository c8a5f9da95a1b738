// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.security.enterprise.credential.Password;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import java.util.Optional;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Rejection;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.internal.password.FailedLogins;
import org.gatepass.internal.password.LoginAttempt;
import org.gatepass.internal.password.PasswordChecks;
import org.gatepass.internal.password.VerifiedCredentials;
import org.gatepass.internal.password.VerifiedCredentials.Offer;
import org.gatepass.internal.settings.MechanismSettings;
import org.gatepass.password.RejectedResult;
import org.jspecify.annotations.Nullable;

/**
 * Checks passwords through the identity stores, within the limits for failed attempts and
 * concurrent checks. Safe for use by many threads.
 */
final class PasswordLogins {
  private final FailedLogins failedLogins;
  private final PasswordChecks checks;
  private final VerifiedCredentials<Account> verified;

  PasswordLogins(MechanismSettings settings) {
    this.failedLogins = new FailedLogins(System::nanoTime);
    this.checks = new PasswordChecks(settings.password().maxChecks());
    this.verified = new VerifiedCredentials<>(settings.password().cacheAge(), System::nanoTime);
  }

  /**
   * The account of a verified password.
   *
   * @param callerName the caller name that the store returned
   * @param securityStamp the account's security stamp at that time
   */
  private record Account(String callerName, String securityStamp) {}

  /**
   * Checks a password. A credential without a name or a password is wrong, and not passed to
   * stores.
   */
  LoginResult check(Visit visit, UsernamePasswordCredential offered) {
    @Nullable String callerName = offered.getCaller();
    LoginAttempt attempt =
        failedLogins.begin(callerName == null ? "" : callerName, visit.sender().clientAddress());
    if (attempt instanceof LoginAttempt.MustWait mustWait) {
      return LoginResult.Rejected.mustWait(mustWait);
    }
    if (callerName == null || !hasPassword(offered)) {
      return new LoginResult.Rejected(Rejection.WRONG_PASSWORD, Optional.empty());
    }
    return check(visit, offered, (LoginAttempt.Begun) attempt);
  }

  /**
   * Whether there is a password. A directory treats a bind with a name and an empty password as an
   * unauthenticated bind (RFC 4513, section 5.1.2), which succeeds.
   */
  private static boolean hasPassword(UsernamePasswordCredential offered) {
    @Nullable Password password = offered.getPassword();
    return password != null && password.getValue() != null && password.getValue().length > 0;
  }

  private LoginResult check(
      Visit visit, UsernamePasswordCredential offered, LoginAttempt.Begun attempt) {
    Optional<CredentialValidationResult> found;
    try {
      found = checks.run(() -> visit.stores().validate(offered));
    } catch (RuntimeException failure) {
      attempt.withdrawn();
      throw failure;
    }
    if (found.isEmpty()) {
      attempt.withdrawn();
      return LoginResult.Rejected.tooManyChecks();
    }
    if (found.get().getStatus() != Status.VALID) {
      return new LoginResult.Rejected(reasonOf(found.get()), Optional.empty());
    }
    attempt.succeeded();
    return new LoginResult.Verified(found.get());
  }

  /** The reason of a store that has verified the password, and does not accept it. */
  private static Rejection reasonOf(CredentialValidationResult invalid) {
    return invalid instanceof RejectedResult rejected
        ? rejected.reason()
        : Rejection.WRONG_PASSWORD;
  }

  /**
   * Checks a password that comes with each request. A verified password is cached while its account
   * does not change.
   */
  LoginResult checkAgain(Visit visit, UsernamePasswordCredential offered) {
    Offer offer = verified.offer(offered.getCaller(), offered.getPassword().getValue());
    return known(visit, offer)
        .or(
            () ->
                verified.oneAtATime(
                    offer,
                    () -> known(visit, offer).orElseGet(() -> remembered(visit, offered, offer))))
        .orElseGet(LoginResult.Rejected::tooManyChecks);
  }

  private Optional<LoginResult> known(Visit visit, Offer offer) {
    Optional<Account> account = verified.find(offer);
    if (account.isEmpty()) {
      return Optional.empty();
    }
    CredentialValidationResult found =
        visit
            .stores()
            .validate(
                new RememberedCallerCredential(
                    account.get().callerName(),
                    AuthenticatedBy.PASSWORD,
                    account.get().securityStamp()));
    if (found.getStatus() != Status.VALID) {
      verified.forget(offer);
      return Optional.empty();
    }
    return Optional.of(new LoginResult.Verified(found));
  }

  /** The number of keys by which failures are counted. */
  int failureKeys() {
    return failedLogins.size();
  }

  private LoginResult remembered(Visit visit, UsernamePasswordCredential offered, Offer offer) {
    long start = verified.now();
    LoginResult result = check(visit, offered);
    if (result instanceof LoginResult.Verified right
        && right.found().getCallerPrincipal() instanceof RemoteUserPrincipal caller) {
      // Without a security stamp a change of the password would remain unnoticed.
      caller
          .securityStamp()
          .ifPresent(
              stamp -> verified.remember(offer, new Account(caller.getName(), stamp), start));
    }
    return result;
  }
}
