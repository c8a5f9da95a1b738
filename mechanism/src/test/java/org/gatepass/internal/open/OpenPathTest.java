// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenPathTest {
  @ParameterizedTest
  @CsvSource({
    "/health, /health, true",
    "/health, /healthy, false",
    "/health, /health/, false",
    "/health, /health/live, false",
    "/health, /HEALTH, false",
    "/health, /api/health, false",
    "/health, '', false",
    "/health/, /health/, true",
    "/health/, /health, false",
    "/, /, true",
    "/, /health, false",
    "/metrics/*, /metrics, true",
    "/metrics/*, /metrics/, true",
    "/metrics/*, /metrics/jvm/memory, true",
    "/metrics/*, /metricsx, false",
    "/metrics/*, /metric, false",
    "/metrics/*, /x/metrics/y, false",
    "/a/b/*, /a/b/c, true",
    "/a/b/*, /a, false",
  })
  void opensPathsAsAServletIsMapped(String open, String requested, boolean opened) {
    assertThat(OpenPath.parse(open).opens(requested)).isEqualTo(opened);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/health",
        "/health/",
        "/metrics/*",
        "/.well-known/x.txt",
        "/a..b",
        "/...",
        "/~x/@y"
      })
  void isWrittenAsItWasRead(String text) {
    assertThat(OpenPath.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "health",
        "*",
        "*.css",
        "/*.css",
        "/a*",
        "/a/*/b",
        "/a/**",
        "/a//*",
        "//a",
        "/a//b",
        "/a//",
        "/.",
        "/..",
        "/./a",
        "/a/..",
        "/a/../b",
        "/a/./*",
        "/a;x",
        "/a?x",
        "/a#x",
        "/a%2fb",
        "/a\\b",
        "/a b",
        "/ä",
        "http://x/a"
      })
  void rejectsTextsThatAServerMayReadInAnotherWay(String text) {
    assertThatThrownBy(() -> OpenPath.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("is neither a path nor a prefix that ends in /*:");
  }

  @ParameterizedTest
  @ValueSource(strings = "/*")
  void rejectsThePrefixOfAllPaths(String text) {
    assertThatThrownBy(() -> OpenPath.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("opens all paths, and would turn off each login");
  }
}
