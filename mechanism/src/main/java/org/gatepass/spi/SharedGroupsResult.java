// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import jakarta.security.enterprise.CallerPrincipal;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A valid result of an identity store that refers to a set of groups. Jakarta Security's result
 * copies the groups for each request, which costs more than a decision from a cache. Immutable.
 */
public final class SharedGroupsResult extends CredentialValidationResult {
  private final Set<String> groups;

  /**
   * Creates a result.
   *
   * @param storeId the identifier of the identity store
   * @param caller the caller
   * @param callerDn the caller's distinguished name, or null for none
   * @param callerUniqueId the caller's unique id, or null for none
   * @param groups the caller's groups, in a set that never changes
   */
  @SuppressWarnings("NullAway") // The constructor of the API accepts null.
  public SharedGroupsResult(
      String storeId,
      CallerPrincipal caller,
      @Nullable String callerDn,
      @Nullable String callerUniqueId,
      Set<String> groups) {
    super(storeId, caller, callerDn, callerUniqueId, null);
    this.groups = groups;
  }

  /**
   * The caller's groups.
   *
   * @return the set with which this result was created
   */
  @Override
  public Set<String> getCallerGroups() {
    return groups;
  }

  /**
   * Whether the groups of another result never change.
   *
   * @param result a result of an identity store
   * @return whether its class is this one or Jakarta Security's, which copies the groups
   */
  public static boolean isFixed(CredentialValidationResult result) {
    return result.getClass() == CredentialValidationResult.class
        || result.getClass() == SharedGroupsResult.class;
  }
}
