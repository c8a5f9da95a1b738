// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.gatepass.BearerTokenCredential;

/** The tokens of programs. It stores their hashes only. */
@ApplicationScoped
public class TokenStore implements IdentityStore {
  private static final String BROKEN = hash("broken");

  private final Map<String, CredentialValidationResult> callersByHash =
      Map.of(
          hash("robots-token-2f6c8d1e"),
          new CredentialValidationResult("robot", Set.of("user")),
          hash("readers-token-9a4b7c3d"),
          new CredentialValidationResult("reader", Set.of()));

  @Override
  public CredentialValidationResult validate(Credential credential) {
    return credential instanceof BearerTokenCredential bearer
        ? callerOf(hash(bearer.token()))
        : CredentialValidationResult.NOT_VALIDATED_RESULT;
  }

  private CredentialValidationResult callerOf(String hash) {
    if (hash.equals(BROKEN)) {
      throw new IllegalStateException("the database is down");
    }
    return callersByHash.getOrDefault(hash, CredentialValidationResult.INVALID_RESULT);
  }

  private static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
