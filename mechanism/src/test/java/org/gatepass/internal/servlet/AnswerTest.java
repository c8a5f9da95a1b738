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
import org.gatepass.internal.flow.FakeRequest;
import org.gatepass.internal.flow.Outcome.Challenge;
import org.gatepass.internal.flow.Outcome.Reject;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private final FakeRequest request = new FakeRequest();
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
    Answer.reject(
        new Reject(Rejection.WRONG_LOGOUT_TOKEN, 405, Optional.empty()), false, request, response);

    assertThat(written).containsEntry("setStatus", 405).containsEntry("Allow", "POST");
    assertThat(body.toString().strip()).isEqualTo("405 Method Not Allowed");
  }

  @Test
  void namesTheTimeOfARetry() {
    Answer.reject(
        new Reject(Rejection.TOO_MANY_ATTEMPTS, 429, Optional.of(Duration.ofSeconds(7))),
        false,
        request,
        response);

    assertThat(written)
        .containsEntry("setStatus", 429)
        .containsEntry("Retry-After", "7")
        .doesNotContainKey("Allow");
  }

  @Test
  void describesTheStatusAloneToAProgramThatAcceptsJson() {
    request.header("Accept", "application/json");

    for (Rejection reason : Rejection.values()) {
      body.getBuffer().setLength(0);
      Answer.reject(new Reject(reason, 403, Optional.empty()), false, request, response);

      assertThat(written)
          .containsEntry("setContentType", "application/problem+json")
          .containsEntry("Cache-Control", "private, no-store");
      assertThat(body.toString().strip())
          .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403}");
    }
  }

  @Test
  void writesTextForAPageLoadThatAlsoAcceptsJson() {
    request.header("Accept", "application/json").header("Sec-Fetch-Mode", "navigate");

    Answer.reject(
        new Reject(Rejection.CROSS_SITE, 403, Optional.empty()), false, request, response);

    assertThat(written).containsEntry("setContentType", "text/plain");
    assertThat(body.toString().strip()).isEqualTo("403 Forbidden");
  }

  @Test
  void keepsTheChallengeOfAProblem() {
    request.header("Accept", "application/json");

    Answer.challenge(
        new Challenge(new Challenge.Login.Elsewhere(), Challenge.Bearer.UNSUPPORTED),
        false,
        request,
        response);

    assertThat(written)
        .containsEntry("setStatus", 401)
        .containsEntry("WWW-Authenticate", "Gatepass realm=\"application\"");
    assertThat(body.toString().strip())
        .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401}");
  }

  @Test
  void escapesTheAddressOfAPartialResponse() {
    Answer.challenge(
        new Challenge(
            new Challenge.Login.Page("/app/login?a=1&next=%2Fx'\"<>", true),
            Challenge.Bearer.UNSUPPORTED),
        false,
        request,
        response);

    assertThat(written)
        .containsEntry("setStatus", 200)
        .containsEntry("setContentType", "text/xml")
        .containsEntry("Cache-Control", "private, no-store");
    assertThat(body.toString().strip())
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<partial-response><redirect"
                + " url=\"/app/login?a=1&amp;next=%2Fx&#39;&quot;&lt;&gt;\"></redirect>"
                + "</partial-response>");
  }
}
