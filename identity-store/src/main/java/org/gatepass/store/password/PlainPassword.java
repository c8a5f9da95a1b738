// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.password;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * A password on its way through one computation, in the forms that the hash functions want. Closing
 * it wipes those forms, not the array it was made of.
 */
final class PlainPassword implements AutoCloseable {
  /**
   * The most characters of a password; more are rejected, so that nobody can make us hash a book.
   */
  static final int MAX_CHARACTERS = 1_024;

  /** Text of smaller characters only is in normalization form C as it stands. */
  private static final char FIRST_COMBINING = '\u0300';

  private static final int MAX_UTF8_BYTES_PER_CHAR = 3;

  private final char[] characters;
  private final byte[] utf8;
  private final byte[] normalizedUtf8; // the very same array where the text is normalized

  /**
   * Encodes a password.
   *
   * @param characters an acceptable password, used as long as this object is and not changed
   */
  PlainPassword(char[] characters) {
    this.characters = characters;
    this.utf8 = encode(CharBuffer.wrap(characters));
    this.normalizedUtf8 = normalize(characters, utf8);
  }

  /** Whether this is a password at all: neither empty nor too long nor torn surrogates. */
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
    // As large as it can get: a buffer that grew would leave its smaller self behind, unwiped.
    ByteBuffer buffer = ByteBuffer.allocate(text.remaining() * MAX_UTF8_BYTES_PER_CHAR);
    StandardCharsets.UTF_8.newEncoder().encode(text, buffer, true);
    byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
    Arrays.fill(buffer.array(), (byte) 0);
    return bytes;
  }
}
