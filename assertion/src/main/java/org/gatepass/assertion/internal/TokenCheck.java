// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatepass.assertion.internal.Verdict.Reason;
import org.gatepass.assertion.internal.keys.KeyLookup;
import org.gatepass.assertion.internal.keys.KeySet;
import org.gatepass.assertion.internal.keys.SignatureAlgorithm;
import org.gatepass.assertion.internal.keys.VerificationKey;
import org.jspecify.annotations.Nullable;

/**
 * Checks signed tokens by RFC 7515, RFC 7519 and RFC 8725. Rules that need no key come first, so
 * that tokens of other issuers and expired ones cause no fetch of keys. The header of a token
 * selects among the configured algorithms and keys, and adds none: {@code jku}, {@code x5u}, {@code
 * jwk} and {@code x5c} are not read. Safe for use by many threads.
 */
final class TokenCheck {
  /** Extensions and forms that this class does not implement: encryption, compression, nesting. */
  private static final Set<String> UNSUPPORTED_HEADERS = Set.of("crit", "b64", "enc", "zip", "cty");

  private static final String PLAIN_TYPE = "JWT";

  private final TokenRules rules;
  private final KeySet keys;
  private final InstantSource clock;

  TokenCheck(TokenRules rules, KeySet keys, InstantSource clock) {
    this.rules = rules;
    this.keys = keys;
    this.clock = clock;
  }

  /** The result of a check. */
  sealed interface Result {
    /**
     * The token follows the rules.
     *
     * @param times the times of the token
     * @param key the key that verified the signature
     * @param now when the token was checked
     */
    record Accepted(TokenTimes times, VerificationKey key, Instant now) implements Result {}

    /** The token breaks a rule; with the verdict. */
    record Rejected(Verdict.Rejected verdict) implements Result {
      private static Rejected because(Reason reason) {
        return new Rejected(Verdict.Rejected.because(reason));
      }
    }
  }

  Result check(CompactToken token) {
    Optional<SignatureAlgorithm> algorithm = algorithm(token.header());
    if (algorithm.isEmpty() || !hasRightHeader(token.header()) || !hasRightClaims(token.claims())) {
      return Result.Rejected.because(Reason.UNTRUSTED);
    }
    TokenTimes times = TokenTimes.of(token.claims());
    if (times == null || (rules.maxAge() != null && times.issuedAt() == null)) {
      return Result.Rejected.because(Reason.MALFORMED);
    }
    Instant now = clock.instant();
    if (!times.areRight(now, rules)) {
      return Result.Rejected.because(Reason.EXPIRED);
    }
    return checkSignature(token, algorithm.get(), times, now);
  }

  private Result checkSignature(
      CompactToken token, SignatureAlgorithm algorithm, TokenTimes times, Instant now) {
    Object id = token.header().get("kid");
    if (id != null && !(id instanceof String)) {
      return Result.Rejected.because(Reason.MALFORMED);
    }
    String keyId = (String) id;
    KeyLookup lookup = keys.find(keyId, algorithm);
    VerificationKey key = signer(lookup, token, algorithm);
    if (key == null && lookup instanceof KeyLookup.Found found && isOpen(found, keyId)) {
      lookup = keys.findNewer(keyId, algorithm);
      key = signer(lookup, token, algorithm);
    }
    if (key != null) {
      return new Result.Accepted(times, key, now);
    }
    return lookup instanceof KeyLookup.Unavailable unavailable
        ? new Result.Rejected(
            new Verdict.Rejected(Reason.KEYS_UNAVAILABLE, unavailable.retryAfter()))
        : Result.Rejected.because(Reason.UNTRUSTED);
  }

  /** Whether a key that was published later may verify the token: the token or a key has no id. */
  private static boolean isOpen(KeyLookup.Found found, @Nullable String keyId) {
    return keyId == null || found.keys().stream().anyMatch(key -> key.id() == null);
  }

  private static @Nullable VerificationKey signer(
      KeyLookup lookup, CompactToken token, SignatureAlgorithm algorithm) {
    if (lookup instanceof KeyLookup.Found found) {
      for (VerificationKey key : found.keys()) {
        if (token.isSignedBy(key, algorithm)) {
          return key;
        }
      }
    }
    return null;
  }

  private Optional<SignatureAlgorithm> algorithm(Map<String, Object> header) {
    return header.get("alg") instanceof String name
        ? SignatureAlgorithm.named(name).filter(rules.algorithms()::contains)
        : Optional.empty();
  }

  private boolean hasRightHeader(Map<String, Object> header) {
    return header.keySet().stream().noneMatch(UNSUPPORTED_HEADERS::contains)
        && header.getOrDefault("typ", PLAIN_TYPE) instanceof String type
        && rules.types().contains(TokenRules.type(type))
        && rules.requiredHeaders().entrySet().stream()
            .allMatch(required -> required.getValue().equals(header.get(required.getKey())));
  }

  private boolean hasRightClaims(Map<String, Object> claims) {
    return rules.issuer().equals(claims.get("iss"))
        && hasRightAudience(claims.get("aud"))
        && (rules.authorizedParties().isEmpty()
            || (claims.get("azp") instanceof String party
                && rules.authorizedParties().contains(party)))
        && rules.requiredClaims().entrySet().stream()
            .allMatch(required -> required.getValue().equals(required.getKey().in(claims)));
  }

  private boolean hasRightAudience(@Nullable Object audience) {
    if (rules.audiences().isEmpty()) {
      return true;
    }
    return audience instanceof List<?> list
        ? list.stream().anyMatch(rules.audiences()::contains)
        : audience instanceof String text && rules.audiences().contains(text);
  }
}
