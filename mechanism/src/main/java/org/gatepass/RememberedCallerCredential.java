// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import jakarta.security.enterprise.credential.Credential;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A caller remembered in the session, to be validated again. The active-user store answers for
 * callers who were remembered from a header, the password store for those who gave a password.
 * Immutable.
 */
public final class RememberedCallerCredential implements Credential {
  private final String callerName;
  private final AuthenticatedBy enteredBy;
  private final @Nullable String securityStamp;

  /**
   * Makes a credential.
   *
   * @param callerName the name that the store gave at login
   * @param enteredBy how the caller logged in: {@link AuthenticatedBy#HEADER} or {@link
   *     AuthenticatedBy#PASSWORD}
   * @param securityStamp the stamp that the store gave at login, or null when it gave none
   */
  public RememberedCallerCredential(
      String callerName, AuthenticatedBy enteredBy, @Nullable String securityStamp) {
    this.callerName = Objects.requireNonNull(callerName, "callerName");
    this.enteredBy = Objects.requireNonNull(enteredBy, "enteredBy");
    this.securityStamp = securityStamp;
  }

  /**
   * The name that the store gave at login.
   *
   * @return the name
   */
  public String callerName() {
    return callerName;
  }

  /**
   * How the caller logged in.
   *
   * @return {@link AuthenticatedBy#HEADER} or {@link AuthenticatedBy#PASSWORD}
   */
  public AuthenticatedBy enteredBy() {
    return enteredBy;
  }

  /**
   * The stamp that the store gave at login. A store that has stamps answers {@code INVALID} when
   * its stamp is another one now.
   *
   * @return the stamp, or empty when the store gave none
   */
  public Optional<String> securityStamp() {
    return Optional.ofNullable(securityStamp);
  }

  /** Names the class alone. */
  @Override
  public String toString() {
    return "RememberedCallerCredential";
  }
}
