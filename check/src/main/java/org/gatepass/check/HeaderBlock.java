// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A block of headers of HTTP/2, by HPACK (RFC 7541): writes literals, and reads a status. */
final class HeaderBlock {
  /** The statuses of the static table, from its entry 8 on. */
  private static final int[] INDEXED = {200, 204, 206, 304, 400, 404, 500};

  private static final int STATUS_NAME = 8;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Adds a literal header that the server does not remember. */
  void add(String name, String value) {
    bytes.write(0);
    add(name);
    add(value);
  }

  private void add(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    int left = encoded.length;
    if (left < 0x7f) {
      bytes.write(left);
    } else {
      bytes.write(0x7f);
      for (left -= 0x7f; left >= 0x80; left >>= 7) {
        bytes.write((left & 0x7f) | 0x80);
      }
      bytes.write(left);
    }
    bytes.writeBytes(encoded);
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  /** The status of a response, whose first header it is; 0 if it is unreadable. */
  static int status(byte[] block) {
    int at = 0;
    while (at < block.length && (block[at] & 0xe0) == 0x20) {
      // A new size of the dynamic table: an integer of five bits, which may go on.
      boolean goesOn = (block[at] & 0x1f) == 0x1f;
      at++;
      while (goesOn && at < block.length) {
        goesOn = (block[at] & 0x80) != 0;
        at++;
      }
    }
    if (at >= block.length) {
      return 0;
    }
    int first = block[at] & 0xff;
    if (first >= 0x80) {
      int index = (first & 0x7f) - STATUS_NAME;
      return index >= 0 && index < INDEXED.length ? INDEXED[index] : 0;
    }
    int name = first >= 0x40 ? first & 0x3f : first & 0x0f;
    return name >= STATUS_NAME && name < STATUS_NAME + INDEXED.length ? literal(block, at + 1) : 0;
  }

  private static int literal(byte[] block, int at) {
    if (at >= block.length || at + 1 + (block[at] & 0x7f) > block.length) {
      return 0;
    }
    int length = block[at] & 0x7f;
    if ((block[at] & 0x80) != 0) {
      return huffman(block, at + 1, length);
    }
    String digits = new String(block, at + 1, length, StandardCharsets.US_ASCII);
    return digits.matches("[1-5]\\d\\d") ? Integer.parseInt(digits) : 0;
  }

  /** Three digits in the code of RFC 7541, appendix B: 0 to 2 have five bits, 3 to 9 have six. */
  private static int huffman(byte[] block, int at, int length) {
    long bits = 0;
    for (int i = 0; i < length && i < 4; i++) {
      bits |= (block[at + i] & 0xffL) << (56 - 8 * i);
    }
    int status = 0;
    for (int digit = 0; digit < 3; digit++) {
      int five = (int) (bits >>> 59);
      int six = (int) (bits >>> 58);
      if (five <= 2) {
        status = status * 10 + five;
        bits <<= 5;
      } else if (six >= 0x19 && six <= 0x1f) {
        status = status * 10 + six - 0x19 + 3;
        bits <<= 6;
      } else {
        return 0;
      }
    }
    return status;
  }
}
