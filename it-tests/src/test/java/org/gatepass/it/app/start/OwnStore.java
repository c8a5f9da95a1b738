// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.start;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;

/** A store of the application with its own mechanism. */
@ApplicationScoped
public class OwnStore implements IdentityStore {
  @Override
  public CredentialValidationResult validate(Credential credential) {
    return CredentialValidationResult.NOT_VALIDATED_RESULT;
  }
}
