// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.header;

import java.util.Arrays;
import org.gatepass.Rejection;

/**
 * A decoder of text with encoded words (RFC 2047), such as {@code =?UTF-8?Q?j=C3=BCrgen?=}.
 *
 * <p>The decoder is stricter than the RFC where a reader would have to guess. Each word must
 * consist of whole UTF-8 characters. An incomplete word is malformed rather than plain text, and so
 * is a word without a blank between it and its neighbour. The limit of 75 characters a word is not
 * enforced, because common encoders exceed it.
 */
final class EncodedWords {
  private static final String START = "=?";
  private static final String END = "?=";

  private EncodedWords() {}

  static String decode(String raw, HeaderDecoder utf8) throws MalformedHeaderException {
    StringBuilder text = new StringBuilder(raw.length());
    boolean afterWord = false;
    int at = 0;
    while (at < raw.length()) {
      int start = OptionalWhitespace.skip(raw, at, raw.length());
      int end = endOfToken(raw, start);
      String token = raw.substring(start, end);
      boolean word = token.startsWith(START);
      // Blanks between two words are only a separator (RFC 2047, section 6.2).
      if (!(word && afterWord)) {
        text.append(raw, at, start);
      }
      text.append(word ? word(token, utf8) : plain(token, utf8));
      afterWord = word;
      at = end;
    }
    return text.toString();
  }

  private static int endOfToken(String raw, int start) {
    int at = start;
    while (at < raw.length() && !OptionalWhitespace.is(raw.charAt(at))) {
      at++;
    }
    return at;
  }

  private static String plain(String token, HeaderDecoder utf8) throws MalformedHeaderException {
    if (token.contains(START)) {
      throw unreadable();
    }
    return utf8.plain(token);
  }

  private static String word(String token, HeaderDecoder utf8) throws MalformedHeaderException {
    if (token.length() < START.length() + END.length() || !token.endsWith(END)) {
      throw unreadable();
    }
    String[] parts =
        token.substring(START.length(), token.length() - END.length()).split("\\?", -1);
    if (parts.length != 3 || !parts[0].equalsIgnoreCase("UTF-8") || parts[2].isEmpty()) {
      throw unreadable();
    }
    byte[] bytes =
        switch (parts[1]) {
          case "B", "b" -> base64(parts[2]);
          case "Q", "q" -> quoted(parts[2]);
          default -> throw unreadable();
        };
    return utf8.text(bytes, bytes.length);
  }

  private static byte[] base64(String text) throws MalformedHeaderException {
    try {
      return CanonicalBase64.decode(text);
    } catch (IllegalArgumentException e) {
      throw unreadable();
    }
  }

  private static byte[] quoted(String text) throws MalformedHeaderException {
    if (!text.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw unreadable();
    }
    byte[] bytes = new byte[text.length()];
    int length = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '=') {
        bytes[length++] = HexEscape.read(text, at + 1);
        at += 3;
      } else {
        bytes[length++] = (byte) (c == '_' ? ' ' : c);
        at++;
      }
    }
    return Arrays.copyOf(bytes, length);
  }

  private static MalformedHeaderException unreadable() {
    return new MalformedHeaderException(Rejection.UNREADABLE_VALUE);
  }
}
