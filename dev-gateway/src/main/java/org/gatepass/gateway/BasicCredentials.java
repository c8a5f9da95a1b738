// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name and a password of HTTP Basic authentication (RFC 7617, in UTF-8).
 *
 * @param name the text before the first colon
 * @param password the text after the first colon
 */
record BasicCredentials(String name, String password) {
  private static final Pattern BASIC =
      Pattern.compile("basic +([A-Za-z0-9+/]+={0,2})", Pattern.CASE_INSENSITIVE);

  /**
   * Reads the value of an {@code Authorization} header.
   *
   * @return empty for another scheme, Base64 that is not canonical (RFC 4648, section 3.5), bad
   *     UTF-8, control characters or a missing colon
   */
  static Optional<BasicCredentials> parse(String authorization) {
    Matcher basic = BASIC.matcher(authorization);
    if (!basic.matches()) {
      return Optional.empty();
    }
    String text;
    try {
      byte[] bytes = Base64.getDecoder().decode(basic.group(1));
      // Java's decoder ignores unused bits and missing padding.
      if (!Base64.getEncoder().encodeToString(bytes).equals(basic.group(1))) {
        return Optional.empty();
      }
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
    int colon = text.indexOf(':');
    if (colon < 1 || text.chars().anyMatch(Character::isISOControl)) {
      return Optional.empty();
    }
    return Optional.of(new BasicCredentials(text.substring(0, colon), text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return "BasicCredentials";
  }
}
