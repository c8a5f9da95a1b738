// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import jakarta.security.enterprise.credential.Credential;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credential by which identity stores validate a remembered login again. Gatepass passes it to
 * the stores for each request that a remembered login authenticates, for HTTP Basic while the
 * verified password is cached, after a password login without a security stamp, and for each
 * request with a bearer token. The active-user store validates header logins, the password store
 * validates password logins. Both end the login of a bearer token whose caller has an inactive
 * account. Immutable and safe for use by many threads.
 *
 * <p>An identity store of the application returns {@code VALID} to continue the login with the
 * groups of the result, {@code INVALID} to end it, and {@code NOT_VALIDATED} for a login that
 * another store accepted ({@link #identityStoreId()}). If all stores return {@code NOT_VALIDATED},
 * the login continues until {@code gatepass.session-max-age}, provided that the application still
 * has the store that accepted it and Gatepass can read the groups from that store. In an
 * application with an {@code IdentityStoreHandler} of its own, {@code NOT_VALIDATED} ends the
 * login.
 *
 * <p>For a bearer token ({@link AuthenticatedBy#TOKEN}) Gatepass passes this credential to the
 * other stores than the one that accepted the token. Only {@code INVALID} has an effect, because
 * the groups of a token are those of the store that accepted it.
 */
public final class RememberedCallerCredential implements Credential {
  private final String callerName;
  private final AuthenticatedBy loggedInBy;
  private final @Nullable String securityStamp;
  private final @Nullable String identityStoreId;
  private final @Nullable String stableId;

  /**
   * Creates the credential of a login without a recorded identity store.
   *
   * @param callerName the caller name that the store returned at login
   * @param loggedInBy how the caller logged in: {@link AuthenticatedBy#HEADER}, {@link
   *     AuthenticatedBy#PASSWORD} or {@link AuthenticatedBy#TOKEN}
   * @param securityStamp the security stamp that the store returned at login, or null for none
   */
  public RememberedCallerCredential(
      String callerName, AuthenticatedBy loggedInBy, @Nullable String securityStamp) {
    this(callerName, loggedInBy, securityStamp, null);
  }

  /**
   * Creates the credential of a login in a request without a stable id.
   *
   * @param callerName the caller name that the store returned at login
   * @param loggedInBy how the caller logged in: {@link AuthenticatedBy#HEADER}, {@link
   *     AuthenticatedBy#PASSWORD} or {@link AuthenticatedBy#TOKEN}
   * @param securityStamp the security stamp that the store returned at login, or null for none
   * @param identityStoreId the store that accepted the login, or null if the session records none
   */
  public RememberedCallerCredential(
      String callerName,
      AuthenticatedBy loggedInBy,
      @Nullable String securityStamp,
      @Nullable String identityStoreId) {
    this(callerName, loggedInBy, securityStamp, identityStoreId, null);
  }

  /**
   * Creates a credential.
   *
   * @param callerName the caller name that the store returned at login
   * @param loggedInBy how the caller logged in: {@link AuthenticatedBy#HEADER}, {@link
   *     AuthenticatedBy#PASSWORD} or {@link AuthenticatedBy#TOKEN}
   * @param securityStamp the security stamp that the store returned at login, or null for none
   * @param identityStoreId the store that accepted the login, or null if the session records none
   * @param stableId the stable id that a trusted proxy asserts in the request, or null for none
   */
  public RememberedCallerCredential(
      String callerName,
      AuthenticatedBy loggedInBy,
      @Nullable String securityStamp,
      @Nullable String identityStoreId,
      @Nullable String stableId) {
    this.callerName = Objects.requireNonNull(callerName, "callerName");
    this.loggedInBy = Objects.requireNonNull(loggedInBy, "loggedInBy");
    this.securityStamp = securityStamp;
    this.identityStoreId = identityStoreId;
    this.stableId = stableId;
  }

  /**
   * The caller name that the store returned at login.
   *
   * @return the caller name
   */
  public String callerName() {
    return callerName;
  }

  /**
   * How the caller logged in.
   *
   * @return {@link AuthenticatedBy#HEADER}, {@link AuthenticatedBy#PASSWORD} or {@link
   *     AuthenticatedBy#TOKEN}
   */
  public AuthenticatedBy loggedInBy() {
    return loggedInBy;
  }

  /**
   * The security stamp that the store returned at login. A store with security stamps returns
   * {@code INVALID} if the account's current stamp is different.
   *
   * @return the security stamp, or empty if the store returned none
   * @see RemoteUserPrincipal#securityStamp()
   */
  public Optional<String> securityStamp() {
    return Optional.ofNullable(securityStamp);
  }

  /**
   * The identity store that accepted the login: its class name, with its priority ({@code #80})
   * where several stores that validate have the same class. In an application with an {@code
   * IdentityStoreHandler} of its own, it is {@code getIdentityStoreId()} of the handler's result.
   *
   * @return the identity store, or empty if the session records none
   */
  public Optional<String> identityStoreId() {
    return Optional.ofNullable(identityStoreId);
  }

  /**
   * The stable id that a trusted proxy asserts in this request. Outside of {@code
   * gatepass.login-paths} the session decides although the request names its caller; a store that
   * keeps ids returns {@code INVALID} if the account of the login has another id.
   *
   * @return the id, or empty if the request asserts none
   * @see RemoteUserCredential#stableId()
   */
  public Optional<String> stableId() {
    return Optional.ofNullable(stableId);
  }

  /** Returns the class name alone, without the caller name and the stamp. */
  @Override
  public String toString() {
    return "RememberedCallerCredential";
  }
}
