// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebOriginTest {
  @ParameterizedTest
  @CsvSource({
    "https://app.example.org, https, app.example.org, 443",
    "http://app.example.org, http, app.example.org, 80",
    "HTTPS://App.Example.org:8443, https, app.example.org, 8443",
    "http://localhost:65535, http, localhost, 65535",
    "http://a_b:1, http, a_b, 1",
    "http://azAZ09:90, http, azaz09, 90",
    "http://[::], http, [::], 80",
    "http://[::1]:8080, http, [::1], 8080",
    "https://[2001:DB8::1], https, [2001:db8::1], 443",
  })
  void readsSchemeHostAndPort(String text, String scheme, String host, int port) {
    assertThat(WebOrigin.parse(text)).isEqualTo(new WebOrigin(scheme, host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "app.example.org",
        "//app.example.org",
        "ftp://app.example.org",
        "https:app.example.org",
        "https://",
        "https://:443",
        "https://app.example.org/",
        "https://app.example.org?x",
        "https://app.example.org#x",
        "https://alice@app.example.org",
        "https://app.example.org:",
        "https://app.example.org:0",
        "https://app.example.org:65536",
        "https://app.example.org:100000",
        "https://app.example.org:+80",
        "https://app.example.org:80:80",
        "https://[::1",
        "https://[abc",
        "https://a`b",
        "https://a{b",
        "https://a[b",
        "https://a:9/",
        "https://a:9;",
        "https://app.example.org:99999999999",
        "https://::1]",
        "https://::1",
        "https://[]",
        "https://[::1]x",
        "https://[fe80::1%25eth0]",
        "https://app example.org",
        "https://\u00e4pp.example.org",
        "https://app.example.org\n",
      })
  void rejectsWhatIsNoOrigin(String text) {
    assertThatThrownBy(() -> WebOrigin.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("is not an http or https address without a path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.org",
        "http://app.example.org",
        "http://app.example.org:443",
        "https://[::1]:80"
      })
  void writesItAsBrowsersDo(String text) {
    assertThat(WebOrigin.parse(text)).hasToString(text);
  }

  @Test
  void leavesTheSchemesOwnPortOut() {
    assertThat(WebOrigin.parse("https://app.example.org:443"))
        .hasToString("https://app.example.org");
    assertThat(WebOrigin.parse("http://app.example.org:80")).hasToString("http://app.example.org");
  }

  @Test
  void isSecureWithHttps() {
    assertThat(WebOrigin.parse("https://app").isSecure()).isTrue();
    assertThat(WebOrigin.parse("http://app").isSecure()).isFalse();
  }
}
