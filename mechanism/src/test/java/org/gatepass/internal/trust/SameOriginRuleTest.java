// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.gatepass.internal.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SameOriginRuleTest {
  private static final List<String> NONE = List.of();

  private final SameOriginRule rule = new SameOriginRule(null, List.of());

  private static boolean permits(
      SameOriginRule rule,
      String method,
      List<String> sites,
      List<String> origins,
      @Nullable String host) {
    List<String> lines = new ArrayList<>();
    sites.forEach(site -> lines.addAll(List.of("sec-fetch-site", site)));
    origins.forEach(origin -> lines.addAll(List.of("origin", origin)));
    if (host != null) {
      lines.addAll(List.of("host", host));
    }
    return rule.permits(method, Headers.of(lines.toArray(String[]::new)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "TRACE"})
  void permitsWhatChangesNothing(String method) {
    assertThat(permits(rule, method, List.of("cross-site"), List.of("https://evil.example"), "app"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "post", "get", "PURGE"})
  void holdsEveryOtherMethodToTheRule(String method) {
    assertThat(permits(rule, method, List.of("cross-site"), NONE, "app")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "same-origin, true",
    "none, true",
    "same-site, false",
    "cross-site, false",
    "Same-Origin, false",
    "'', false",
    "other, false"
  })
  void decidesByTheBrowsersHeader(String site, boolean permitted) {
    assertThat(permits(rule, "POST", List.of(site), List.of("https://evil.example"), "app"))
        .isEqualTo(permitted);
    assertThat(permits(rule, "POST", List.of(site), List.of("https://app"), "app"))
        .isEqualTo(permitted);
  }

  @Test
  void rejectsWhenOneOfTwoWordsIsWrong() {
    assertThat(permits(rule, "POST", List.of("same-origin", "cross-site"), NONE, "app")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"http://app, true", "http://evil.example, false"})
  void holdsTheHandshakeOfAWebSocketToTheRule(String origin, boolean permitted) {
    Headers handshake = Headers.of("upgrade", "websocket", "origin", origin, "host", "app");

    assertThat(rule.permits("GET", handshake)).isEqualTo(permitted);
  }

  @Test
  void permitsWhatNoBrowserSent() {
    assertThat(permits(rule, "POST", NONE, NONE, "app")).isTrue();
  }

  @Nested
  class WithoutPublicUrl {
    @ParameterizedTest
    @CsvSource({
      "https://app.example.org, app.example.org, true",
      "https://APP.example.org, app.EXAMPLE.org, true",
      "https://app.example.org, app.example.org:443, true",
      "https://app.example.org:443, app.example.org, true",
      "http://app.example.org, app.example.org:80, true",
      "http://app.example.org, app.example.org:443, false",
      "https://app.example.org:8443, app.example.org:8443, true",
      "https://app.example.org:8443, app.example.org, false",
      "http://[::1]:8080, [::1]:8080, true",
      "http://[::1]:8080, [::2]:8080, false",
      "https://evil.example, app.example.org, false",
      "https://app.example.org.evil.example, app.example.org, false",
      "https://app.example.org@evil.example, app.example.org, false",
      "null, app.example.org, false",
      "'', app.example.org, false",
      "ftp://app.example.org, app.example.org, false",
      "app.example.org, app.example.org, false",
      "https://app.example.org, , false",
    })
    void comparesOriginWithHost(String origin, String host, boolean permitted) {
      assertThat(permits(rule, "POST", NONE, List.of(origin), host)).isEqualTo(permitted);
    }

    @Test
    void rejectsWhenOneOfTwoOriginsIsWrong() {
      assertThat(permits(rule, "POST", NONE, List.of("http://app", "http://evil.example"), "app"))
          .isFalse();
    }
  }

  @Nested
  class WithPublicUrl {
    private final SameOriginRule publicRule =
        new SameOriginRule(WebOrigin.parse("https://app.example.org"), List.of());

    @ParameterizedTest
    @CsvSource({
      "https://app.example.org, true",
      "https://app.example.org:443, true",
      "http://app.example.org, false",
      "https://app.example.org:8443, false",
      "https://backend:8080, false"
    })
    void comparesOriginWithItAndNeverWithHost(String origin, boolean permitted) {
      assertThat(permits(publicRule, "POST", NONE, List.of(origin), "backend:8080"))
          .isEqualTo(permitted);
    }
  }

  @Nested
  class WithTrustedOrigins {
    private static final List<String> CROSS_SITE = List.of("cross-site");

    private final SameOriginRule trusting =
        new SameOriginRule(
            WebOrigin.parse("https://app.example.org"),
            List.of(
                WebOrigin.parse("https://idp.example.org"),
                WebOrigin.parse("http://front.example.org:3000")));

    @ParameterizedTest
    @CsvSource({
      "https://idp.example.org, true",
      "https://idp.example.org:443, true",
      "http://front.example.org:3000, true",
      "https://app.example.org, false",
      "http://idp.example.org, false",
      "https://idp.example.org:8443, false",
      "https://idp.example.org., false",
      "https://idp.example.org/, false",
      "https://idp.example.org.evil.example, false",
      "https://evil-idp.example.org, false",
      "https://x.idp.example.org, false",
      "https://example.org, false",
      "https://idp.example.org@evil.example, false",
      "https://front.example.org:3000, false",
      "http://front.example.org, false",
      "null, false",
      "'', false",
      "'https://idp.example.org https://evil.example', false"
    })
    void permitTheirPagesAlone(String origin, boolean permitted) {
      assertThat(permits(trusting, "POST", CROSS_SITE, List.of(origin), "app"))
          .isEqualTo(permitted);
      assertThat(permits(trusting, "POST", List.of("same-site"), List.of(origin), "app"))
          .isEqualTo(permitted);
      boolean ours = origin.equals("https://app.example.org");
      assertThat(permits(trusting, "POST", NONE, List.of(origin), "app"))
          .isEqualTo(permitted || ours);
    }

    @Test
    void permitNothingWithoutOneOrigin() {
      String trusted = "https://idp.example.org";

      assertThat(permits(trusting, "POST", CROSS_SITE, NONE, "app")).isFalse();
      assertThat(permits(trusting, "POST", CROSS_SITE, List.of(trusted, trusted), "app")).isFalse();
      assertThat(permits(trusting, "POST", CROSS_SITE, List.of(trusted, "null"), "app")).isFalse();
      assertThat(permits(trusting, "POST", NONE, List.of(trusted, "null"), "app")).isFalse();
      assertThat(permits(trusting, "POST", NONE, List.of(trusted, trusted), "app")).isFalse();
    }
  }
}
