// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gatepass.Rejection;
import org.gatepass.internal.flow.Outcome.Reject;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private final Map<String, Object> written = new HashMap<>();
  private final StringWriter body = new StringWriter();

  private final HttpServletResponse response =
      (HttpServletResponse)
          Proxy.newProxyInstance(
              HttpServletResponse.class.getClassLoader(),
              new Class<?>[] {HttpServletResponse.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "getWriter" -> new PrintWriter(body);
                    case "setHeader" -> written.put((String) arguments[0], arguments[1]);
                    default -> written.put(method.getName(), arguments[0]);
                  });

  @Test
  void confirmsALogoutTokenWithoutBeingStored() {
    Answer.signedOut(response);

    assertThat(written)
        .containsEntry("setStatus", 200)
        .containsEntry("Cache-Control", "private, no-store");
    assertThat(body.toString().strip()).isEqualTo("200 OK");
  }

  @Test
  void namesTheMethodOfLogoutTokens() {
    Answer.reject(new Reject(Rejection.WRONG_LOGOUT_TOKEN, 405, Optional.empty()), response);

    assertThat(written).containsEntry("setStatus", 405).containsEntry("Allow", "POST");
    assertThat(body.toString().strip()).isEqualTo("405 Method Not Allowed");
  }

  @Test
  void namesTheTimeOfARetry() {
    Answer.reject(
        new Reject(Rejection.TOO_MANY_ATTEMPTS, 429, Optional.of(Duration.ofSeconds(7))), response);

    assertThat(written)
        .containsEntry("setStatus", 429)
        .containsEntry("Retry-After", "7")
        .doesNotContainKey("Allow");
  }
}
