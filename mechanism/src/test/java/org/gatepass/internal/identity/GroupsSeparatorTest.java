// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsSeparatorTest { // D02
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        ", ! COMMA",
        "; ! SEMICOLON",
        "| ! BAR",
        "CARET ! CARET",
        "caret ! CARET",
        "COLON ! COLON",
        "Space ! SPACE",
        "NONE ! NONE",
      })
  void isReadFromASignOrAName(String text, GroupsSeparator separator) {
    assertThat(GroupsSeparator.parse(text)).isEqualTo(separator);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "^", ":", "/", "a", "COMMA", ",;", "\0"})
  void isNothingElse(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupsSeparator.parse(text))
        .withMessage("is none of , ; | CARET COLON SPACE NONE");
  }

  @Test
  void endsAGroup() {
    assertThat(GroupsSeparator.CARET.endOfGroup("ab^c^", 0)).isEqualTo(2);
    assertThat(GroupsSeparator.CARET.endOfGroup("ab^c^", 3)).isEqualTo(4);
    assertThat(GroupsSeparator.CARET.endOfGroup("^a", 0)).isZero();
    assertThat(GroupsSeparator.COMMA.endOfGroup("ab^c^", 0)).isEqualTo(5);
    assertThat(GroupsSeparator.NONE.endOfGroup("a,b\0c", 0)).isEqualTo(5);
  }

  @Test
  void isFoundInAName() {
    assertThat(GroupsSeparator.COMMA.isIn("a,b")).isTrue();
    assertThat(GroupsSeparator.COMMA.isIn(",b")).isTrue();
    assertThat(GroupsSeparator.COMMA.isIn("a;b")).isFalse();
    assertThat(GroupsSeparator.NONE.isIn("a\0b")).isFalse();
  }
}
