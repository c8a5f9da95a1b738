// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import org.gatepass.internal.flow.FakeRequest;
import org.junit.jupiter.api.Test;

class GuardFilterTest {
  private int served;

  private void filter(Guarded.Source source) throws IOException, ServletException {
    HttpServletResponse response =
        (HttpServletResponse)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                  throw new UnsupportedOperationException(method.getName());
                });
    new GuardFilter(source).doFilter(new FakeRequest(), response, (request, answer) -> served++);
  }

  /** Settings with expressions are missing before the start, and after a start that failed. */
  @Test
  void servesNoRequestWithoutSettings() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                filter(
                    () -> {
                      throw new IllegalStateException("settings with expressions");
                    }));
    assertThat(served).isZero();
  }

  @Test
  void passesRequestsOnWhereCdiDoesNotRun() throws Exception {
    filter(
        () -> {
          throw new Guarded.NoCdiException(new IllegalStateException("no CDI"));
        });

    assertThat(served).isEqualTo(1);
  }
}
