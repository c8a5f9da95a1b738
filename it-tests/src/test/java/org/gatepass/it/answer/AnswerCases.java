// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatepass.it.app.answers.AnswersSecurity;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gatepass's own answers, in an application without error pages. */
interface AnswerCases {
  /** A client of the application, from the trusted address. */
  Http http();

  /** The trusted proxy; a blank name for none. */
  static Http proxy(Http http, String name) {
    Http proxy = http.header("x-gateway-secret", AnswersSecurity.SECRET);
    return name.isEmpty() ? proxy : proxy.header("remote-user", name);
  }

  static int calls(Http http) {
    return Integer.parseInt(http.get("/calls").body());
  }

  /** Neither header nor caller nor secret is in the answer. */
  static void assertNamesNothing(Answer answer) {
    assertThat(answer.headers() + answer.body())
        .doesNotContainIgnoringCase("remote-user")
        .doesNotContainIgnoringCase("x-gateway-secret")
        .doesNotContain(AnswersSecurity.SECRET)
        .doesNotContain("mallory", "broken", "bob", "al ice");
    assertThat(answer.header("cache-control")).contains("private, no-store");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 401, Unauthorized",
    "mallory, 403, Forbidden",
    "al ice, 400, Bad Request",
    "broken, 503, Service Unavailable"
  })
  default void writesAProblemForAProgramThatAcceptsJson(String name, int status, String title) {
    int before = calls(http());

    Answer answer = proxy(http(), name).header("Accept", "application/json").get("/protected/x");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("content-type").orElseThrow()).startsWith("application/problem+json");
    assertThat(answer.json().keySet()).containsExactlyInAnyOrder("type", "title", "status");
    assertThat(answer.json().getString("type")).isEqualTo("about:blank");
    assertThat(answer.json().getString("title")).isEqualTo(title);
    assertThat(answer.json().getInt("status")).isEqualTo(status);
    assertNamesNothing(answer);
    assertThat(calls(http())).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"al ice, 400, 400 Bad Request", "broken, 503, 503 Service Unavailable"})
  default void endsARejectedRequestForAPublicResource(String name, int status, String text) {
    int before = calls(http());

    Answer plain = proxy(http(), name).get("/open");
    Answer problem = proxy(http(), name).header("Accept", "application/json").get("/open");

    assertThat(plain.status()).isEqualTo(status);
    assertThat(plain.body().strip()).isEqualTo(text);
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.json().getInt("status")).isEqualTo(status);
    assertThat(calls(http())).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*/*", "text/plain", "text/html, application/json;q=0.9", "application/json;q=0"})
  default void writesTextForOtherPrograms(String accept) {
    Answer answer = proxy(http(), "mallory").header("Accept", accept).get("/protected/x");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("content-type").orElseThrow()).startsWith("text/plain");
    assertThat(answer.body().strip()).isEqualTo("403 Forbidden");
  }

  @Test
  default void writesTextForAPageLoad() {
    Http browser = http().header("Sec-Fetch-Mode", "navigate").header("Accept", "application/json");

    assertThat(proxy(browser, "mallory").get("/protected/x").body().strip())
        .isEqualTo("403 Forbidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/html"})
  default void answersEachForbiddenCallerInTheSameWay(String accept) {
    Answer unknown = proxy(http(), "mallory").header("Accept", accept).get("/protected/x");
    Answer inactive = proxy(http(), "bob").header("Accept", accept).get("/protected/x");
    Answer withoutHeaderLogin = proxy(http(), "admin").header("Accept", accept).get("/protected/x");

    assertThat(unknown.status()).isEqualTo(403);
    for (Answer answer : new Answer[] {inactive, withoutHeaderLogin}) {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).isEqualTo(unknown.body());
      assertThat(answer.headers().keySet()).isEqualTo(unknown.headers().keySet());
    }
  }

  @Test
  default void redirectsAPageLoadButNoScript() {
    Http browser = proxy(http(), "").header("Accept", "text/html,application/json");

    Answer page = browser.header("Sec-Fetch-Mode", "navigate").get("/protected/x");
    Answer script = browser.header("Sec-Fetch-Mode", "cors").get("/protected/x");

    assertThat(page.status()).isEqualTo(303);
    assertThat(script.status()).isEqualTo(401);
    assertThat(script.header("www-authenticate")).contains("Gatepass realm=\"application\"");
    assertThat(script.json().getString("title")).isEqualTo("Unauthorized");
  }

  @Test
  default void redirectsAFacesAjaxRequestByAPartialResponse() {
    int before = calls(http());

    Answer answer =
        proxy(http(), "")
            .header("Faces-Request", "partial/ajax")
            .header("Sec-Fetch-Mode", "cors")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .send("POST", "/protected/x?a=1&b=2", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type").orElseThrow()).matches("(?i)text/xml; ?charset=utf-8");
    assertThat(answer.body().strip())
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<partial-response><redirect"
                + " url=\"/answers/login?next=%2Fanswers%2Fprotected%2Fx%3Fa%3D1%26b%3D2\">"
                + "</redirect></partial-response>");
    assertThat(answer.header("www-authenticate")).isEmpty();
    assertThat(answer.header("location")).isEmpty();
    assertThat(answer.sessionCookie()).isEmpty();
    assertNamesNothing(answer);
    assertThat(calls(http())).isEqualTo(before);
  }

  @Test
  default void redirectsNoOtherRequestWithTheHeaderOfFaces() {
    Answer asked = proxy(http(), "").header("Faces-Request", "partial/ajax").get("/protected/x");

    assertThat(asked.status()).isEqualTo(401);
  }

  @Test
  default void rejectsAFacesAjaxRequestLikeAnyOther() {
    Http partial = http().header("Faces-Request", "partial/ajax");

    assertThat(proxy(partial, "mallory").get("/protected/x").status()).isEqualTo(403);
    assertThat(proxy(partial, "al ice").get("/protected/x").status()).isEqualTo(400);
  }
}
