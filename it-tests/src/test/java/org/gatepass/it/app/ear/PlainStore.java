// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.ear;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** An identity store of a WAR without Gatepass. No other WAR may use it. */
@ApplicationScoped
public class PlainStore implements IdentityStore {
  /** The only caller of this store; the password is the name and {@code -password}. */
  public static final String CALLER = "mallory";

  @Override
  public CredentialValidationResult validate(Credential credential) {
    return credential instanceof UsernamePasswordCredential password
            && password.compareTo(CALLER, CALLER + "-password")
        ? new CredentialValidationResult(CALLER, Set.of("user"))
        : CredentialValidationResult.NOT_VALIDATED_RESULT;
  }

  @Override
  public Set<String> getCallerGroups(CredentialValidationResult result) {
    return Set.of("plain");
  }
}
