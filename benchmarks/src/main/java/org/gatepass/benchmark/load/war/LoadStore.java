// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;
import org.gatepass.RemoteUserCredential;

/** Accepts each caller: the integrations are compared, not the databases. */
@ApplicationScoped
public class LoadStore implements IdentityStore {
  private static final Set<String> GROUPS = Set.of("user");

  /** For the container. */
  public LoadStore() {}

  @Override
  public CredentialValidationResult validate(Credential credential) {
    return credential instanceof RemoteUserCredential header
        ? new CredentialValidationResult(header.callerName(), GROUPS)
        : CredentialValidationResult.NOT_VALIDATED_RESULT;
  }
}
