// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewaySettingsTest {
  private static final String SECRET = "0123456789abcdefghijklmnopqrstuv";

  @Test
  void listenOnLoopbackAndProtectTheApiByDefault() {
    GatewaySettings settings = builder("http://127.0.0.1:8080").build();

    assertThat(settings.listen().toString()).endsWith("127.0.0.1:8081");
    assertThat(settings.protectedPaths()).containsExactly("/api");
    assertThat(settings.identityHeaders()).isEqualTo(List.of("remote-user"));
    assertThat(settings.secret()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.test",
        "ftp://app.test",
        "http:/path",
        "app.test:80",
        "http://app.test/path",
        "http://app.test?x",
        "http://a@app.test"
      })
  void takeOnlyHostAndPortAsUpstream(String upstream) {
    assertThatThrownBy(() -> builder(upstream).build())
        .hasMessage(
            "the upstream \""
                + upstream
                + "\" is not http, host and port (example: http://127.0.0.1:8080)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "", "/a/..;/b", "/a%2fb"})
  void takeOnlyPlainPaths(String path) {
    assertThatThrownBy(() -> builder("http://a").protect(path).build())
        .hasMessage("\"" + path + "\" is not a plain path (example: /api)");
    assertThatThrownBy(() -> builder("http://a").signOutPath(path).build())
        .hasMessageContaining("is not a plain path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "remote_user", "remote user", "remote-", "rémote"})
  void takeOnlyHeaderNamesThatEveryServerReadsAlike(String name) {
    assertThatThrownBy(() -> builder("http://a").callerHeader(name).build())
        .hasMessageContaining("is not letters and digits with hyphens between");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "connection", "X-Forwarded-For", "Authorization"})
  void takeNoHeaderThatHasMeaningOfItsOwn(String name) {
    assertThatThrownBy(() -> builder("http://a").callerHeader(name).build())
        .hasMessageContaining("has a meaning of its own in HTTP");
  }

  @Test
  void takeNoHeaderTwice() {
    assertThatThrownBy(() -> builder("http://a").groupsHeader("Remote-User").build())
        .hasMessage("the header \"Remote-User\" has two meanings");
    assertThatThrownBy(
            () -> builder("http://a").secret(new SecretHeader("remote-user", SECRET)).build())
        .hasMessage("the header \"remote-user\" has two meanings");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\"b", "a\\b", "ä", "a\nb"})
  void takeOnlyRealmThatNeedsNoQuoting(String realm) {
    assertThatThrownBy(() -> builder("http://a").realm(realm).build())
        .hasMessageContaining("is not printable ASCII");
  }

  @Test
  void takeOnlyTimeoutAboveZero() {
    assertThatThrownBy(() -> builder("http://a").upstreamTimeout(Duration.ZERO).build())
        .hasMessageContaining("is not above zero");
  }

  @Test
  void takeOnlyKnownAddress() {
    assertThatThrownBy(() -> builder("http://a").listen("no-such-host.invalid", 1).build())
        .hasMessageContaining("the address \"no-such-host.invalid\" is unknown");
  }

  @Test
  void takeOnlyLongAndPlainSecretAndNeverShowIt() {
    String shortSecret = SECRET.substring(1);

    assertThatThrownBy(() -> new SecretHeader("x-secret", shortSecret))
        .hasMessageStartingWith("the gateway's secret is not 32 or more of A-Za-z0-9._~-")
        .message()
        .doesNotContain(shortSecret);
    assertThatThrownBy(() -> new SecretHeader("x-secret", SECRET + ","))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(builder("http://a").secret(new SecretHeader("x-secret", SECRET)).build().toString())
        .contains("x-secret")
        .doesNotContain(SECRET);
  }

  private static GatewaySettings.Builder builder(String upstream) {
    return GatewaySettings.builder(URI.create(upstream), Path.of("users.htpasswd"));
  }
}
