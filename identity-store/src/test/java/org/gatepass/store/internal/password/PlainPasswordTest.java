// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPasswordTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "jürgen",
        "\u0000",
        "€uro",
        "🔑🔑",
        "日本語のパスワード",
        "a\u0301\u0323 \u1112\u1161\u11ab"
      })
  void encodesAsUtf8TypedAndNormalized(String text) {
    try (PlainPassword password = new PlainPassword(text.toCharArray())) {
      assertThat(password.utf8()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
      assertThat(password.normalizedUtf8())
          .isEqualTo(
              Normalizer.normalize(text, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8));
      assertThat(password.isNormalized())
          .isEqualTo(Normalizer.isNormalized(text, Normalizer.Form.NFC));
    }
  }

  @Test
  void charactersBelowTheFirstCombiningOneAreNormalizedAndDoNotCombine() {
    StringBuilder text = new StringBuilder();
    for (char c = 0; c < 0x300; c++) {
      text.append(c);
      assertThat(Normalizer.isNormalized(String.valueOf(c), Normalizer.Form.NFC)).isTrue();
    }

    assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC)).isTrue();
    assertThat(Normalizer.isNormalized("u\u0300", Normalizer.Form.NFC)).isFalse();
  }

  @Test
  void closingWipesTheEncodedFormsAndLeavesTheCallersArray() {
    char[] characters = "ju\u0308rgen".toCharArray();
    PlainPassword password = new PlainPassword(characters);
    byte[] utf8 = password.utf8();
    byte[] normalizedUtf8 = password.normalizedUtf8();

    password.close();

    assertThat(utf8).hasSize(8).containsOnly(0);
    assertThat(normalizedUtf8).hasSize(7).containsOnly(0);
    assertThat(characters).isEqualTo("ju\u0308rgen".toCharArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_024})
  void acceptsFromOneTo1024Characters(int length) {
    assertThat(PlainPassword.isAcceptable("x".repeat(length).toCharArray())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_025, 1_000_000})
  void rejectsEmptyTextAndMoreThan1024Characters(int length) {
    assertThat(PlainPassword.isAcceptable("x".repeat(length).toCharArray())).isFalse();
  }

  @Test
  void acceptsSurrogatesInPairsOnly() {
    assertThat(PlainPassword.isAcceptable(new char[] {'\ud83d', '\udd11'})).isTrue();
    assertThat(PlainPassword.isAcceptable(new char[] {'\ud83d'})).isFalse();
    assertThat(PlainPassword.isAcceptable(new char[] {'\udd11'})).isFalse();
    assertThat(PlainPassword.isAcceptable(new char[] {'\udd11', '\ud83d'})).isFalse();
    assertThat(PlainPassword.isAcceptable(new char[] {'\ud83d', '\ud83d', '\udd11'})).isFalse();
    assertThat(PlainPassword.isAcceptable(new char[] {'\ud83d', 'x'})).isFalse();
  }

  @Test
  void hidesThePasswordInItsText() {
    try (PlainPassword password = new PlainPassword("open sesame".toCharArray())) {
      assertThat(password).asString().doesNotContain("open", "sesame");
    }
  }
}
