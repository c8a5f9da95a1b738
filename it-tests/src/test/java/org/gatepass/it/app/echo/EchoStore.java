// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.echo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;
import org.gatepass.RemoteUserCredential;

/** Validates alice, and fails for the name broken. */
@ApplicationScoped
public class EchoStore implements IdentityStore {
  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (!(credential instanceof RemoteUserCredential header)) {
      return CredentialValidationResult.NOT_VALIDATED_RESULT;
    }
    return switch (header.callerName()) {
      case "alice" -> new CredentialValidationResult("alice", Set.of("user"));
      case "broken" -> throw new IllegalStateException("the database is down");
      default -> CredentialValidationResult.INVALID_RESULT;
    };
  }
}
