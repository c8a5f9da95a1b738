// SPDX-License-Identifier: Apache-2.0
package org.gatepass.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.gatepass.testkit.WithCaller;
import org.junit.jupiter.api.Test;

class CallerGatewaysTest {
  @WithCaller("alice")
  static class Tests {
    void ofTheClass() {}

    @WithCaller("bob")
    void ofTheMethod() {}

    @WithCaller("")
    void anonymous() {}
  }

  static final class MoreTests extends Tests {}

  private static Optional<String> caller(Class<?> tests, String method) throws Exception {
    return CallerGateways.callerOf(tests, Tests.class.getDeclaredMethod(method))
        .map(WithCaller::value);
  }

  @Test
  void prefersTheCallerOfTheMethod() throws Exception {
    assertThat(caller(Tests.class, "ofTheClass")).contains("alice");
    assertThat(caller(MoreTests.class, "ofTheClass")).contains("alice");
    assertThat(caller(Tests.class, "ofTheMethod")).contains("bob");
    assertThat(caller(Tests.class, "anonymous")).isEmpty();
    assertThat(caller(Object.class, "ofTheClass")).isEmpty();
  }

  @Test
  void readsTheNamesOfTheHeaders() {
    String secret = "0123456789abcdef0123456789abcdef";
    assertThat(CallerGateways.headers(Map.of()).headers("alice")).containsOnlyKeys("remote-user");
    assertThat(
            CallerGateways.headers(
                    Map.of(
                        "callerHeader", "x-user",
                        "groupsHeader", "x-groups",
                        "groupsSeparator", ";",
                        "secretHeader", "x-secret",
                        "secret", secret))
                .headers("alice", "a", "b"))
        .isEqualTo(Map.of("x-user", "alice", "x-groups", "a;b", "x-secret", secret));
  }

  @Test
  void requiresTheHeaderOfASecret() {
    assertThatThrownBy(
            () -> CallerGateways.headers(Map.of("secret", "0123456789abcdef0123456789abcdef")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
