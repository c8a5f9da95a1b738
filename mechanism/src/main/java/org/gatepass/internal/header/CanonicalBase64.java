// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.header;

import java.util.Base64;

/**
 * Reads Base64 (RFC 4648, section 4) in its one canonical form. Java's own decoder does without the
 * padding, and ignores the bits of the last character that stand for nothing (section 3.5), so that
 * many texts are the same bytes to it.
 */
public final class CanonicalBase64 {
  private CanonicalBase64() {}

  /**
   * Decodes a text.
   *
   * @param text the text, with its padding
   * @return the bytes
   * @throws IllegalArgumentException if the text is not what these bytes are encoded as; the
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
