// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.servlets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserCredential;

/** An account for each name with a number, such as {@code form-1}, all with dora's password. */
@ApplicationScoped
public class NumberedCallersStore implements IdentityStore {
  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (credential instanceof RemoteUserCredential header) {
      return find(header.callerName());
    }
    if (credential instanceof RememberedCallerCredential remembered) {
      return find(remembered.callerName());
    }
    if (credential instanceof UsernamePasswordCredential password) {
      return password.getPassword().compareTo("dora-secret-1")
          ? find(password.getCaller())
          : CredentialValidationResult.INVALID_RESULT;
    }
    return CredentialValidationResult.NOT_VALIDATED_RESULT;
  }

  private static CredentialValidationResult find(String name) {
    return name.matches("[a-z]+-[0-9]+")
        ? new CredentialValidationResult(name, Set.of("user"))
        : CredentialValidationResult.INVALID_RESULT;
  }
}
