// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatepass.assertion.internal.keys.SignatureAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which a token is accepted.
 *
 * @param issuer the claim {@code iss}
 * @param audiences the claim {@code aud} must contain one of these; empty to ignore the claim,
 *     which is legal only with {@code authorizedParties} or a required header {@code signer}
 * @param authorizedParties the claim {@code azp} must be one of these; empty to ignore the claim
 * @param algorithms the algorithms of signatures; at least one
 * @param types the values of the header {@code typ}, without {@code application/}, in any case; a
 *     token without {@code typ} counts as {@code JWT}
 * @param requiredClaims claims that must be these strings
 * @param requiredHeaders members of the token's header that must be these strings
 * @param clockSkew the tolerated difference between the clocks; at most five minutes
 * @param maxAge the maximum age by the claim {@code iat}, which is then required; null for none
 * @param padded whether the parts of a token may end in the padding of Base64
 */
public record TokenRules(
    String issuer,
    Set<String> audiences,
    Set<String> authorizedParties,
    Set<SignatureAlgorithm> algorithms,
    Set<String> types,
    Map<ClaimPath, String> requiredClaims,
    Map<String, String> requiredHeaders,
    Duration clockSkew,
    @Nullable Duration maxAge,
    boolean padded) {
  private static final String SIGNER = "signer";
  private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);
  private static final Set<String> LOGOUT_TYPES = Set.of("JWT", "logout+jwt");

  /** Issuers send logout tokens at once; the specification suggests two minutes until expiry. */
  private static final Duration LOGOUT_MAX_AGE = Duration.ofMinutes(10);

  /**
   * Checks the rules.
   *
   * @throws IllegalArgumentException if a rule is missing or without effect
   */
  public TokenRules {
    audiences = Set.copyOf(audiences);
    authorizedParties = Set.copyOf(authorizedParties);
    types = types.stream().map(TokenRules::type).collect(Collectors.toUnmodifiableSet());
    requiredClaims = Map.copyOf(requiredClaims);
    requiredHeaders = Map.copyOf(requiredHeaders);
    check(!issuer.isBlank(), "the issuer is missing");
    check(
        !audiences.isEmpty() || !authorizedParties.isEmpty() || requiredHeaders.containsKey(SIGNER),
        "no audience is configured, so that tokens for other applications of the issuer would be"
            + " accepted: set an audience or an authorized party (azp)");
    check(
        audiences.stream().noneMatch(String::isBlank)
            && authorizedParties.stream().noneMatch(String::isBlank),
        "an audience or authorized party is empty");
    check(!algorithms.isEmpty(), "no algorithm is configured");
    check(!types.isEmpty(), "no type of token is configured");
    check(
        !clockSkew.isNegative() && clockSkew.compareTo(MAX_CLOCK_SKEW) <= 0,
        "the clock skew is not from PT0S to PT5M");
    check(
        maxAge == null || !(maxAge.isNegative() || maxAge.isZero()),
        "the maximum age is not positive");
    algorithms = Set.copyOf(EnumSet.copyOf(algorithms));
  }

  /**
   * The rules for logout tokens of the same issuer. Their audience is the client, which is the
   * authorized party of its assertions.
   *
   * @throws IllegalArgumentException if neither an authorized party nor an audience is configured
   */
  TokenRules ofLogoutTokens() {
    return new TokenRules(
        issuer,
        authorizedParties.isEmpty() ? audiences : authorizedParties,
        Set.of(),
        algorithms,
        LOGOUT_TYPES,
        Map.of(),
        Map.of(),
        clockSkew,
        LOGOUT_MAX_AGE,
        padded);
  }

  /** A type in the form in which types are compared (RFC 7515, section 4.1.9). */
  static String type(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    String prefix = "application/";
    return lower.startsWith(prefix) ? lower.substring(prefix.length()) : lower;
  }

  private static void check(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
