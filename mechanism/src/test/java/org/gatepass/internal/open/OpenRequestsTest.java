// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatepass.internal.flow.FakeRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenRequestsTest {
  private final OpenRequests rules =
      new OpenRequests(
          List.of(
              OpenPath.parse("/health"),
              OpenPath.parse("/metrics/*"),
              OpenPath.parse("/api/health")),
          false);

  private boolean isOpen(String target, String servletPath, @Nullable String pathInfo) {
    FakeRequest request = new FakeRequest().path(servletPath, pathInfo);
    request.requestUri = target;
    return rules.pathOf(request).isPresent();
  }

  @Test
  void openThePathThatTheContainerHasMatched() {
    assertThat(isOpen("/app/health", "/health", null)).isTrue();
    assertThat(isOpen("/app/api/health", "/api", "/health")).isTrue();
    assertThat(isOpen("/app/metrics", "/metrics", null)).isTrue();
    assertThat(isOpen("/app/metrics/jvm", "/metrics", "/jvm")).isTrue();
    assertThat(isOpen("/app/metrics/", "/metrics", "/")).isTrue();
  }

  @Test
  void openAWelcomeFileBelowAPrefix() {
    assertThat(isOpen("/app/metrics/", "/metrics/index.html", null)).isTrue();
  }

  @Test
  void openNoOtherPath() {
    assertThat(isOpen("/app/closed", "/closed", null)).isFalse();
    assertThat(isOpen("/app/api/users", "/api", "/users")).isFalse();
    assertThat(isOpen("/health", "", "/health")).isFalse();
    assertThat(isOpen("/app/health", "/health", "/x")).isFalse();
  }

  /** As on Open Liberty 26.0.0.5 after a request with path parameters. */
  @ParameterizedTest
  @CsvSource({"/app/health, /closed", "/app/closed, /health"})
  void openNothingIfTheContainerHasMatchedAnotherPathThanTheTargets(String target, String matched) {
    assertThat(isOpen(target, matched, null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app/api/users/..;/health",
        "/app/api/users/../health",
        "/app/api/users/%2e%2e/health",
        "/app/api/health;x=y",
        "/app/api;x/health",
        "/app/api//health",
        "/app/api/./health",
        "/app/api/%68ealth",
        "/app/api%2fhealth",
        "/app/api\\health",
        "/app/api/health/.",
        "/app/api/health/..",
        "/app;x/api/health",
        "/%61pp/api/health",
        "//app/api/health"
      })
  void openNoTargetThatALibraryMayReadInAnotherWay(String target) {
    assertThat(isOpen(target, "/api", "/health")).isFalse();
  }

  @Test
  void openNothingWithoutPaths() {
    FakeRequest request = new FakeRequest().path("/health", null);
    request.requestUri = "/app/health";

    assertThat(new OpenRequests(List.of(), false).pathOf(request)).isEmpty();
  }
}
