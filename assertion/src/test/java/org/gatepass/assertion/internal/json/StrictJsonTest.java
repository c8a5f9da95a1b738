// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  private static Map<String, Object> read(String text) throws MalformedJsonException {
    return StrictJson.object(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsAllTypes() throws Exception {
    assertThat(
            read(
                " {\"a\" : \"x\",\t\"b\":[1, -20,\r\n0, 1.5, -2e2,3E+1,4e-1 ],\"c\":{\"d\":true,"
                    + "\"e\":false},\"f\":{},\"g\":[ ],\"h\":-0}\n"))
        .isEqualTo(
            Map.of(
                "a",
                "x",
                "b",
                List.of(1L, -20L, 0L, 1.5, -200.0, 30.0, 0.4),
                "c",
                Map.of("d", true, "e", false),
                "f",
                Map.of(),
                "g",
                List.of(),
                "h",
                0L));
    assertThat(read("{}")).isEmpty();
    assertThat(read("{ }")).isEmpty();
  }

  @Test
  void leavesNullOut() throws Exception {
    assertThat(read("{\"a\":null,\"b\":[null,1,null]}")).isEqualTo(Map.of("b", List.of(1L)));
  }

  @Test
  void readsEscapes() throws Exception {
    assertThat(read("{\"\\u0061\":\"x\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\uD83D\\ude00y\"}"))
        .isEqualTo(Map.of("a", "x\"\\/\b\f\n\r\t\u00e4\ud83d\ude00y"));
    assertThat(read("{\"a\":\"b\u00fcro \ud83d\ude00\u007f\u2028\"}"))
        .isEqualTo(Map.of("a", "b\u00fcro \ud83d\ude00\u007f\u2028"));
  }

  @Test
  void readsNumbersOfAnyLength() throws Exception {
    assertThat(read("{\"a\":999999999999999999}")).isEqualTo(Map.of("a", 999_999_999_999_999_999L));
    assertThat(read("{\"a\":1999999999999999999}")).isEqualTo(Map.of("a", 2e18));
    assertThat(read("{\"a\":" + "9".repeat(300) + "}").get("a")).isInstanceOf(Double.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"a\"",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{,}",
        "{\"a\" 1}",
        "{\"a\":}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":'x'}",
        "{\"a\":x}",
        "{\"a\":True}",
        "{\"a\":tru}",
        "{\"a\":txxx}",
        "{\"a\":nul",
        "{\"a\":[1,]}",
        "{\"a\":[,1]}",
        "{\"a\":[1 2]}",
        "{\"a\":[1}",
        "{\"a\":[",
        "{\"a\":01}",
        "{\"a\":-01}",
        "{\"a\":00}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":5.}",
        "{\"a\":-}",
        "{\"a\":1e}",
        "{\"a\":1e+}",
        "{\"a\":1e+-1}",
        "{\"a\":0x1}",
        "{\"a\":1f}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":1e999}",
        "{\"a\":-1e999}",
        "{\"a\":\"x}",
        "{\"a\":\"x\ny\"}",
        "{\"a\":\"\u0000\"}",
        "{\"a\":\"\u001f\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u\uff11234\"}",
        "{\"a\":\"\\ud83d\"}",
        "{\"a\":\"\\ude00\\ud83d\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\udfff\"}",
        "{\"\\ud83d\":1}",
        "{\"a\":1}x",
        "{\"a\":1}{}",
        "{\"a\":1}\u0000",
        "\ufeff{\"a\":1}",
        "{\u00a0\"a\":1}",
        "{\"a\":1}//",
        "{/**/\"a\":1}",
        "{\"a\":1;\"b\":2}",
        "{\"a\"=1}"
      })
  void rejects(String text) {
    assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> read(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"b\":2,\"a\":3}",
        "{\"a\":null,\"a\":1}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"b\":{\"a\":1,\"a\":1}}",
        "{\"b\":[{\"a\":1,\"a\":1}]}"
      })
  void rejectsDuplicates(String text) {
    assertThatExceptionOfType(MalformedJsonException.class)
        .isThrownBy(() -> read(text))
        .withMessage("has a duplicate member");
  }

  @Test
  void limitsNesting() throws Exception {
    read("{\"a\":" + "[".repeat(14) + "1" + "]".repeat(14) + "}");
    read("{\"a\":" + "{\"a\":".repeat(14) + "1" + "}".repeat(14) + "}");
    for (String text :
        List.of(
            "{\"a\":" + "[".repeat(15) + "1" + "]".repeat(15) + "}",
            "{\"a\":".repeat(16) + "1" + "}".repeat(16),
            "{\"a\":" + "[".repeat(100_000))) {
      assertThatExceptionOfType(MalformedJsonException.class)
          .isThrownBy(() -> read(text))
          .withMessage("is nested too deeply");
    }
  }

  @Test
  void rejectsBytesThatAreNotUtf8() {
    for (int[] bytes : new int[][] {{0xff}, {0xc0, 0xaf}, {0xed, 0xa0, 0x80}, {0xe4}}) {
      byte[] text = "{\"a\":\"xxxxx\"}".getBytes(StandardCharsets.ISO_8859_1);
      for (int i = 0; i < bytes.length; i++) {
        text[6 + i] = (byte) bytes[i];
      }
      assertThatExceptionOfType(MalformedJsonException.class)
          .isThrownBy(() -> StrictJson.object(text))
          .withMessage("is not UTF-8");
    }
  }
}
