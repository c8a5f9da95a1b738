// SPDX-License-Identifier: Apache-2.0
package org.gatepass.password;

import jakarta.security.enterprise.CallerPrincipal;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.util.EnumSet;
import java.util.Set;
import org.gatepass.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * An invalid result of an identity store with a reason, for a right password that the store does
 * not accept. Gatepass reads the reason at password logins only: a header login has {@link
 * org.gatepass.RemoteUserCredential#reject}, and the reason is ignored for tokens and remembered
 * logins. Code that reads only the status treats the result like {@link #INVALID_RESULT}.
 * Immutable.
 */
public final class RejectedResult extends CredentialValidationResult {
  private static final Set<Rejection> ALLOWED =
      EnumSet.of(
          Rejection.LOCKED_CALLER,
          Rejection.EXPIRED_CALLER,
          Rejection.PASSWORD_CHANGE_REQUIRED,
          Rejection.PASSWORD_EXPIRED,
          Rejection.NO_SUCH_LOGIN);

  private final Rejection reason;

  /**
   * Creates a result.
   *
   * @param reason {@link Rejection#LOCKED_CALLER}, {@link Rejection#EXPIRED_CALLER}, {@link
   *     Rejection#PASSWORD_CHANGE_REQUIRED} or {@link Rejection#PASSWORD_EXPIRED}; or {@link
   *     Rejection#NO_SUCH_LOGIN} for a {@link PasswordChangeCredential}, from a store that changes
   *     no passwords. A store returns a reason only after it has verified the password, so that the
   *     reason reveals nothing to others
   * @throws IllegalArgumentException for any other reason
   */
  public RejectedResult(Rejection reason) {
    // The public constructors of the API require a name, and only they can be called here.
    super("rejected");
    if (!ALLOWED.contains(reason)) {
      throw new IllegalArgumentException(reason + " is not a reason of a store: use " + ALLOWED);
    }
    this.reason = reason;
  }

  /**
   * Why the store does not accept the password.
   *
   * @return the reason
   */
  public Rejection reason() {
    return reason;
  }

  /**
   * The status.
   *
   * @return {@code INVALID}
   */
  @Override
  public Status getStatus() {
    return Status.INVALID;
  }

  /**
   * The caller.
   *
   * @return null, since this result authenticates no caller
   */
  @Override
  public @Nullable CallerPrincipal getCallerPrincipal() {
    return null;
  }

  /**
   * The groups.
   *
   * @return the empty set
   */
  @Override
  public Set<String> getCallerGroups() {
    return Set.of();
  }
}
