// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginRequestTest {
  @Test
  void readsNameAndPassword() throws Exception {
    assertThat(read("{\"name\":\"d\u00f6ra\",\"password\":\"s3cr\\u00e9t\",\"more\":1}"))
        .isEqualTo(new LoginRequest("d\u00f6ra", "s3cr\u00e9t"));
  }

  @Test
  void leavesBlanksAndEmptyTextsToTheStore() throws Exception {
    assertThat(read("{\"name\":\"\",\"password\":\" \"}")).isEqualTo(new LoginRequest("", " "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"a\"",
        "7",
        "{",
        "{\"name\":\"a\",\"password\":\"b\"",
        "{\"name\":\"a\",\"password\":\"b\"} x",
        "{'name':'a','password':'b'}",
        "name=a&password=b"
      })
  void rejectsWhatIsNoObject(String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessage("the body is not a JSON object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"password\":\"b\"}",
        "{\"name\":null,\"password\":\"b\"}",
        "{\"name\":1,\"password\":\"b\"}",
        "{\"name\":[\"a\"],\"password\":\"b\"}",
        "{\"Name\":\"a\",\"password\":\"b\"}"
      })
  void rejectsMissingOrOtherName(String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessage("\"name\" is missing or not a string");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"a\"}",
        "{\"name\":\"a\",\"password\":null}",
        "{\"name\":\"a\",\"password\":true}",
        "{\"name\":\"a\",\"password\":{}}"
      })
  void rejectsMissingOrOtherPassword(String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessage("\"password\" is missing or not a string");
  }

  @Test
  void readsLongestBodyAndNotOneByteMore() throws Exception {
    String start = "{\"name\":\"a\",\"password\":\"";
    String end = "\"}";
    String password = "p".repeat(LoginRequest.MAX_BYTES - start.length() - end.length());
    assertThat(read(start + password + end).password()).isEqualTo(password);
    assertThatThrownBy(() -> read(start + password + "p" + end))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessage("the body is longer than 16384 bytes");
  }

  @Test
  void rejectsDeeplyNestedBody() {
    assertThatThrownBy(() -> read("{\"name\":" + "[".repeat(8_000) + "]".repeat(8_000) + "}"))
        .isInstanceOf(MalformedBodyException.class);
  }

  @Test
  void keepsThePasswordOutOfItsText() {
    assertThat(new LoginRequest("dora", "dora-secret-1")).hasToString("LoginRequest");
  }

  private static LoginRequest read(String body) throws IOException, MalformedBodyException {
    return LoginRequest.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }
}
