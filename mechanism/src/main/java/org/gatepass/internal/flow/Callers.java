// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.util.HashSet;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.GroupsSource;
import org.gatepass.RemoteUserCredential;
import org.gatepass.RemoteUserPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Creates the caller's principal from the result of an identity store and the identity headers.
 *
 * @param groupsSource where the groups of a header caller come from
 */
public record Callers(GroupsSource groupsSource) {

  /**
   * The caller of a header login. E-mail address and display name of the header take precedence
   * over those of the store.
   */
  public RemoteUserPrincipal byHeader(
      CredentialValidationResult result, RemoteUserCredential credential) {
    return principal(
        result,
        AuthenticatedBy.HEADER,
        groups(result.getCallerGroups(), credential.groups()),
        credential.email().orElse(null),
        credential.displayName().orElse(null));
  }

  /** The caller of a remembered header login. */
  RemoteUserPrincipal bySession(CredentialValidationResult result, Set<String> headerGroups) {
    return principal(
        result,
        AuthenticatedBy.SESSION,
        groups(result.getCallerGroups(), headerGroups),
        null,
        null);
  }

  /** The caller of a password login. */
  RemoteUserPrincipal byPassword(CredentialValidationResult result) {
    return principal(result, AuthenticatedBy.PASSWORD, result.getCallerGroups(), null, null);
  }

  /** The caller of a token login. */
  RemoteUserPrincipal byToken(CredentialValidationResult result) {
    return principal(result, AuthenticatedBy.TOKEN, result.getCallerGroups(), null, null);
  }

  private Set<String> groups(Set<String> storeGroups, Set<String> headerGroups) {
    return switch (groupsSource) {
      case STORE -> storeGroups;
      case HEADER -> headerGroups;
      case BOTH -> union(storeGroups, headerGroups);
    };
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    if (others.isEmpty()) {
      return some;
    }
    Set<String> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }

  private static RemoteUserPrincipal principal(
      CredentialValidationResult result,
      AuthenticatedBy way,
      Set<String> groups,
      @Nullable String email,
      @Nullable String displayName) {
    if (!(result.getCallerPrincipal() instanceof RemoteUserPrincipal known)) {
      return new RemoteUserPrincipal(
          result.getCallerPrincipal().getName(), way, groups, email, displayName, null);
    }
    // Usually there is nothing to add, and a copy of the groups costs more than everything else.
    boolean sameGroups = groups.equals(known.groups());
    if (sameGroups && way == known.authenticatedBy() && email == null && displayName == null) {
      return known;
    }
    return new RemoteUserPrincipal(
        known.getName(),
        way,
        sameGroups ? known.groups() : groups,
        email != null ? email : known.email().orElse(null),
        displayName != null ? displayName : known.displayName().orElse(null),
        known.securityStamp().orElse(null));
  }
}
