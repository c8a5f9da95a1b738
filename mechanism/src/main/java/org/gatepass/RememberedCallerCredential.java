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
 *
 * <p>A store of the application's own answers {@code INVALID} to end the login, {@code VALID} to go
 * on with the groups of the result, and {@code NOT_VALIDATED} for a login that another store
 * accepted ({@link #identityStoreId()}). Where all stores answer {@code NOT_VALIDATED}, the login
 * goes on until {@code gatepass.session-max-age} if the application still has the store that
 * accepted it and can read the groups from that store. Where the application has an {@code
 * IdentityStoreHandler} of its own, {@code NOT_VALIDATED} ends the login.
 */
public final class RememberedCallerCredential implements Credential {
  private final String callerName;
  private final AuthenticatedBy enteredBy;
  private final @Nullable String securityStamp;
  private final @Nullable String identityStoreId;

  /**
   * Makes a credential of a login whose store is not known.
   *
   * @param callerName the name that the store gave at login
   * @param enteredBy how the caller logged in: {@link AuthenticatedBy#HEADER} or {@link
   *     AuthenticatedBy#PASSWORD}
   * @param securityStamp the stamp that the store gave at login, or null when it gave none
   */
  public RememberedCallerCredential(
      String callerName, AuthenticatedBy enteredBy, @Nullable String securityStamp) {
    this(callerName, enteredBy, securityStamp, null);
  }

  /**
   * Makes a credential.
   *
   * @param callerName the name that the store gave at login
   * @param enteredBy how the caller logged in: {@link AuthenticatedBy#HEADER} or {@link
   *     AuthenticatedBy#PASSWORD}
   * @param securityStamp the stamp that the store gave at login, or null when it gave none
   * @param identityStoreId the store that accepted the login, or null when it is not known
   */
  public RememberedCallerCredential(
      String callerName,
      AuthenticatedBy enteredBy,
      @Nullable String securityStamp,
      @Nullable String identityStoreId) {
    this.callerName = Objects.requireNonNull(callerName, "callerName");
    this.enteredBy = Objects.requireNonNull(enteredBy, "enteredBy");
    this.securityStamp = securityStamp;
    this.identityStoreId = identityStoreId;
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

  /**
   * The identity store that accepted the login: its class name, with its priority ({@code #80})
   * where several stores that validate share the class. Where the application has an {@code
   * IdentityStoreHandler} of its own, it is {@code getIdentityStoreId()} of the handler's result.
   *
   * @return the store, or empty when it is not known
   */
  public Optional<String> identityStoreId() {
    return Optional.ofNullable(identityStoreId);
  }

  /** Names the class alone. */
  @Override
  public String toString() {
    return "RememberedCallerCredential";
  }
}
