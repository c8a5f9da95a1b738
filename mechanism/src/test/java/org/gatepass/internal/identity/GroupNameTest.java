// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroupNameTest {
  static Stream<String> names() {
    return Stream.of("user", "night shift", "cn=admins;ou=groups", "\u00c5", "x".repeat(255));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("names")
  void takesATextOfVisibleCharacters(String text) {
    assertThat(GroupName.parse(text)).isEqualTo(text);
  }

  static Stream<String> others() {
    return Stream.of("", " user", "user\u00a0", "us\ner", "us\u200ber", "A\u030a", "x".repeat(256));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("others")
  void rejectsAnyOtherText(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupName.parse(text))
        .withMessage("is not a group's name: 1 to 255 visible characters in normal form C");
  }
}
