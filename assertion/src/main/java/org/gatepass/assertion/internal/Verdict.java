// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gatepass.assertion.internal.keys.VerificationKey;
import org.jspecify.annotations.Nullable;

/** The result of the verification of a token. */
public sealed interface Verdict {
  /**
   * The token is accepted.
   *
   * @param caller what the token states about the caller
   * @param key the key that verified the signature
   * @param usableUntil when the token expires by these rules, tolerance included
   * @param rememberedUntil when the signature has to be verified again; not after {@code
   *     usableUntil}
   */
  record Verified(
      VerifiedCaller caller, VerificationKey key, Instant usableUntil, Instant rememberedUntil)
      implements Verdict {}

  /**
   * The token is not accepted.
   *
   * @param reason why
   * @param retryAfter for {@link Reason#KEYS_UNAVAILABLE} the time until a further attempt can have
   *     another result, else zero
   */
  record Rejected(Reason reason, Duration retryAfter) implements Verdict {
    static Rejected because(Reason reason) {
      return new Rejected(reason, Duration.ZERO);
    }
  }

  /**
   * What a verified token states about its caller. The rules for names have not been applied.
   *
   * @param callerName the caller name; not empty
   * @param groups the groups; none is blank
   * @param email the e-mail address; null for none
   * @param displayName the display name; null for none
   * @param stableId the stable id; null if no claim with ids is configured
   * @param issuer the claim {@code iss}
   * @param subject the claim {@code sub}; null for none
   * @param sessionId the claim {@code sid}, the caller's session at the issuer; null for none
   * @param issuedAt the claim {@code iat}; null for none
   * @param expiry the claim {@code exp}
   */
  record VerifiedCaller(
      String callerName,
      List<String> groups,
      @Nullable String email,
      @Nullable String displayName,
      @Nullable String stableId,
      String issuer,
      @Nullable String subject,
      @Nullable String sessionId,
      @Nullable Instant issuedAt,
      Instant expiry) {
    /** Copies the groups. */
    public VerifiedCaller {
      groups = List.copyOf(groups);
    }
  }

  /** Why a token is not accepted. */
  enum Reason {
    /** There is no token. */
    MISSING,
    /**
     * The text is no signed token in compact form, or the token lacks the caller name or the stable
     * id.
     */
    MALFORMED,
    /** Signature, key, algorithm, type, issuer, audience or another claim is wrong. */
    UNTRUSTED,
    /** The token is no longer valid, not yet valid, or older than the maximum age. */
    EXPIRED,
    /** The keys of the issuer can't be fetched at the moment. */
    KEYS_UNAVAILABLE
  }
}
