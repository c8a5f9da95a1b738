// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.text.Normalizer;
import java.util.function.IntPredicate;

/**
 * The rule for each text from a header: all characters are visible, and the text is in Unicode
 * normalization form C.
 */
final class CleanText {
  private static final int NEXT_LINE = 0x85;

  private CleanText() {}

  /**
   * Whether a text is not empty, has no blank of any kind at its ends, no invisible character, and
   * is in normal form C. Invisible are the categories Cc, Cf, Cs, Co, Cn, Zl and Zp, and {@link
   * InvisibleCharacters}.
   */
  static boolean isClean(String text) {
    return !text.isEmpty()
        && !isBlank(text.codePointAt(0))
        && !isBlank(text.codePointBefore(text.length()))
        && (isPrintableAscii(text) || (isVisible(text) && isNormal(text)));
  }

  /**
   * The text with its white space as blanks, without invisible characters and blanks at its ends,
   * in normal form C. The result is clean or empty.
   */
  static String cleaned(String text) {
    if (isClean(text)) {
      return text;
    }
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> isWhiteSpace(c) ? ' ' : c)
        .filter(c -> !isInvisible(c))
        .forEach(visible::appendCodePoint);
    return withoutBlanksAtItsEnds(Normalizer.normalize(visible, Normalizer.Form.NFC));
  }

  /** Tabs and line ends of all kinds. */
  private static boolean isWhiteSpace(int c) {
    return c == NEXT_LINE
        || (Character.isWhitespace(c) && Character.getType(c) != Character.SPACE_SEPARATOR);
  }

  private static String withoutBlanksAtItsEnds(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.codePointAt(start))) {
      start++; // all blanks are at most U+FFFF
    }
    while (end > start && isBlank(text.codePointBefore(end))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Whether a clean text has a blank of any kind, such as a no-break space. */
  static boolean hasBlank(String text) {
    return hasAny(text, CleanText::isBlank);
  }

  /** Tabs and line ends are control characters, which a clean text does not contain. */
  private static boolean isBlank(int c) {
    return Character.isSpaceChar(c);
  }

  private static boolean isPrintableAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isVisible(String text) {
    return !hasAny(text, CleanText::isInvisible);
  }

  private static boolean hasAny(String text, IntPredicate kind) {
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (kind.test(c)) {
        return true;
      }
      at += Character.charCount(c);
    }
    return false;
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> InvisibleCharacters.contains(c);
    };
  }

  private static boolean isNormal(String text) {
    return Normalizer.isNormalized(text, Normalizer.Form.NFC);
  }
}
