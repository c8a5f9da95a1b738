// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordChangeRequestTest {
  @Test
  void readsBothPasswordsWithAndWithoutAName() throws Exception {
    String passwords = "\"password\":\"old\",\"newPassword\":\"long enough\"}";

    assertThat(read("{\"name\":\"dora\"," + passwords))
        .isEqualTo(new PasswordChangeRequest(Optional.of("dora"), "old", "long enough"));
    assertThat(read("{" + passwords).name()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"newPassword":"long enough"} | "password" is missing or not a string
          {"password":"old"} | "newPassword" is missing or not a string
          {"password":"old","newPassword":null} | "newPassword" is missing or not a string
          {"name":null,"password":"old","newPassword":"long enough"} | "name" is missing or not a string
          {"password":"old","newPassword":"short-7"} | "newPassword" has not 8 to 1,024 characters
          {"password":"long enough","newPassword":"long enough"} | "newPassword" is the present password
          {"password":"\\u00e4-enough","newPassword":"a\\u0308-enough"} | "newPassword" is the present password
          {"password":"old","newPassword":"torn-torn-\\ud83d"} | "newPassword" is not well-formed text
          """)
  void rejectsABodyThatBreaksARule(String body, String reason) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessage(reason);
  }

  @ParameterizedTest
  @CsvSource({"7, false", "8, true", "1024, true", "1025, false"})
  void takesNewPasswordsOfEightTo1024Characters(int length, boolean taken) throws Exception {
    String body = "{\"password\":\"old\",\"newPassword\":\"" + "p".repeat(length) + "\"}";

    if (taken) {
      assertThat(read(body).newPassword()).hasSize(length);
    } else {
      assertThatThrownBy(() -> read(body)).isInstanceOf(MalformedBodyException.class);
    }
  }

  @Test
  void keepsThePasswordsOutOfItsText() {
    assertThat(new PasswordChangeRequest(Optional.empty(), "old", "long enough"))
        .hasToString("PasswordChangeRequest");
  }

  private static PasswordChangeRequest read(String body)
      throws IOException, MalformedBodyException {
    return PasswordChangeRequest.read(
        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }
}
