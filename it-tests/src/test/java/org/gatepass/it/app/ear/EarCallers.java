// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.ear;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;
import org.gatepass.RemoteUserCredential;

/** A store of one caller, whose password is the name and {@code -password}. */
public abstract class EarCallers implements IdentityStore {
  private final String name;

  EarCallers(String name) {
    this.name = name;
  }

  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (credential instanceof RemoteUserCredential header) {
      return answer(header.callerName().equals(name));
    }
    if (credential instanceof UsernamePasswordCredential password) {
      return answer(password.compareTo(name, name + "-password"));
    }
    return CredentialValidationResult.NOT_VALIDATED_RESULT;
  }

  private CredentialValidationResult answer(boolean right) {
    return right
        ? new CredentialValidationResult(name, Set.of("user"))
        : CredentialValidationResult.INVALID_RESULT;
  }
}
