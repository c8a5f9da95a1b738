// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.answer.AnswerCases.assertNamesNothing;
import static org.gatepass.it.answer.AnswerCases.calls;
import static org.gatepass.it.answer.AnswerCases.proxy;

import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in an application with error pages for 401 and 403, and one for all other statuses. */
interface ErrorPageCases {
  /** A client of the application, from the trusted address. */
  Http http();

  private String alices(String note) {
    return proxy(http(), "alice").get("/write?note=" + note).lastSessionCookie().orElseThrow();
  }

  private String read(String cookie) {
    return proxy(http(), "alice").header("Cookie", cookie).get("/read").body();
  }

  private static void assertIsPage(Answer answer, int status, String location) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body())
        .startsWith("ERROR/" + location + " status " + status + " caller - note -\n")
        .endsWith("nullnullnull");
    assertNamesNothing(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "'', /protected/x, 401, coded",
    "mallory, /protected/x, 403, coded",
    "bob, /protected/x, 403, coded",
    "al ice, /protected/x, 400, other",
    "broken, /protected/x, 503, other",
  })
  default void passesARejectedRequestForAProtectedResourceToTheErrorPageOfItsStatus(
      String name, String path, int status, String location) {
    int before = calls(http());

    Answer answer = proxy(http(), name).header("x-visible", "seen-1").get(path);

    if (Difference.A_PROTECTED_RESOURCE_HAS_NO_ERROR_PAGE.isHere()) {
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.body()).startsWith(status + " ");
      assertNamesNothing(answer);
    } else {
      assertIsPage(answer, status, location);
      assertThat(answer.body()).containsIgnoringCase("x-visible=[seen-1]");
    }
    assertThat(answer.header("www-authenticate").isPresent()).isEqualTo(status == 401);
    assertThat(calls(http())).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"al ice, 400", "broken, 503"})
  default void passesARejectedRequestForAPublicResourceToTheErrorPageOfItsStatus(
      String name, int status) {
    int before = calls(http());

    for (String method : new String[] {"GET", "POST", "DELETE"}) {
      Answer answer = proxy(http(), name).header("x-visible", "seen-1").send(method, "/open", "");

      if (method.equals("DELETE") && Difference.OTHER_METHODS_HAVE_NO_ERROR_PAGE.isHere()) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().toString()).doesNotContain(name, "remote-user");
      } else {
        assertIsPage(answer, status, "other");
        assertThat(answer.body()).containsIgnoringCase("x-visible=[seen-1]");
      }
    }
    assertThat(calls(http())).isEqualTo(before);
  }

  @Test
  default void redirectsAFacesAjaxRequestDespiteAnErrorPage() {
    Answer answer =
        proxy(http(), "").header("Faces-Request", "partial/ajax").send("POST", "/protected/x", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("<redirect url=\"/").doesNotContain("ERROR/");
  }

  @Test
  default void hidesOtherSpellingsOfAnIdentityHeaderFromTheErrorPage() {
    assertIsPage(proxy(http(), "mallory").header("Remote_User", "bob").get("/open"), 400, "other");
  }

  @Test
  default void servesTheErrorPageToARequestThatAcceptsJson() {
    assertIsPage(
        proxy(http(), "broken").header("Accept", "application/json").get("/open"), 503, "other");
  }

  /** A dispatch is not checked by constraints, except on Liberty. */
  @Test
  default void servesAProtectedErrorPageWithoutACallerOrAnswersItself() {
    Answer answer = proxy(http(), "failing").get("/open");

    assertThat(answer.status()).isEqualTo(500);
    if (answer.body().startsWith("ERROR")) {
      assertIsPage(answer, 500, "coded");
    } else {
      assertThat(answer.body().strip()).isEqualTo("500 Internal Server Error");
      assertNamesNothing(answer);
    }
    assertThat(proxy(http(), "alice").get("/protected-errors/coded").status()).isEqualTo(403);
  }

  @Test
  default void servesAForwardOfTheErrorPage() {
    Answer answer = proxy(http(), "broken").get("/open?page=forward");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body())
        .contains("/next status 503 caller - note -\n")
        .endsWith("nullnullnull");
    assertNamesNothing(answer);
  }

  @Test
  default void answersItselfIfTheErrorPageFails() {
    Answer answer = proxy(http(), "broken").get("/open?page=throw");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body().strip()).isEqualTo("503 Service Unavailable");
    assertNamesNothing(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"late", "error", "authenticate"})
  default void endsAnErrorPageThatFailsInAnotherWay(String way) {
    Answer answer = proxy(http(), "broken").get("/open?page=" + way);

    assertThat(answer.status()).isIn(404, 503);
    assertThat(answer.body()).doesNotContain("on purpose", "half a page", "ERROR/");
    assertThat(answer.headers() + answer.body())
        .doesNotContainIgnoringCase("remote-user")
        .doesNotContain("broken");
  }

  @Test
  default void hidesTheSessionOfACallerFromTheErrorPageOfARejectedRequest() {
    String cookie = alices("e1");

    Http malformed = proxy(http(), "al ice").header("Cookie", cookie);
    assertIsPage(malformed.get("/open"), 400, "other");
    assertThat(read(cookie)).isEqualTo("e1");

    // The header names another caller, which ends the session.
    Http other = proxy(http(), "broken").header("Cookie", cookie);
    assertIsPage(other.get("/open"), 503, "other");
    assertThat(other.get("/open?page=session").body())
        .startsWith("ERROR/other status 503 caller - note null\n");
  }

  @Test
  default void keepsTheSessionOfACallerIfTheErrorPageRequiresOne() {
    String cookie = alices("e2");

    Answer answer = proxy(http(), "al ice").header("Cookie", cookie).get("/open?page=session");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().strip()).isEqualTo("400 Bad Request");
    assertThat(read(cookie)).isEqualTo("e2");
  }

  @Test
  default void givesTheErrorPageOfAChallengedRequestAnEmptySession() {
    String cookie = alices("e3");

    Answer answer = proxy(http(), "").header("Cookie", cookie).get("/protected/x?page=session");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("www-authenticate")).contains("Gatepass realm=\"application\"");
    if (!Difference.A_PROTECTED_RESOURCE_HAS_NO_ERROR_PAGE.isHere()) {
      assertThat(answer.body()).startsWith("ERROR/coded status 401 caller - note null\n");
    }
  }

  @Test
  default void givesTheErrorPageOfARejectedRequestASessionIfThereIsNone() {
    Answer answer = proxy(http(), "broken").get("/open?page=session");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).startsWith("ERROR/other status 503 caller - note null\n");
  }
}
