// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.open;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;
import org.gatepass.RemoteUserCredential;

/** Accepts each caller but one, for whom its database is down. */
@ApplicationScoped
public class OpenStore implements IdentityStore {
  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (!(credential instanceof RemoteUserCredential header)) {
      return CredentialValidationResult.NOT_VALIDATED_RESULT;
    }
    if (header.callerName().equals("down")) {
      throw new IllegalStateException("the database is down");
    }
    return new CredentialValidationResult(header.callerName(), Set.of("user"));
  }
}
