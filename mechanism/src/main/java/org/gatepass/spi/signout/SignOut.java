// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi.signout;

import java.time.Duration;
import java.time.Instant;

/** The result of the verification of a logout token. */
public sealed interface SignOut {
  /**
   * The issuer has ended a session, or without a session id all sessions of a subject.
   *
   * @param session the session or the subject
   * @param issuedAt when the issuer created the logout token, by the issuer's clock
   */
  record Verified(IssuerSession session, Instant issuedAt) implements SignOut {}

  /**
   * The logout token is not valid.
   *
   * @param rule the rule that it breaks, for the log, such as {@code contains a nonce}; it holds no
   *     text of the token
   */
  record Rejected(String rule) implements SignOut {}

  /**
   * The keys to verify the logout token are not available now, so it is unknown whether the token
   * is valid.
   *
   * @param retryAfter the time until a further attempt can have another result; positive
   */
  record Unavailable(Duration retryAfter) implements SignOut {}
}
