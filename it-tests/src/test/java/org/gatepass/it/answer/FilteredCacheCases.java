// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.answer.AnswerCases.proxy;

import org.gatepass.it.app.answers.FilesFilter;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The caching of static files behind a filter of the application. */
interface FilteredCacheCases {
  /** A client of the application, from the trusted address. */
  Http http();

  private Answer file(String act) {
    return proxy(http(), "alice").get(CacheCases.FILE + "?act=" + act);
  }

  /** Reading the caller, as for a log, changes no file. */
  @ParameterizedTest
  @ValueSource(strings = {"none", "user", "session"})
  default void letsTheBrowserStoreAFileBehindAFilter(String act) {
    Answer answer = file(act);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("cache-control")).contains(CacheCases.ofAFile());
    assertThat(answer.header(FilesFilter.MARK)).contains(act);
  }

  @Test
  default void runsTheFilterBeforeTheBrowserUsesAFileAgain() {
    String file = CacheCases.FILE + "?act=none";
    Http again =
        proxy(http(), "alice")
            .header("If-Modified-Since", file("none").header("last-modified").orElseThrow());

    CacheCases.assertUnchanged(again.get(file));
    Answer denied = again.header("X-Deny", "yes").get(file);
    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.header("cache-control").orElseThrow()).contains("no-store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new-session",
        "name-caller",
        "set-cookie",
        "page",
        "wrap",
        "wrap-request",
        "forward",
        "write",
        "serve",
        "fail"
      })
  default void forbidsStoringIfTheFilterMayChangeTheAnswer(String act) {
    Answer answer = file(act);

    assertThat(answer.header(FilesFilter.MARK)).contains(act);
    // Liberty adds to it where a cookie is set; Jetty writes its own in an error.
    assertThat(answer.header("cache-control").orElseThrow()).contains("no-store");
  }

  /** Some servers have sent the file before the filter continues. */
  @ParameterizedTest
  @CsvSource({"name-caller-later, x-user", "new-session-later, set-cookie"})
  default void forbidsStoringIfTheFilterChangesTheAnswerAfterTheServlet(String act, String header) {
    Answer answer = file(act);

    assertThat(answer.header("cache-control").orElseThrow())
        .startsWith(answer.header(header).isPresent() ? "private, no-store" : CacheCases.ofAFile());
  }

  @Test
  default void keepsTheHeaderOfTheApplication() {
    assertThat(file("own").header("cache-control")).contains("max-age=60");
  }
}
