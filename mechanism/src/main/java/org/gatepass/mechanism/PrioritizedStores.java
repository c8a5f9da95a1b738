// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import static jakarta.security.enterprise.identitystore.CredentialValidationResult.INVALID_RESULT;
import static jakarta.security.enterprise.identitystore.CredentialValidationResult.NOT_VALIDATED_RESULT;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.security.enterprise.identitystore.IdentityStore.ValidationType;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks the identity stores of an application as Jakarta Security 3.0 has it, where no server brings
 * a handler: those that validate in the order of their priorities until one says yes, then those
 * that give groups. Immutable and safe for use by many threads.
 */
final class PrioritizedStores implements IdentityStoreHandler {
  private final List<IdentityStore> validating;
  private final List<IdentityStore> givingGroupsAlone;

  PrioritizedStores(Collection<IdentityStore> stores) {
    List<IdentityStore> byPriority =
        stores.stream().sorted(Comparator.comparingInt(IdentityStore::priority)).toList();
    this.validating =
        byPriority.stream()
            .filter(store -> store.validationTypes().contains(ValidationType.VALIDATE))
            .toList();
    this.givingGroupsAlone =
        byPriority.stream()
            .filter(store -> store.validationTypes().contains(ValidationType.PROVIDE_GROUPS))
            .filter(store -> !store.validationTypes().contains(ValidationType.VALIDATE))
            .toList();
  }

  @Override
  public CredentialValidationResult validate(Credential credential) {
    boolean refused = false;
    for (IdentityStore store : validating) {
      CredentialValidationResult result = store.validate(credential);
      if (result.getStatus() == Status.VALID) {
        return withGroups(store, result);
      }
      refused |= result.getStatus() == Status.INVALID;
    }
    return refused ? INVALID_RESULT : NOT_VALIDATED_RESULT;
  }

  private CredentialValidationResult withGroups(
      IdentityStore store, CredentialValidationResult result) {
    Set<String> groups = new HashSet<>();
    if (store.validationTypes().contains(ValidationType.PROVIDE_GROUPS)) {
      groups.addAll(result.getCallerGroups());
    }
    for (IdentityStore other : givingGroupsAlone) {
      groups.addAll(other.getCallerGroups(result));
    }
    return new CredentialValidationResult(
        result.getIdentityStoreId(),
        result.getCallerPrincipal(),
        result.getCallerDn(),
        result.getCallerUniqueId(),
        groups);
  }
}
