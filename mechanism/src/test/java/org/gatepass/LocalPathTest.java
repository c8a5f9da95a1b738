// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a",
        "/admin/?tab=users#top",
        "/a//b",
        "/a\\b",
        "/a%20b",
        "/a%2Fb",
        "/a?next=https://evil.example/",
        "/a?next=%2F%2Fevil.example",
        "/a+b",
        "/https://evil.example",
        "/j%C3%BCrgen",
        "/.//evil.example"
      })
  void acceptsPathOnThisServer(String path) {
    assertThat(LocalPath.of(path, "/home")).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a",
        "//",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "https://evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        " //evil.example",
        "\t/a",
        "/%2Fevil.example",
        "/%2fevil.example",
        "%2F%2Fevil.example",
        "/%5Cevil.example",
        "/%5cevil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/a\r\nSet-Cookie: a=b",
        "/a%0D%0ASet-Cookie:%20a=b",
        "/%09/evil.example",
        "/a%00",
        "/a%7F",
        "/a%C2%85",
        "/a b",
        "/a\u007f",
        "/j\u00fcrgen",
        "/a%",
        "/a%2",
        "/a%zz"
      })
  void rejectsWhatMayLeadElsewhere(String path) {
    assertThat(LocalPath.of(path, "/home")).isEqualTo("/home");
  }

  @Test
  void takesTheOtherPathWhenNoneIsProposed() {
    assertThat(LocalPath.of(null, "/home")).isEqualTo("/home");
  }

  @Test
  void acceptsTwoThousandCharactersAndNotOneMore() {
    String longest = "/" + "a".repeat(1_999);
    assertThat(LocalPath.of(longest, "/home")).isEqualTo(longest);
    assertThat(LocalPath.of(longest + "a", "/home")).isEqualTo("/home");
  }
}
