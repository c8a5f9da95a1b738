// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SameOriginRuleTest {
  private static final List<String> NONE = List.of();

  private final SameOriginRule rule = new SameOriginRule(null);

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "TRACE"})
  void permitsWhatChangesNothing(String method) {
    assertThat(rule.permits(method, List.of("cross-site"), List.of("https://evil.example"), "app"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "post", "get", "PURGE"})
  void holdsEveryOtherMethodToTheRule(String method) {
    assertThat(rule.permits(method, List.of("cross-site"), NONE, "app")).isFalse();
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
  void letsTheBrowsersWordDecide(String site, boolean permitted) {
    assertThat(rule.permits("POST", List.of(site), List.of("https://evil.example"), "app"))
        .isEqualTo(permitted);
    assertThat(rule.permits("POST", List.of(site), List.of("https://app"), "app"))
        .isEqualTo(permitted);
  }

  @Test
  void refusesWhenOneOfTwoWordsIsWrong() {
    assertThat(rule.permits("POST", List.of("same-origin", "cross-site"), NONE, "app")).isFalse();
  }

  @Test
  void permitsWhatNoBrowserSent() {
    assertThat(rule.permits("POST", NONE, NONE, "app")).isTrue();
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
      assertThat(rule.permits("POST", NONE, List.of(origin), host)).isEqualTo(permitted);
    }

    @Test
    void refusesWhenOneOfTwoOriginsIsWrong() {
      assertThat(rule.permits("POST", NONE, List.of("http://app", "http://evil.example"), "app"))
          .isFalse();
    }
  }

  @Nested
  class WithPublicUrl {
    private final SameOriginRule publicRule = new SameOriginRule("https://app.example.org/");

    @ParameterizedTest
    @CsvSource({
      "https://app.example.org, true",
      "https://app.example.org:443, true",
      "http://app.example.org, false",
      "https://app.example.org:8443, false",
      "https://backend:8080, false"
    })
    void comparesOriginWithItAndNeverWithHost(String origin, boolean permitted) {
      assertThat(publicRule.permits("POST", NONE, List.of(origin), "backend:8080"))
          .isEqualTo(permitted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.example.org", "https://", "ftp://app.example.org", "https:app"})
    void refusesToStartWithWhatIsNoAddress(String publicUrl) {
      assertThatThrownBy(() -> new SameOriginRule(publicUrl))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "gatepass.public-url: \"%s\" is not the address of a server (example: https://app.example.org)",
              publicUrl);
    }
  }
}
