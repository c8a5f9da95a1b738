// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.directory;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.security.enterprise.CallerPrincipal;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import java.util.Set;
import org.gatepass.RemoteUserCredential;

/** The application's own handler, which calls no store. */
@Alternative
@Priority(100)
@ApplicationScoped
public class OwnHandler implements IdentityStoreHandler {
  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (credential instanceof RemoteUserCredential header) {
      return new CredentialValidationResult(header.callerName(), Set.of("of-the-handler"));
    }
    if (credential instanceof UsernamePasswordCredential password
        && password.compareTo("alice", "alice-secret")) {
      return new CredentialValidationResult(
          "a store", new CallerPrincipal("alice"), null, null, Set.of("of-the-handler"));
    }
    return CredentialValidationResult.NOT_VALIDATED_RESULT;
  }
}
