// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.gatepass.assertion.internal.json.MalformedJsonException;
import org.gatepass.assertion.internal.json.StrictJson;
import org.gatepass.assertion.internal.keys.SignatureAlgorithm;
import org.gatepass.assertion.internal.keys.VerificationKey;

/**
 * A signed token in compact form (RFC 7515, section 3.1), taken apart and not verified. Each part
 * is the canonical Base64url of its bytes, so that a token has one spelling.
 */
final class CompactToken {
  static final int MAX_LENGTH = 16 * 1024;
  private static final int PARTS = 3;

  private final Map<String, Object> header;
  private final Map<String, Object> claims;
  private final byte[] signingInput;
  private final byte[] signature;

  private CompactToken(
      Map<String, Object> header,
      Map<String, Object> claims,
      byte[] signingInput,
      byte[] signature) {
    this.header = header;
    this.claims = claims;
    this.signingInput = signingInput;
    this.signature = signature;
  }

  /** The members of the header. */
  Map<String, Object> header() {
    return header;
  }

  /** The claims. */
  Map<String, Object> claims() {
    return claims;
  }

  /** Whether a key made the signature of this token by an algorithm. */
  boolean isSignedBy(VerificationKey key, SignatureAlgorithm algorithm) {
    return key.verifies(algorithm, signingInput, signature);
  }

  /**
   * Takes a token apart.
   *
   * @param token the token
   * @param padded whether parts may end in the padding of Base64
   * @throws MalformedTokenException if the text is no such token, or longer than 16 KiB
   */
  static CompactToken parse(String token, boolean padded) throws MalformedTokenException {
    if (token.length() > MAX_LENGTH) {
      throw new MalformedTokenException("is longer than 16 KiB");
    }
    String[] parts = token.split("\\.", PARTS + 1);
    if (parts.length != PARTS) {
      throw new MalformedTokenException("does not have three parts");
    }
    byte[] header = decode(parts[0], padded);
    byte[] claims = decode(parts[1], padded);
    byte[] signature = decode(parts[2], padded);
    try {
      return new CompactToken(
          StrictJson.object(header),
          StrictJson.object(claims),
          (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
          signature);
    } catch (MalformedJsonException malformed) {
      throw new MalformedTokenException("has a part whose JSON " + malformed.getMessage());
    }
  }

  private static byte[] decode(String part, boolean padded) throws MalformedTokenException {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)
          || (padded && Base64.getUrlEncoder().encodeToString(bytes).equals(part))) {
        return bytes;
      }
    } catch (IllegalArgumentException noBase64) {
      // As a text that is not canonical.
    }
    throw new MalformedTokenException("has a part that is not canonical Base64url");
  }
}
