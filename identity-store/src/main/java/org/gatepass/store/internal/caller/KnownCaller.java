// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.caller;

import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.spi.SharedGroupsResult;
import org.jspecify.annotations.Nullable;

/**
 * A caller as read from the database.
 *
 * @param name the name, as the database stores it
 * @param active whether the caller may log in at all
 * @param loginByHeader whether the caller may log in by a trusted proxy's header
 * @param hasPassword whether the caller has a password
 * @param passwordHash the hash of the password, or null when there is none, or when this caller
 *     comes from a cache
 * @param passwordChangeRequired whether the caller must change the password before the next
 *     password login
 * @param groups the groups
 * @param email the e-mail address, or null if none is stored
 * @param displayName the name to show to people, or null if none is stored
 * @param stableId the stable id at the proxy to which the caller is bound, or null if none is
 *     stored
 * @param securityStamp a text that changes whenever remembered logins must end, or null if none is
 *     stored
 * @param lastLogin the stored time of the latest login, or null if none is stored
 * @param times the times that limit the caller's logins
 */
public record KnownCaller(
    String name,
    boolean active,
    boolean loginByHeader,
    boolean hasPassword,
    @Nullable String passwordHash,
    boolean passwordChangeRequired,
    Set<String> groups,
    @Nullable String email,
    @Nullable String displayName,
    @Nullable String stableId,
    @Nullable String securityStamp,
    @Nullable Instant lastLogin,
    LoginTimes times) {

  /** The result of a store of ours for a valid caller. */
  public CredentialValidationResult validResult(
      AuthenticatedBy way, Class<? extends IdentityStore> store) {
    RemoteUserPrincipal principal =
        new RemoteUserPrincipal(name, way, groups, email, displayName, securityStamp);
    return new SharedGroupsResult(store.getName(), principal, null, null, principal.groups());
  }

  /** Whether a remembered login still holds: its stamp is the caller's present one. */
  public boolean isStill(RememberedCallerCredential remembered) {
    return remembered.securityStamp().equals(Optional.ofNullable(securityStamp));
  }

  /** Whether the caller is bound to another stable id than this one. */
  public boolean isBoundToAnother(String id) {
    return stableId != null && !stableId.equals(id);
  }

  /** Whether the stamps of the two are equal, so that remembered logins still hold. */
  public boolean hasStampOf(KnownCaller other) {
    return Objects.equals(securityStamp, other.securityStamp);
  }

  /**
   * Whether the password has expired before the caller made the required change. Such a password
   * was meant for the change alone, so it no longer permits the change.
   */
  public boolean isTemporaryPasswordExpired(InstantSource clock) {
    return passwordChangeRequired && times.isPasswordExpired(clock);
  }

  /** A copy with other groups and another hash. */
  public KnownCaller with(Set<String> otherGroups, @Nullable String otherHash) {
    return copy(otherHash, otherGroups, stableId, lastLogin);
  }

  /** A copy that is bound to a stable id. */
  public KnownCaller boundTo(String id) {
    return copy(passwordHash, groups, id, lastLogin);
  }

  /** A copy with a later login. */
  public KnownCaller loggedIn(Instant time) {
    return copy(passwordHash, groups, stableId, time);
  }

  private KnownCaller copy(
      @Nullable String otherHash,
      Set<String> otherGroups,
      @Nullable String otherId,
      @Nullable Instant otherLogin) {
    return new KnownCaller(
        name,
        active,
        loginByHeader,
        hasPassword,
        otherHash,
        passwordChangeRequired,
        otherGroups,
        email,
        displayName,
        otherId,
        securityStamp,
        otherLogin,
        times);
  }

  /** Whether the two differ in nothing but the latest login. */
  public boolean isAs(KnownCaller other) {
    return withoutLogin().equals(other.withoutLogin());
  }

  private KnownCaller withoutLogin() {
    return loggedIn(Instant.EPOCH);
  }

  /** The class alone: the hash is secret, and a person may have chosen the name. */
  @Override
  public String toString() {
    return "KnownCaller";
  }
}
