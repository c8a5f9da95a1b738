// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalPathTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "//, /",
    "/api, /api",
    "/api/, /api",
    "/API/Me, /api/me",
    "//api, /api",
    "/./api, /api",
    "/public/../api, /api",
    "/public/%2e%2E/api, /api",
    "/%61pi, /api",
    "/api;x=1/me, /api/me",
    "/api%3Bx/me, /api/me",
    "/;x/api, /api",
    "/public;x/../api, /api",
    "/api/../public/x, /public/x",
    "/api/., /api",
    "/api/..;/x, ",
    "/j%C3%BCrgen, /jürgen",
    "/%E2%84%AA, /k",
    "/100%25, /100%",
    "/a%20b, /a b",
  })
  void hasOneFormForAllSpellings(String raw, String canonical) {
    assertThat(CanonicalPath.of(raw).map(CanonicalPath::text).orElse(null)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "api",
        "/api%2fme",
        "/public/..%2Fapi",
        "/public/..\\api",
        "/public/..%5capi",
        "/public/..;/api",
        "/public/..;a=b/api",
        "/public/..%3b/api",
        "/.;x/api",
        "/%2561pi",
        "/%25%36%31pi",
        "/api%00",
        "/api%0d%0a",
        "/api%7f",
        "/%c1%a1pi",
        "/j%FCrgen",
        "/jürgen",
        "/%u0061pi",
        "/api%",
        "/api%4",
        "/../api",
        "/a/../../api",
        "/api//../x",
      })
  void rejectsWhatServersReadInDifferentWays(String raw) {
    assertThat(CanonicalPath.of(raw)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/api, /api, true",
    "/api/me, /api, true",
    "/apis, /api, false",
    "/ap, /api, false",
    "/, /api, false",
    "/anything, /, true",
    "/, /, true",
  })
  void liesWithinByWholeSegments(String path, String parent, boolean within) {
    assertThat(
            CanonicalPath.of(path).orElseThrow().isWithin(CanonicalPath.of(parent).orElseThrow()))
        .isEqualTo(within);
  }
}
