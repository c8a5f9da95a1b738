// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import jakarta.security.enterprise.credential.Credential;
import java.util.Objects;

/**
 * The credential of a token login: a bearer token of the application's own, which a program sends
 * in the header {@code Authorization: Bearer} (RFC 6750). With {@link
 * RemoteUserAuthenticationMechanismDefinition#bearerTokens} Gatepass passes it to the identity
 * stores. A store of the application validates it, and returns the caller and the groups of the
 * token; the stores of Gatepass do not support it. Immutable and safe for use by many threads.
 *
 * <pre>{@code
 * @Override
 * public CredentialValidationResult validate(Credential credential) {
 *   return credential instanceof BearerTokenCredential bearer
 *       ? tokens.callerOf(bearer.token())
 *       : CredentialValidationResult.NOT_VALIDATED_RESULT;
 * }
 * }</pre>
 */
public final class BearerTokenCredential implements Credential {
  private final String token;

  /**
   * Creates a credential.
   *
   * @param token the token, without the scheme
   */
  public BearerTokenCredential(String token) {
    this.token = Objects.requireNonNull(token, "token");
  }

  /**
   * The token. It is a secret, like a password.
   *
   * @return 1 to 8,192 characters: ASCII letters, digits and {@code - . _ ~ + /}, then any number
   *     of {@code =}
   */
  public String token() {
    return token;
  }

  /** Returns the class name alone: log lines must not contain the token. */
  @Override
  public String toString() {
    return "BearerTokenCredential";
  }
}
