// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

import jakarta.security.enterprise.CallerPrincipal;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.EnumSet;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserCredential;

/**
 * The store without accounts: each caller that a trusted proxy names is valid. {@link
 * HeaderStoreExtension} adds it for {@link HeaderIdentityStoreDefinition}. It gives no groups: the
 * header's are added to what a store gives. Immutable and safe for use by many threads.
 */
public class HeaderIdentityStore implements IdentityStore {
  /** The name by which a session records the store. */
  public static final String NAME = HeaderIdentityStore.class.getName();

  /** For the container. */
  public HeaderIdentityStore() {}

  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (credential instanceof RemoteUserCredential header) {
      return valid(header.callerName());
    }
    if (credential instanceof RememberedCallerCredential remembered && isOurs(remembered)) {
      return valid(remembered.callerName());
    }
    return CredentialValidationResult.NOT_VALIDATED_RESULT;
  }

  /** Whether this store may have accepted a login: it was by header, and by no other store. */
  private static boolean isOurs(RememberedCallerCredential remembered) {
    return remembered.enteredBy() == AuthenticatedBy.HEADER
        && remembered.securityStamp().isEmpty()
        && remembered.identityStoreId().map(NAME::equals).orElse(true);
  }

  private static CredentialValidationResult valid(String callerName) {
    return new CredentialValidationResult(
        NAME, new CallerPrincipal(callerName), null, null, Set.of());
  }

  /** After all others, also where the application's own handler asks the stores. */
  @Override
  public int priority() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Set<ValidationType> validationTypes() {
    return EnumSet.of(ValidationType.VALIDATE);
  }
}
