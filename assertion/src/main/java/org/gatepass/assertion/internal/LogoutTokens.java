// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.gatepass.assertion.internal.keys.KeySet;
import org.jspecify.annotations.Nullable;

/**
 * Verifies logout tokens by OpenID Connect Back-Channel Logout 1.0, section 2.6. A token is
 * accepted once: its id is stored until the token expires. At most 10,000 ids are stored; with
 * more, the oldest is dropped. Safe for use by many threads.
 */
public final class LogoutTokens {
  /** The member of the claim {@code events} that makes a token a logout token. */
  public static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

  private static final int MAX_USED = 10_000;
  private static final int MAX_ID = 255;

  private final TokenRules rules;
  private final TokenCheck tokens;
  private final int maxUsed;

  /** The ids of accepted tokens, with the times until which the tokens are valid. */
  private final Map<String, Instant> used = new LinkedHashMap<>();

  LogoutTokens(TokenRules rules, KeySet keys, InstantSource clock) {
    this(rules, keys, clock, MAX_USED);
  }

  LogoutTokens(TokenRules rules, KeySet keys, InstantSource clock, int maxUsed) {
    this.rules = rules.ofLogoutTokens();
    this.tokens = new TokenCheck(this.rules, keys, clock);
    this.maxUsed = maxUsed;
  }

  /** The result of a verification. */
  public sealed interface Result {
    /**
     * The issuer has ended a session; without a session id all sessions of the subject.
     *
     * @param issuer the claim {@code iss}
     * @param subject the claim {@code sub}; null for none
     * @param sessionId the claim {@code sid}; null for none
     * @param issuedAt the claim {@code iat}
     */
    record Accepted(
        String issuer, @Nullable String subject, @Nullable String sessionId, Instant issuedAt)
        implements Result {}

    /**
     * The token is not accepted.
     *
     * @param rule the rule that it breaks; it holds no text of the token
     */
    record Rejected(String rule) implements Result {}

    /**
     * The keys are not available now.
     *
     * @param retryAfter the time until a further attempt can have another result; positive
     */
    record Unavailable(Duration retryAfter) implements Result {}
  }

  /**
   * Verifies a token, and stores its id if it is valid.
   *
   * @param token the token
   * @return the session that the issuer has ended, the rule that the token breaks, or that no key
   *     is available
   */
  public Result verify(String token) {
    CompactToken parsed;
    try {
      parsed = CompactToken.parse(token, rules.padded());
    } catch (MalformedTokenException malformed) {
      return new Result.Rejected("the logout token is malformed");
    }
    Map<String, Object> claims = parsed.claims();
    String broken = brokenRule(claims);
    if (broken != null) {
      return new Result.Rejected(broken);
    }
    TokenCheck.Result result = tokens.check(parsed);
    if (result instanceof TokenCheck.Result.Rejected rejected) {
      Verdict.Rejected verdict = rejected.verdict();
      return verdict.reason() == Verdict.Reason.KEYS_UNAVAILABLE
          ? new Result.Unavailable(verdict.retryAfter())
          : new Result.Rejected(text(verdict.reason()));
    }
    TokenTimes times = ((TokenCheck.Result.Accepted) result).times();
    Instant now = ((TokenCheck.Result.Accepted) result).now();
    // The rules require the time of issue.
    Instant issuedAt = Objects.requireNonNull(times.issuedAt(), "issuedAt");
    if (!isFirst(String.valueOf(claims.get("jti")), now, times.usableUntil(rules))) {
      return new Result.Rejected("the logout token was used before");
    }
    return new Result.Accepted(
        rules.issuer(), claim(claims, "sub"), claim(claims, "sid"), issuedAt);
  }

  /** The rule for the claims of logout tokens that a token breaks; null if it breaks none. */
  private static @Nullable String brokenRule(Map<String, Object> claims) {
    if (!(claims.get("events") instanceof Map<?, ?> events)
        || !(events.get(EVENT) instanceof Map<?, ?>)) {
      return "the logout token has no logout event";
    }
    if (claims.containsKey("nonce")) {
      return "the logout token contains a nonce";
    }
    if (!isTextOrAbsent(claims, "sub") || !isTextOrAbsent(claims, "sid")) {
      return "the logout token is malformed";
    }
    if (!claims.containsKey("sub") && !claims.containsKey("sid")) {
      return "the logout token names neither a subject nor a session";
    }
    String id = claim(claims, "jti");
    return id == null || id.length() > MAX_ID ? "the logout token has no legal id (jti)" : null;
  }

  private static boolean isTextOrAbsent(Map<String, Object> claims, String name) {
    return !claims.containsKey(name) || claim(claims, name) != null;
  }

  /** A claim that is a string with a character; null for another one. */
  private static @Nullable String claim(Map<String, Object> claims, String name) {
    return claims.get(name) instanceof String text && !text.isBlank() ? text : null;
  }

  private static String text(Verdict.Reason reason) {
    return switch (reason) {
      case MISSING, MALFORMED -> "the logout token is malformed";
      case UNTRUSTED ->
          "the logout token has a wrong signature, or another issuer, audience, algorithm or type"
              + " than configured";
      case EXPIRED -> "the logout token has expired, or is not valid yet";
      case KEYS_UNAVAILABLE -> throw new IllegalArgumentException(reason.name());
    };
  }

  private synchronized boolean isFirst(String id, Instant now, Instant usableUntil) {
    Iterator<Instant> oldest = used.values().iterator();
    while (oldest.hasNext() && !now.isBefore(oldest.next())) {
      oldest.remove();
    }
    if (used.putIfAbsent(id, usableUntil) != null) {
      return false;
    }
    if (used.size() > maxUsed) {
      Iterator<String> ids = used.keySet().iterator();
      ids.next();
      ids.remove();
    }
    return true;
  }
}
