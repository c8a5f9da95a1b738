// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.checks;

import static jakarta.security.enterprise.identitystore.CredentialValidationResult.INVALID_RESULT;
import static jakarta.security.enterprise.identitystore.CredentialValidationResult.NOT_VALIDATED_RESULT;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import org.gatepass.RemoteUserCredential;

/** Rejects bob, and ignores all other callers. */
@ApplicationScoped
public class RejectingStore implements IdentityStore {
  @Override
  public CredentialValidationResult validate(Credential credential) {
    return credential instanceof RemoteUserCredential header && header.callerName().equals("bob")
        ? INVALID_RESULT
        : NOT_VALIDATED_RESULT;
  }
}
