// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import java.time.Duration;
import java.util.regex.Pattern;
import org.gatepass.assertion.internal.keys.KeySource;

/**
 * The settings of signed assertions.
 *
 * @param header the name of the header that carries the token
 * @param keys where the issuer's keys are
 * @param keysKept how long fetched keys stay in use after their lifetime while their address does
 *     not answer; at most one day
 * @param rules the rules by which a token is accepted
 * @param claims the claims that describe the caller
 */
public record AssertionSettings(
    String header, KeySource keys, Duration keysKept, TokenRules rules, ClaimPaths claims) {
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,100}");
  private static final Duration MAX_KEPT = Duration.ofDays(1);

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if the header's name or the duration is illegal
   */
  public AssertionSettings {
    if (!HEADER.matcher(header).matches()) {
      throw new IllegalArgumentException(
          "\"" + header + "\" is not the name of a header (example: X-Id-Token)");
    }
    if (keysKept.isNegative() || keysKept.compareTo(MAX_KEPT) > 0) {
      throw new IllegalArgumentException("the time that keys are kept is not from PT0S to PT24H");
    }
  }
}
