// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.gatepass.internal.cache.StaticFiles;
import org.gatepass.internal.flow.FakeRequest;
import org.gatepass.internal.open.Preflight;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LastFilterTest {
  private static final LastFilter LAST = new LastFilter(new StaticFiles(withoutFilters()));

  private int status = 200;
  private boolean committed;
  private int served;

  private static ServletContext withoutFilters() {
    return (ServletContext)
        Proxy.newProxyInstance(
            LastFilterTest.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("getFilterRegistrations");
              return Map.of();
            });
  }

  private void filter(FakeRequest request) throws IOException, ServletException {
    HttpServletResponse response =
        (HttpServletResponse)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getStatus" -> status;
                      case "isCommitted" -> committed;
                      case "setStatus" -> {
                        status = (int) arguments[0];
                        yield null;
                      }
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    HttpServletRequestWrapper hiding =
        new HttpServletRequestWrapper(request) {
          @Override
          public @Nullable Object getAttribute(String name) {
            return null;
          }
        };
    LAST.doFilter(hiding, response, (passed, answer) -> served++);
  }

  private static FakeRequest preflight() {
    FakeRequest request = new FakeRequest();
    Preflight.mark(request);
    return request;
  }

  @Test
  void endsAPreflightWithoutContent() throws Exception {
    filter(preflight());

    assertThat(served).isZero();
    assertThat(status).isEqualTo(204);
  }

  @Test
  void keepsTheStatusOfAFilter() throws Exception {
    status = 403;
    filter(preflight());

    assertThat(served).isZero();
    assertThat(status).isEqualTo(403);
  }

  @Test
  void keepsAnAnswerThatIsCommitted() throws Exception {
    committed = true;
    filter(preflight());

    assertThat(served).isZero();
    assertThat(status).isEqualTo(200);
  }

  @Test
  void passesOtherRequestsOn() throws Exception {
    filter(new FakeRequest());

    assertThat(served).isEqualTo(1);
    assertThat(status).isEqualTo(200);
  }
}
