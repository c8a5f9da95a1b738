// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import jakarta.security.enterprise.credential.Credential;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The credential of a header login: the caller name, groups, e-mail address, display name and
 * stable id that a trusted proxy asserts. It holds no secret, so an identity store must validate it
 * only if the store is meant for header logins. The active-user store and the store of {@link
 * HeaderIdentityStoreDefinition} do.
 *
 * <p>A store that returns {@code INVALID} may record the reason with {@link #reject}, because a
 * {@code CredentialValidationResult} has no place for it. Each instance belongs to one request. Not
 * safe for use by many threads.
 */
public final class RemoteUserCredential implements Credential {
  private final String callerName;
  private final Set<String> groups;
  private final @Nullable String email;
  private final @Nullable String displayName;
  private final @Nullable String stableId;
  private final boolean beginsSession;
  private Rejection rejection = Rejection.UNKNOWN_CALLER;

  /**
   * Creates a credential of a login that no session will remember.
   *
   * @param callerName the asserted caller name, checked and normalized
   * @param groups the asserted groups, after mapping; empty for none
   * @param email the asserted e-mail address, or null for none
   * @param displayName the asserted display name, or null for none
   */
  public RemoteUserCredential(
      String callerName, Set<String> groups, @Nullable String email, @Nullable String displayName) {
    this(callerName, groups, email, displayName, false);
  }

  /**
   * Creates a credential without a stable id.
   *
   * @param callerName the asserted caller name, checked and normalized
   * @param groups the asserted groups, after mapping; empty for none
   * @param email the asserted e-mail address, or null for none
   * @param displayName the asserted display name, or null for none
   * @param beginsSession whether a session remembers the login from this request on, if a store
   *     accepts it
   */
  public RemoteUserCredential(
      String callerName,
      Set<String> groups,
      @Nullable String email,
      @Nullable String displayName,
      boolean beginsSession) {
    this(callerName, groups, email, displayName, null, beginsSession);
  }

  /**
   * Creates a credential.
   *
   * @param callerName the asserted caller name, checked and normalized
   * @param groups the asserted groups, after mapping; empty for none
   * @param email the asserted e-mail address, or null for none
   * @param displayName the asserted display name, or null for none
   * @param stableId the asserted stable id, or null if none is configured
   * @param beginsSession whether a session remembers the login from this request on, if a store
   *     accepts it
   */
  public RemoteUserCredential(
      String callerName,
      Set<String> groups,
      @Nullable String email,
      @Nullable String displayName,
      @Nullable String stableId,
      boolean beginsSession) {
    this.callerName = Objects.requireNonNull(callerName, "callerName");
    this.groups = Set.copyOf(groups);
    this.email = email;
    this.displayName = displayName;
    this.stableId = stableId;
    this.beginsSession = beginsSession;
  }

  /**
   * The caller name that the proxy asserts, after normalization by a {@link CallerNameNormalizer}.
   *
   * @return the caller name, to be compared exactly and with case
   */
  public String callerName() {
    return callerName;
  }

  /**
   * The groups that the proxy asserts, after {@code gatepass.groups-mapping}.
   *
   * @return the groups, unmodifiable; empty if no groups header is configured
   */
  public Set<String> groups() {
    return groups;
  }

  /**
   * The e-mail address that the proxy asserts.
   *
   * @return the address, of at most 254 characters; empty if the proxy asserts none
   */
  public Optional<String> email() {
    return Optional.ofNullable(email);
  }

  /**
   * The display name that the proxy asserts.
   *
   * @return the name, of at most 255 characters; empty if the proxy asserts none
   */
  public Optional<String> displayName() {
    return Optional.ofNullable(displayName);
  }

  /**
   * The stable id that the proxy asserts: it stays the same when the person gets another caller
   * name, and no other person ever gets it. A store that keeps ids rejects a name whose account has
   * another id, with {@link Rejection#WRONG_ID}.
   *
   * @return the id of at most 255 characters, to be compared exactly and with case; empty if
   *     neither {@code gatepass.id-header} nor a claim with the id is configured
   */
  public Optional<String> stableId() {
    return Optional.ofNullable(stableId);
  }

  /**
   * Whether a session remembers the login from this request on, if a store accepts it. A store may
   * record such a request as a login. Without {@code gatepass.persistent} each request is validated
   * anew, and this is false for all of them.
   *
   * @return whether this request starts a remembered login
   */
  public boolean beginsSession() {
    return beginsSession;
  }

  /**
   * Records why a store returns {@code INVALID} for this credential.
   *
   * @param reason the reason, for the log and {@link RequestRejected}; the answer to the client
   *     does not show it
   */
  public void reject(Rejection reason) {
    rejection = Objects.requireNonNull(reason, "reason");
  }

  /**
   * The reason that a store has recorded with {@link #reject}.
   *
   * @return the latest reason; {@link Rejection#UNKNOWN_CALLER} if no store recorded one
   */
  public Rejection rejection() {
    return rejection;
  }

  /** Returns the class name alone: log lines must not contain header values. */
  @Override
  public String toString() {
    return "RemoteUserCredential";
  }
}
