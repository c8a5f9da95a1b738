// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.header;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.gatepass.Rejection;

/**
 * A strict decoder of header values. Bytes that are invalid in the configured encoding and
 * character set are malformed, and never replaced. Immutable and safe for use by many threads.
 */
public final class HeaderDecoder {
  private static final int ASCII_END = 0x80;
  private static final int BYTES_END = 0x100;

  private final Charset charset;
  private final HeaderEncoding encoding;

  public HeaderDecoder(Charset charset, HeaderEncoding encoding) {
    this.charset = charset;
    this.encoding = encoding;
  }

  /**
   * Decodes a value or a part of one.
   *
   * @param raw the bytes, each as a character of ISO-8859-1
   * @throws MalformedHeaderException if the bytes are not valid text: {@link
   *     Rejection#UNREADABLE_VALUE}
   */
  public String decode(String raw) throws MalformedHeaderException {
    return switch (encoding) {
      case NONE -> plain(raw);
      case PERCENT -> percentEncoded(raw);
      case RFC2047 -> EncodedWords.decode(raw, this);
    };
  }

  /** Decodes text without encoding. */
  String plain(String raw) throws MalformedHeaderException {
    int max = maxChar(raw);
    if (max >= BYTES_END) {
      throw new MalformedHeaderException(Rejection.UNREADABLE_VALUE);
    }
    return max < ASCII_END ? raw : text(raw.getBytes(StandardCharsets.ISO_8859_1), raw.length());
  }

  /** Decodes percent-encoded text, in which bytes beyond ASCII are malformed. */
  private String percentEncoded(String raw) throws MalformedHeaderException {
    if (maxChar(raw) >= ASCII_END) {
      throw new MalformedHeaderException(Rejection.UNREADABLE_VALUE);
    }
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    int at = 0;
    while (at < raw.length()) {
      if (raw.charAt(at) == '%') {
        bytes[length++] = HexEscape.read(raw, at + 1);
        at += 3;
      } else {
        bytes[length++] = (byte) raw.charAt(at);
        at++;
      }
    }
    return text(bytes, length);
  }

  /** Decodes bytes in the configured character set. */
  String text(byte[] bytes, int length) throws MalformedHeaderException {
    try {
      // A new decoder reports malformed bytes; String's constructor would replace them.
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedHeaderException(Rejection.UNREADABLE_VALUE);
    }
  }

  private static int maxChar(String text) {
    int max = 0;
    for (int i = 0; i < text.length(); i++) {
      max = Math.max(max, text.charAt(i));
    }
    return max;
  }
}
