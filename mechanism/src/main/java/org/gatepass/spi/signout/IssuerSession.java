// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi.signout;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person's session at an issuer, by the claims of OpenID Connect. Gatepass compares a claim only
 * with the same claim of the same issuer: a subject is not a caller name. Immutable.
 *
 * @param issuer the claim {@code iss}
 * @param subject the claim {@code sub}; null for none
 * @param sessionId the claim {@code sid}; null for none
 */
public record IssuerSession(String issuer, @Nullable String subject, @Nullable String sessionId) {
  /**
   * Checks the claims.
   *
   * @param issuer the claim {@code iss}
   * @param subject the claim {@code sub}; null for none
   * @param sessionId the claim {@code sid}; null for none
   * @throws IllegalArgumentException if there is neither a subject nor a session id
   */
  public IssuerSession {
    Objects.requireNonNull(issuer, "issuer");
    if (subject == null && sessionId == null) {
      throw new IllegalArgumentException("neither a subject nor a session id");
    }
  }

  /** Returns the class name alone: log lines must not contain the claims of a person. */
  @Override
  public String toString() {
    return "IssuerSession";
  }
}
