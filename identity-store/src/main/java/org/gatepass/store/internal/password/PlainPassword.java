// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.password;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * A password during one computation, in the encodings that the hash functions need. Closing it
 * wipes these encodings, but not the caller's array.
 */
final class PlainPassword implements AutoCloseable {
  /**
   * The maximum number of characters of a password. Longer passwords are rejected, since hashing
   * them would be a denial of service.
   */
  static final int MAX_CHARACTERS = 1_024;

  /** A text of smaller characters only is in normalization form C. */
  private static final char FIRST_COMBINING = '\u0300';

  private static final int MAX_UTF8_BYTES_PER_CHAR = 3;

  private final char[] characters;
  private final byte[] utf8;
  private final byte[] normalizedUtf8; // the same array as utf8 where the text is normalized

  /**
   * Encodes a password.
   *
   * @param characters an acceptable password, used until this object is closed, and not changed
   */
  PlainPassword(char[] characters) {
    this.characters = characters;
    this.utf8 = encode(CharBuffer.wrap(characters));
    this.normalizedUtf8 = normalize(characters, utf8);
  }

  /**
   * Whether the characters are an acceptable password: 1 to 1,024 characters of well-formed UTF-16.
   */
  static boolean isAcceptable(char[] characters) {
    return 0 < characters.length && characters.length <= MAX_CHARACTERS && isWellFormed(characters);
  }

  /** The characters as they were typed: the caller's own array. */
  char[] characters() {
    return characters;
  }

  /** The characters as they were typed, in UTF-8; wiped on closing. */
  byte[] utf8() {
    return utf8;
  }

  /** The characters in normalization form C, in UTF-8; wiped on closing. */
  byte[] normalizedUtf8() {
    return normalizedUtf8;
  }

  /** Whether the characters as they were typed are in normalization form C. */
  boolean isNormalized() {
    return utf8 == normalizedUtf8;
  }

  @Override
  public void close() {
    Arrays.fill(utf8, (byte) 0);
    Arrays.fill(normalizedUtf8, (byte) 0);
  }

  private static boolean isWellFormed(char[] characters) {
    for (int i = 0; i < characters.length; i++) {
      if (Character.isHighSurrogate(characters[i])
          && i + 1 < characters.length
          && Character.isLowSurrogate(characters[i + 1])) {
        i++;
      } else if (Character.isSurrogate(characters[i])) {
        return false;
      }
    }
    return true;
  }

  private static byte[] normalize(char[] characters, byte[] utf8) {
    if (isPlainlyNormalized(characters)) {
      return utf8;
    }
    CharBuffer text = CharBuffer.wrap(characters);
    String normalized = Normalizer.normalize(text, Normalizer.Form.NFC);
    return normalized.contentEquals(text) ? utf8 : encode(CharBuffer.wrap(normalized));
  }

  private static boolean isPlainlyNormalized(char[] characters) {
    for (char c : characters) {
      if (c >= FIRST_COMBINING) {
        return false;
      }
    }
    return true;
  }

  private static byte[] encode(CharBuffer text) {
    // Of the maximum size: a growing buffer would leave an unwiped copy behind.
    ByteBuffer buffer = ByteBuffer.allocate(text.remaining() * MAX_UTF8_BYTES_PER_CHAR);
    StandardCharsets.UTF_8.newEncoder().encode(text, buffer, true);
    byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
    Arrays.fill(buffer.array(), (byte) 0);
    return bytes;
  }
}
