// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * A caller as the database knows it.
 *
 * @param name the name, as the database writes it
 * @param active whether the caller gets in at all
 * @param loginByHeader whether a trusted proxy's header lets the caller in
 * @param hasPassword whether there is a password
 * @param passwordHash the hash of the password, or null when there is none or nobody asks for it
 * @param groups the groups
 * @param email the e-mail address, or null
 * @param displayName the name to show to people, or null
 * @param securityStamp what changes whenever remembered logins are to end, or null
 * @param lastLogin when the latest login was noted, or null
 */
record KnownCaller(
    String name,
    boolean active,
    boolean loginByHeader,
    boolean hasPassword,
    @Nullable String passwordHash,
    Set<String> groups,
    @Nullable String email,
    @Nullable String displayName,
    @Nullable String securityStamp,
    @Nullable Instant lastLogin) {

  /** What a store of ours answers when the caller gets in. */
  CredentialValidationResult letIn(AuthenticatedBy way, Class<? extends IdentityStore> store) {
    RemoteUserPrincipal principal =
        new RemoteUserPrincipal(name, way, groups, email, displayName, securityStamp);
    return new CredentialValidationResult(store.getName(), principal, null, null, groups);
  }

  /** Whether nothing has ended a remembered login since. */
  boolean isStill(RememberedCallerCredential remembered) {
    return remembered.securityStamp().equals(Optional.ofNullable(securityStamp));
  }

  /** Whether no remembered login has ended between the two. */
  boolean hasStampOf(KnownCaller other) {
    return Objects.equals(securityStamp, other.securityStamp);
  }

  /** The same with other groups and another hash. */
  KnownCaller with(Set<String> otherGroups, @Nullable String otherHash) {
    return new KnownCaller(
        name,
        active,
        loginByHeader,
        hasPassword,
        otherHash,
        otherGroups,
        email,
        displayName,
        securityStamp,
        lastLogin);
  }

  /** The same with a later login. */
  KnownCaller loggedIn(Instant time) {
    return new KnownCaller(
        name,
        active,
        loginByHeader,
        hasPassword,
        passwordHash,
        groups,
        email,
        displayName,
        securityStamp,
        time);
  }

  /** Whether the two differ in nothing but the latest login. */
  boolean isAs(KnownCaller other) {
    return withoutLogin().equals(other.withoutLogin());
  }

  private KnownCaller withoutLogin() {
    return loggedIn(Instant.EPOCH);
  }

  /** Names the class alone: it holds a hash, and a name that somebody may have chosen. */
  @Override
  public String toString() {
    return "KnownCaller";
  }
}
