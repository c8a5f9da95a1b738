// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.header;

import org.gatepass.Rejection;

/** A byte as two hexadecimal digits, in either case. */
final class HexEscape {
  private HexEscape() {}

  /**
   * Reads a byte.
   *
   * @param text a text of ASCII characters
   * @param at the index of the first digit
   * @throws MalformedHeaderException if the text has no two digits there
   */
  static byte read(String text, int at) throws MalformedHeaderException {
    if (at + 2 > text.length()) {
      throw new MalformedHeaderException(Rejection.UNREADABLE_VALUE);
    }
    return (byte) ((digit(text.charAt(at)) << 4) | digit(text.charAt(at + 1)));
  }

  private static int digit(char c) throws MalformedHeaderException {
    int digit = Character.digit(c, 16);
    if (digit < 0) {
      throw new MalformedHeaderException(Rejection.UNREADABLE_VALUE);
    }
    return digit;
  }
}
