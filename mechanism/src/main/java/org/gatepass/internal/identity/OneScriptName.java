// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * The standard form of caller names, in which confusable names are rare: ASCII digits, {@code . _ @
 * + -}, and letters of one script.
 *
 * <p>ASCII letters and letters such as ü are of the Latin script. A Cyrillic а among them is a
 * second script. A letter that several scripts share counts as none. Compatibility characters, such
 * as the ligature ﬁ, are invalid, and so are letters that a change of case turns into an ASCII
 * letter, such as the dotless ı.
 */
final class OneScriptName {
  private static final int ASCII_END = 0x80;

  private OneScriptName() {}

  static boolean isFit(String name) {
    @Nullable UnicodeScript script = null;
    boolean ascii = true;
    int at = 0;
    while (at < name.length()) {
      int c = name.codePointAt(at);
      at += Character.charCount(c);
      ascii &= c < ASCII_END;
      if (isDigitOrSign(c)) {
        continue;
      }
      UnicodeScript scriptOfC = c < ASCII_END ? UnicodeScript.LATIN : UnicodeScript.of(c);
      boolean fits =
          script == null
              ? isOwnLetter(c) && scriptOfC != UnicodeScript.COMMON
              : scriptOfC == script && (isOwnLetter(c) || isMark(c));
      if (!fits) {
        return false;
      }
      script = scriptOfC;
    }
    return ascii || Normalizer.isNormalized(name, Normalizer.Form.NFKC);
  }

  private static boolean isDigitOrSign(int c) {
    return switch (c) {
      case '.', '_', '@', '+', '-' -> true;
      default -> c >= '0' && c <= '9';
    };
  }

  /** A letter that is ASCII, or that a change of case does not turn into an ASCII letter. */
  private static boolean isOwnLetter(int c) {
    return Character.isLetter(c)
        && (c < ASCII_END
            || (Character.toLowerCase(c) >= ASCII_END && Character.toUpperCase(c) >= ASCII_END));
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }
}
