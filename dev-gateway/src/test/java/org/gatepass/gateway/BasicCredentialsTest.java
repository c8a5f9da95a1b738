// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasicCredentialsTest {
  @Test
  void splitsAtTheFirstColon() {
    assertThat(parse("jürgen:pass wörd:1")).hasValue(new BasicCredentials("jürgen", "pass wörd:1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic ", "basic ", "BASIC  "})
  void takesTheSchemeInAnyCase(String scheme) {
    assertThat(BasicCredentials.parse(scheme + "YWxpY2U6cHc="))
        .hasValue(new BasicCredentials("alice", "pw"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Basic",
        "Basic ",
        "Bearer YWxpY2U6cHc=",
        "Basic !!!",
        "Basic YWxpY2U",
        "Basic YWxpY2U6cHc= x",
        "Basic YWxpY2U6cHd=", // bits that stand for nothing
        "Basic YWxpY2U6cHc" // no padding
      })
  void readsNothingElse(String value) {
    assertThat(BasicCredentials.parse(value)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", ":pw", "ali\u0000ce:pw", "alice:p\nw", "ali\tce:pw"})
  void readsNoMissingNameAndNoControlCharacter(String text) {
    assertThat(parse(text)).isEmpty();
  }

  @Test
  void readsNoLatin1() {
    String value = "Basic " + Base64.getEncoder().encodeToString("jürgen:pw".getBytes(ISO_8859_1));

    assertThat(BasicCredentials.parse(value)).isEmpty();
  }

  private static java.util.Optional<BasicCredentials> parse(String text) {
    return BasicCredentials.parse(
        "Basic " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
  }
}
