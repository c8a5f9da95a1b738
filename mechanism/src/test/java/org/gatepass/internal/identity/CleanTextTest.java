// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanTextTest {
  /** DerivedCoreProperties.txt of Unicode 16.0, and three empty glyphs that it does not list. */
  @ParameterizedTest
  @CsvSource({
    "00AD, 00AD",
    "034F, 034F",
    "061C, 061C",
    "115F, 1160",
    "17B4, 17B5",
    "180B, 180F",
    "200B, 200F",
    "202A, 202E",
    "2060, 206F",
    "2800, 2800",
    "3164, 3164",
    "FE00, FE0F",
    "FEFF, FEFF",
    "FFA0, FFA0",
    "FFF0, FFF8",
    "16FE4, 16FE4",
    "1BCA0, 1BCA3",
    "1D159, 1D159",
    "1D173, 1D17A",
    "E0000, E0FFF"
  })
  void hasNoInvisibleCharacter(String first, String last) { // C03, C05
    int from = Integer.parseInt(first, 16);
    int to = Integer.parseInt(last, 16);
    assertThat(IntStream.rangeClosed(from, to))
        .allSatisfy(
            c -> {
              assertThat(InvisibleCharacters.contains(c)).isTrue();
              assertThat(CleanText.isClean("a" + Character.toString(c) + "b")).isFalse();
            });
    assertThat(InvisibleCharacters.contains(from - 1)).isFalse();
    assertThat(InvisibleCharacters.contains(to + 1)).isFalse();
  }

  @Test
  void hasOtherLettersMarksAndSymbols() {
    for (String text : new String[] {"ü", "李雷", "한글", "ខ្មែរ", "😀", "⠁"}) {
      assertThat(CleanText.isClean(text)).as(text).isTrue();
    }
  }

  @Test
  void coversTheEndsOfUnicode() {
    assertThat(InvisibleCharacters.contains(0)).isFalse();
    assertThat(InvisibleCharacters.contains(Character.MAX_CODE_POINT)).isFalse();
  }

  @Test
  void isWhatCleaningMakesOfAnyText() {
    IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .forEach(
            c -> {
              String cleaned = CleanText.cleaned("a" + Character.toString(c) + "\u0308b");
              if (!CleanText.isClean(cleaned)) {
                assertThat(cleaned).as(Integer.toHexString(c)).isEmpty();
              }
            });
  }
}
