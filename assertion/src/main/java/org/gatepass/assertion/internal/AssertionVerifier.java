// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import java.time.DateTimeException;
import java.time.Duration;
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
 * Verifies signed tokens by RFC 7515, RFC 7519 and RFC 8725. Rules that need no key come first, so
 * that tokens of other issuers and expired ones cause no fetch of keys. The header of a token
 * selects among the configured algorithms and keys, and adds none: {@code jku}, {@code x5u}, {@code
 * jwk} and {@code x5c} are not read. Safe for use by many threads.
 */
final class AssertionVerifier {
  /** Extensions and forms that this class does not implement: encryption, compression, nesting. */
  private static final Set<String> UNSUPPORTED_HEADERS = Set.of("crit", "b64", "enc", "zip", "cty");

  private static final String PLAIN_TYPE = "JWT";
  private static final Duration MAX_REMEMBERED = Duration.ofHours(1);

  private final TokenRules rules;
  private final ClaimPaths paths;
  private final KeySet keys;
  private final InstantSource clock;

  AssertionVerifier(TokenRules rules, ClaimPaths paths, KeySet keys, InstantSource clock) {
    this.rules = rules;
    this.paths = paths;
    this.keys = keys;
    this.clock = clock;
  }

  Verdict verify(String token) {
    CompactToken parsed;
    try {
      parsed = CompactToken.parse(token, rules.padded());
    } catch (MalformedTokenException malformed) {
      return Verdict.Rejected.because(Reason.MALFORMED);
    }
    Optional<SignatureAlgorithm> algorithm = algorithm(parsed.header());
    if (algorithm.isEmpty()
        || !hasRightHeader(parsed.header())
        || !hasRightClaims(parsed.claims())) {
      return Verdict.Rejected.because(Reason.UNTRUSTED);
    }
    Times times = Times.of(parsed.claims());
    if (times == null || (rules.maxAge() != null && times.issuedAt() == null)) {
      return Verdict.Rejected.because(Reason.MALFORMED);
    }
    Instant now = clock.instant();
    if (!times.areRight(now, rules)) {
      return Verdict.Rejected.because(Reason.EXPIRED);
    }
    return verifySignature(parsed, algorithm.get(), times, now);
  }

  private Verdict verifySignature(
      CompactToken token, SignatureAlgorithm algorithm, Times times, Instant now) {
    Object id = token.header().get("kid");
    if (id != null && !(id instanceof String)) {
      return Verdict.Rejected.because(Reason.MALFORMED);
    }
    String keyId = (String) id;
    KeyLookup lookup = keys.find(keyId, algorithm);
    VerificationKey key = signer(lookup, token, algorithm);
    if (key == null && lookup instanceof KeyLookup.Found found && isOpen(found, keyId)) {
      lookup = keys.findNewer(keyId, algorithm);
      key = signer(lookup, token, algorithm);
    }
    if (key != null) {
      return accepted(token.claims(), key, times, now);
    }
    return lookup instanceof KeyLookup.Unavailable unavailable
        ? new Verdict.Rejected(Reason.KEYS_UNAVAILABLE, unavailable.retryAfter())
        : Verdict.Rejected.because(Reason.UNTRUSTED);
  }

  /** Whether the right key may be one that was published later: no id excludes it. */
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

  private Verdict accepted(
      Map<String, Object> claims, VerificationKey key, Times times, Instant now) {
    String callerName = ClaimPaths.text(paths.callerName(), claims);
    if (callerName == null) {
      return Verdict.Rejected.because(Reason.MALFORMED);
    }
    Instant usableUntil = times.usableUntil(rules);
    Instant remembered = now.plus(MAX_REMEMBERED);
    return new Verdict.Verified(
        new Verdict.VerifiedCaller(
            callerName,
            paths.groupsIn(claims),
            ClaimPaths.text(paths.email(), claims),
            ClaimPaths.text(paths.displayName(), claims),
            rules.issuer(),
            text(claims, "sub"),
            text(claims, "sid"),
            times.expiry()),
        key,
        usableUntil,
        remembered.isBefore(usableUntil) ? remembered : usableUntil);
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

  /** A token with events (RFC 8417), such as a logout token, states no identity. */
  private boolean hasRightClaims(Map<String, Object> claims) {
    return rules.issuer().equals(claims.get("iss"))
        && hasRightAudience(claims.get("aud"))
        && (rules.authorizedParties().isEmpty()
            || (claims.get("azp") instanceof String party
                && rules.authorizedParties().contains(party)))
        && !claims.containsKey("events")
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

  private static @Nullable String text(Map<String, Object> claims, String name) {
    return claims.get(name) instanceof String text ? text : null;
  }

  /** The times of a token. */
  private record Times(Instant expiry, @Nullable Instant notBefore, @Nullable Instant issuedAt) {
    /** Reads the times; null if one is no time, or {@code exp} is absent. */
    static @Nullable Times of(Map<String, Object> claims) {
      try {
        Instant expiry = time(claims, "exp");
        return expiry == null ? null : new Times(expiry, time(claims, "nbf"), time(claims, "iat"));
      } catch (DateTimeException noTime) {
        return null;
      }
    }

    private static @Nullable Instant time(Map<String, Object> claims, String name) {
      Object value = claims.get(name);
      if (value == null) {
        return null;
      }
      if (!(value instanceof Number seconds)
          || seconds.doubleValue() < 0
          || seconds.doubleValue() > MAX_SECONDS) {
        throw new DateTimeException(name);
      }
      return Instant.ofEpochMilli((long) (seconds.doubleValue() * 1_000));
    }

    /** The end of the year 9999. */
    private static final double MAX_SECONDS = 253_402_300_799.0;

    boolean areRight(Instant now, TokenRules rules) {
      Instant latest = now.plus(rules.clockSkew());
      return now.isBefore(usableUntil(rules))
          && (notBefore == null || !notBefore.isAfter(latest))
          && (issuedAt == null || !issuedAt.isAfter(latest));
    }

    Instant usableUntil(TokenRules rules) {
      Instant end = expiry;
      if (rules.maxAge() != null && issuedAt != null) {
        Instant oldest = issuedAt.plus(rules.maxAge());
        end = oldest.isBefore(end) ? oldest : end;
      }
      return end.plus(rules.clockSkew());
    }
  }
}
