// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

import jakarta.security.enterprise.CallerPrincipal;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserCredential;
import org.gatepass.spi.SharedGroupsResult;

/**
 * The store without accounts: each caller that a trusted proxy names is valid. An application gets
 * it by {@link HeaderIdentityStoreDefinition}. It returns no groups: the flow adds the groups of
 * the header. Immutable and safe for use by many threads.
 */
public class HeaderIdentityStore implements IdentityStore {
  /** The name by which a session records this store. */
  public static final String NAME = HeaderIdentityStore.class.getName();

  private static final Set<ValidationType> VALIDATION_TYPES = Set.of(ValidationType.VALIDATE);

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

  /**
   * Whether this store may have accepted a login: a header login without another recorded store.
   */
  private static boolean isOurs(RememberedCallerCredential remembered) {
    return remembered.loggedInBy() == AuthenticatedBy.HEADER
        && remembered.securityStamp().isEmpty()
        && remembered.identityStoreId().map(NAME::equals).orElse(true);
  }

  private static CredentialValidationResult valid(String callerName) {
    return new SharedGroupsResult(NAME, new CallerPrincipal(callerName), null, null, Set.of());
  }

  /** After all other stores, also with a handler of the application. */
  @Override
  public int priority() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Set<ValidationType> validationTypes() {
    return VALIDATION_TYPES;
  }
}
