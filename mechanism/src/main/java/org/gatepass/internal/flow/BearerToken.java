// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token in the header {@code Authorization} (RFC 6750, section 2.1). Gatepass ignores
 * tokens in addresses and forms, which end up in logs and in the browser's history.
 *
 * @param text the token; null if the header is malformed or has several lines
 */
record BearerToken(@Nullable String text) {
  private static final String SCHEME = "Bearer";

  /** Longer headers are over the default limit of most servers. */
  private static final int MAX_LENGTH = 8_192;

  private static final BearerToken MALFORMED = new BearerToken(null);

  /** The token of a request; empty if no line of the header has the scheme {@code Bearer}. */
  static Optional<BearerToken> in(HttpServletRequest request) {
    Enumeration<String> lines = request.getHeaders("Authorization");
    if (lines == null || !lines.hasMoreElements()) {
      return Optional.empty();
    }
    String first = lines.nextElement();
    if (!lines.hasMoreElements()) {
      return hasScheme(first) ? Optional.of(read(first)) : Optional.empty();
    }
    boolean isAnyBearer = hasScheme(first);
    while (lines.hasMoreElements()) {
      isAnyBearer |= hasScheme(lines.nextElement());
    }
    return isAnyBearer ? Optional.of(MALFORMED) : Optional.empty();
  }

  private static boolean hasScheme(String line) {
    return line.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && (line.length() == SCHEME.length() || line.charAt(SCHEME.length()) == ' ');
  }

  private static BearerToken read(String line) {
    String token = line.substring(SCHEME.length()).strip();
    return isWellFormed(token) ? new BearerToken(token) : MALFORMED;
  }

  /** Whether a text has the form {@code b64token} and a permitted length. */
  private static boolean isWellFormed(String token) {
    int end = token.length();
    while (end > 0 && token.charAt(end - 1) == '=') {
      end--;
    }
    return end > 0
        && token.length() <= MAX_LENGTH
        && token.chars().limit(end).allMatch(BearerToken::isTokenCharacter);
  }

  private static boolean isTokenCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~+/".indexOf(c) >= 0;
  }

  /** Returns the class name alone: the token is secret. */
  @Override
  public String toString() {
    return "BearerToken";
  }
}
