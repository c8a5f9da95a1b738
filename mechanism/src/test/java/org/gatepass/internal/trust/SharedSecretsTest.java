// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedSecretsTest {
  private static final String FIRST = "0123456789abcdefghijABCDEFGHIJ._";
  private static final String SECOND = "z~-zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz";
  private static final String OTHER = "0123456789abcdefghijABCDEFGHIJ.-";

  @Test
  void acceptOnlyTheSecret() {
    SharedSecrets secrets = SharedSecrets.parse(FIRST);
    assertThat(secrets.accepts(FIRST)).isTrue();
    assertThat(secrets.accepts(OTHER)).isFalse();
  }

  @Test
  void acceptEachOfSeveralSecrets() {
    SharedSecrets secrets = SharedSecrets.parse(FIRST + "," + SECOND);
    assertThat(secrets.accepts(FIRST)).isTrue();
    assertThat(secrets.accepts(SECOND)).isTrue();
    assertThat(secrets.accepts(OTHER)).isFalse();
    assertThat(secrets.accepts(FIRST + "," + SECOND)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0123456789abcdefghijABCDEFGHIJ.",
        FIRST + "_",
        FIRST + " ",
        " " + FIRST,
        FIRST + "\u0000",
        "0123456789abcdefghijabcdefghij._",
      })
  void acceptNothingNearASecret(String value) {
    assertThat(SharedSecrets.parse(FIRST).accepts(value)).isFalse();
  }

  @Test
  void acceptNoCharacterInTheGuiseOfAnother() {
    assertThat(SharedSecrets.parse(FIRST).accepts(FIRST.replace('0', '\u0130'))).isFalse();
  }

  @Test
  void haveFrom32To512Characters() {
    assertThat(SharedSecrets.parse("x".repeat(32)).accepts("x".repeat(32))).isTrue();
    assertThat(SharedSecrets.parse("x".repeat(512)).accepts("x".repeat(512))).isTrue();
    assertThat(SharedSecrets.parse("x".repeat(512)).accepts("x".repeat(513))).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharedSecrets.parse("x".repeat(31)))
        .withMessage("is not a list of secrets: secret 1 of 1 is shorter than 32 characters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharedSecrets.parse("x".repeat(513)))
        .withMessage("is not a list of secrets: secret 1 of 1 is longer than 512 characters");
  }

  @Test
  void areNoFewerThanTheCommasSay() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharedSecrets.parse(FIRST + ","))
        .withMessage("is not a list of secrets: secret 2 of 2 is shorter than 32 characters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharedSecrets.parse(""))
        .withMessage("is not a list of secrets: secret 1 of 1 is shorter than 32 characters");
  }

  @Nested
  class OfAFile {
    @ParameterizedTest
    @ValueSource(strings = {"%s,%s", "%s\n%s", "%s\r\n%s", "%s\n%s\n", "%s,%s\r\n\r\n"})
    void areSeparatedByCommasOrLineBreaks(String form) {
      SharedSecrets secrets = SharedSecrets.parseLines(form.formatted(FIRST, SECOND));

      assertThat(secrets.count()).isEqualTo(2);
      assertThat(secrets.accepts(FIRST)).isTrue();
      assertThat(secrets.accepts(SECOND)).isTrue();
      assertThat(secrets.accepts(SECOND + "\n")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "%s\n\n%s", "\n%s", "%s,\n%s", " %s", "%s \n", "\ufeff%s"})
    void areInvalidWithAnythingElse(String form) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SharedSecrets.parseLines(form.formatted(FIRST, SECOND)))
          .withMessageStartingWith("is not a list of secrets: secret ")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain(FIRST));
    }
  }

  @Nested
  class NeverShowASecret { // A09
    @ParameterizedTest
    @ValueSource(strings = {" ", "/", "+", "=", "?", "$", "{", "ü", "@", "[", "`", ":"})
    void inTheMessageAboutACharacter(String character) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SharedSecrets.parse(FIRST + "," + SECOND + character))
          .withMessage(
              "is not a list of secrets: secret 2 of 2 holds a character other than A-Z a-z 0-9 ."
                  + " _ ~ -");
    }

    @Test
    void inToString() {
      assertThat(SharedSecrets.parse(FIRST)).hasToString("SharedSecrets");
    }
  }
}
