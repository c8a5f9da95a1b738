// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://app.example.org, https://app.example.org, ''",
    "https://app.example.org/, https://app.example.org, ''",
    "http://app:8080/x, http://app:8080, /x",
    "https://example.org/apps/x, https://example.org, /apps/x",
    "https://example.org/apps/x/, https://example.org, /apps/x",
    "https://[2001:db8::1]/~x/a.b_c-d, https://[2001:db8::1], /~x/a.b_c-d",
    "https://example.org/a..b/..., https://example.org, /a..b/..."
  })
  void hasAnOriginAndAPathWithoutASlashAtTheEnd(String text, String origin, String path) {
    assertThat(PublicUrl.parse(text)).isEqualTo(new PublicUrl(WebOrigin.parse(origin), path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app.example.org",
        "/apps/x",
        "//example.org/x",
        "ftp://example.org/x",
        "https:/example.org",
        "https:///x",
        "https://example.org//",
        "https://example.org/x//",
        "https://example.org//x",
        "https://example.org/./x",
        "https://example.org/..",
        "https://example.org/x/../y",
        "https://example.org/x?y",
        "https://example.org?y",
        "https://example.org/x#y",
        "https://example.org/%78",
        "https://example.org/x;y",
        "https://example.org/x y",
        "https://example.org/\\x",
        "https://user@example.org/x"
      })
  void rejectsOtherTexts(String text) {
    assertThatThrownBy(() -> PublicUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "is not an http or https address with a path of letters, digits and . _ ~ - alone");
  }
}
