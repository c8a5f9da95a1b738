// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.gatepass.assertion.internal.Verdict.Reason;
import org.gatepass.assertion.internal.keys.KeySet;
import org.jspecify.annotations.Nullable;

/** Verifies tokens that name a caller. Safe for use by many threads. */
final class AssertionVerifier {
  private static final Duration MAX_REMEMBERED = Duration.ofHours(1);

  private final TokenRules rules;
  private final ClaimPaths paths;
  private final TokenCheck tokens;

  AssertionVerifier(TokenRules rules, ClaimPaths paths, KeySet keys, InstantSource clock) {
    this.rules = rules;
    this.paths = paths;
    this.tokens = new TokenCheck(rules, keys, clock);
  }

  Verdict verify(String token) {
    CompactToken parsed;
    try {
      parsed = CompactToken.parse(token, rules.padded());
    } catch (MalformedTokenException malformed) {
      return Verdict.Rejected.because(Reason.MALFORMED);
    }
    // A token with events (RFC 8417), such as a logout token, names no caller.
    if (parsed.claims().containsKey("events")) {
      return Verdict.Rejected.because(Reason.UNTRUSTED);
    }
    TokenCheck.Result result = tokens.check(parsed);
    return result instanceof TokenCheck.Result.Accepted accepted
        ? accepted(parsed.claims(), accepted)
        : ((TokenCheck.Result.Rejected) result).verdict();
  }

  private Verdict accepted(Map<String, Object> claims, TokenCheck.Result.Accepted token) {
    String callerName = ClaimPaths.text(paths.callerName(), claims);
    String stableId = ClaimPaths.text(paths.stableId(), claims);
    if (callerName == null || (paths.stableId() != null && stableId == null)) {
      return Verdict.Rejected.because(Reason.MALFORMED);
    }
    Instant usableUntil = token.times().usableUntil(rules);
    Instant remembered = token.now().plus(MAX_REMEMBERED);
    return new Verdict.Verified(
        new Verdict.VerifiedCaller(
            callerName,
            paths.groupsIn(claims),
            ClaimPaths.text(paths.email(), claims),
            ClaimPaths.text(paths.displayName(), claims),
            stableId,
            rules.issuer(),
            text(claims, "sub"),
            text(claims, "sid"),
            token.times().issuedAt(),
            token.times().expiry()),
        token.key(),
        usableUntil,
        remembered.isBefore(usableUntil) ? remembered : usableUntil);
  }

  private static @Nullable String text(Map<String, Object> claims, String name) {
    return claims.get(name) instanceof String text ? text : null;
  }
}
