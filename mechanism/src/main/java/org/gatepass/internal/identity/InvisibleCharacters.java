// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

/**
 * Letters, marks and symbols without a visible glyph, so that two texts which differ by one look
 * the same: the Unicode property {@code Default_Ignorable_Code_Point}, which Java does not support,
 * and a few characters whose glyph is empty.
 */
final class InvisibleCharacters {
  /** Pairs of a first and a last code point, ascending. */
  private static final int[] RANGES = {
    0x00ad, 0x00ad, // soft hyphen
    0x034f, 0x034f, // combining grapheme joiner
    0x061c, 0x061c,
    0x115f, 0x1160, // Hangul fillers
    0x17b4, 0x17b5, // Khmer inherent vowels
    0x180b, 0x180f, // Mongolian variation selectors
    0x200b, 0x200f,
    0x202a, 0x202e,
    0x2060, 0x206f,
    0x2800, 0x2800, // Braille pattern blank: not ignorable, but empty
    0x3164, 0x3164, // Hangul filler
    0xfe00, 0xfe0f, // variation selectors
    0xfeff, 0xfeff,
    0xffa0, 0xffa0, // halfwidth Hangul filler
    0xfff0, 0xfff8,
    0x16fe4, 0x16fe4, // Khitan small script filler: not ignorable, but empty
    0x1bca0, 0x1bca3,
    0x1d159, 0x1d159, // musical symbol null notehead: not ignorable, but empty
    0x1d173, 0x1d17a,
    0xe0000, 0xe0fff, // tags and variation selectors
  };

  private InvisibleCharacters() {}

  static boolean contains(int codePoint) {
    for (int i = 0; i < RANGES.length; i += 2) {
      if (codePoint <= RANGES[i + 1]) {
        return codePoint >= RANGES[i];
      }
    }
    return false;
  }
}
