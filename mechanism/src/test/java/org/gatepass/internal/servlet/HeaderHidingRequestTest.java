// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.PushBuilder;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.gatepass.internal.flow.FakeRequest;
import org.gatepass.internal.header.HeaderName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeaderHidingRequestTest {
  private static final HeaderName SECRET = HeaderName.parse("X-Proxy-Secret");

  private final FakeRequest received =
      new FakeRequest().header("x-proxy-secret", "s").header("accept", "text/html");

  @Test
  void hidesTheSecretFromAllReadersOfHeaders() {
    HttpServletRequest hiding = new HeaderHidingRequest(received, List.of(SECRET));

    assertThat(hiding.getHeader("X-PROXY-SECRET")).isNull();
    assertThat(hiding.getHeaders("x-proxy-secret").hasMoreElements()).isFalse();
    assertThat(Collections.list(hiding.getHeaderNames())).containsExactly("accept");
    assertThat(hiding.getHeader("Accept")).isEqualTo("text/html");
  }

  @Test
  void hidesTheSecretFromWhatIsPushed() {
    Set<String> pushed = new TreeSet<>(Set.of("accept", "x-proxy-secret"));
    HttpServletRequest hiding = new HeaderHidingRequest(pushing(builder(pushed)), List.of(SECRET));

    PushBuilder builder = hiding.newPushBuilder();

    assertThat(builder).isNotNull();
    assertThat(pushed).containsExactly("accept");
  }

  @Test
  void pushesNothingWhereTheServerDoesNot() {
    assertThat(new HeaderHidingRequest(pushing(null), List.of(SECRET)).newPushBuilder()).isNull();
  }

  private HttpServletRequest pushing(@Nullable PushBuilder builder) {
    return new HttpServletRequestWrapper(received) {
      @Override
      public @Nullable PushBuilder newPushBuilder() {
        return builder;
      }
    };
  }

  /** A builder as a container makes it: it begins with all headers of the request. */
  private static PushBuilder builder(Set<String> headers) {
    return (PushBuilder)
        Proxy.newProxyInstance(
            PushBuilder.class.getClassLoader(),
            new Class<?>[] {PushBuilder.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("removeHeader")) {
                headers.remove(((String) arguments[0]).toLowerCase(Locale.ROOT));
                return proxy;
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
