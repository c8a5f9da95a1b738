// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.gatepass.internal.trust.PublicUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionCookieTest {
  private final Map<String, Object> set = new HashMap<>();

  private ServletContext application(@Nullable String name, @Nullable String path) {
    SessionCookieConfig cookie =
        proxy(
            SessionCookieConfig.class,
            Map.of("getName", String.valueOf(name), "getPath", String.valueOf(path)));
    return proxy(
        ServletContext.class, Map.of("getSessionCookieConfig", cookie, "getContextPath", "/app"));
  }

  /** An object that returns these values, and records those that are set. */
  private <T> T proxy(Class<T> type, Map<String, Object> values) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getName().startsWith("set")) {
                set.put(method.getName(), arguments[arguments.length - 1]);
                return null;
              }
              Object value = values.get(method.getName());
              return "null".equals(value) ? null : value;
            }));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "none, none, /apps/x",
        "none, /, /apps/x",
        "SESSION, /app, /apps/x",
        "SESSION, /own, none",
        "__Host-session, /, none",
        "__host-session, none, none"
      })
  void hasThePathOfThePublicUrlUnlessTheApplicationOrItsNameForbidsIt(
      @Nullable String name, @Nullable String path, @Nullable String expected) {
    SessionCookie.protect(application(name, path), PublicUrl.parse("https://example.org/apps/x"));

    assertThat(set.get("setPath")).isEqualTo(expected);
    assertThat(set).containsEntry("setSecure", true).containsEntry("setHttpOnly", true);
  }
}
