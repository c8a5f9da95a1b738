// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatepass.assertion.internal.Issuer.encode;

import java.util.Map;
import org.gatepass.assertion.internal.keys.SignatureAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactTokenTest {
  private static final String NOT_THREE = "does not have three parts";
  private static final String NOT_CANONICAL = "has a part that is not canonical Base64url";

  /** {@code {"a":1}} in Base64url; its seven bytes need two characters of padding. */
  private static final String PART = "eyJhIjoxfQ";

  private static CompactToken parse(String token) throws MalformedTokenException {
    return CompactToken.parse(token, false);
  }

  private static void checkRejected(String token, boolean padded, String message) {
    assertThatExceptionOfType(MalformedTokenException.class)
        .isThrownBy(() -> CompactToken.parse(token, padded))
        .withMessage(message);
  }

  @Test
  void hasAHeaderAndClaims() throws Exception {
    CompactToken token = parse(PART + "." + encode("{\"b\":\"c\"}") + ".AAAA");
    assertThat(token.header()).isEqualTo(Map.of("a", 1L));
    assertThat(token.claims()).isEqualTo(Map.of("b", "c"));
  }

  @Test
  void isSignedByTheKeyThatSignedHeaderAndClaims() throws Exception {
    CompactToken token = parse(Issuer.token(Issuer.claims()));
    assertThat(token.isSignedBy(Tokens.rsa(), SignatureAlgorithm.RS256)).isTrue();

    CompactToken unsigned = parse(PART + "." + PART + ".");
    assertThat(unsigned.isSignedBy(Tokens.rsa(), SignatureAlgorithm.RS256)).isFalse();
  }

  @Test
  void hasAtMost16KiB() throws Exception {
    // 15 bytes of a header are 20 characters, and 3 of a signature are 4.
    String header = encode("{\"a\":1}        ");
    int claims = 16 * 1024 - header.length() - ".".length() - ".AAAA".length();
    String longest = header + "." + encode("{}" + " ".repeat(claims * 3 / 4 - 2)) + ".AAAA";
    assertThat(longest).hasSize(16_384);
    assertThat(parse(longest).header()).isEqualTo(Map.of("a", 1L));
    checkRejected(longest + "A", false, "is longer than 16 KiB");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "alice",
        PART,
        PART + "." + PART,
        "." + PART,
        PART + ".",
        PART + "." + PART + ".AAAA.",
        PART + "." + PART + ".AAAA.AAAA",
        PART + "." + PART + ".AAAA.AAAA.AAAA",
        "...",
        "...."
      })
  void hasThreeParts(String token) {
    checkRejected(token, false, NOT_THREE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "." + PART + ".AAAA", PART + "..AAAA"})
  void hasJsonInItsFirstTwoParts(String token) {
    checkRejected(token, false, "has a part whose JSON has an unexpected character");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"A", "AAAAA", "AA+A", "AA/A", "AA A", " AAAA", "AAAA\n", "A\u00c4AA", "AB"})
  void hasPartsInCanonicalBase64url(String part) {
    for (boolean padded : new boolean[] {false, true}) {
      checkRejected(PART + "." + PART + "." + part, padded, NOT_CANONICAL);
      checkRejected(PART + "." + part + ".AAAA", padded, NOT_CANONICAL);
      checkRejected(part + "." + PART + ".AAAA", padded, NOT_CANONICAL);
    }
  }

  @Test
  void mayBePaddedOnlyWhereConfigured() throws Exception {
    String padded = PART + "==." + PART + "==.AA==";
    assertThat(CompactToken.parse(padded, true).claims()).isEqualTo(Map.of("a", 1L));
    assertThat(CompactToken.parse(PART + "." + PART + ".AA", true).claims())
        .isEqualTo(Map.of("a", 1L));
    checkRejected(padded, false, NOT_CANONICAL);
    checkRejected(PART + "." + PART + ".AA==", false, NOT_CANONICAL);
    for (String part : new String[] {"AA=", "AA===", "AAA==", "AAAA=", "=", "AB=="}) {
      checkRejected(PART + "." + PART + "." + part, true, NOT_CANONICAL);
    }
  }
}
