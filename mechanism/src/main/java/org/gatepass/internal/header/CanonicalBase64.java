// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.header;

import java.util.Base64;

/**
 * A decoder of Base64 (RFC 4648, section 4) that accepts only the canonical form. Java's decoder
 * accepts texts without padding, and ignores unused bits of the last character (section 3.5), so
 * that it decodes several texts to the same bytes.
 */
public final class CanonicalBase64 {
  private CanonicalBase64() {}

  /**
   * Decodes a text.
   *
   * @param text the text, with its padding
   * @return the bytes
   * @throws IllegalArgumentException if the text is not the canonical encoding of its bytes; the
   *     message does not quote the text
   */
  public static byte[] decode(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException("is not canonical Base64");
    }
    return bytes;
  }
}
