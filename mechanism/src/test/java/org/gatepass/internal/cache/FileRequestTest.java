// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatepass.internal.flow.FakeRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileRequestTest {
  private static final String NO_STORE = "private, no-store";
  private static final String STORABLE = "private, no-cache";

  private final FakeRequest request = new FakeRequest();
  private final FakeResponse response = new FakeResponse();
  private final FileRequest file =
      new FileRequest(new AsynchronousRequest(request), request, response);

  @BeforeEach
  void authenticate() {
    response.setHeader("Cache-Control", NO_STORE);
  }

  /** With the container's methods that the fake does not have. */
  private static final class AsynchronousRequest extends HttpServletRequestWrapper {
    AsynchronousRequest(FakeRequest request) {
      super(request);
    }

    @Override
    public AsyncContext startAsync() {
      return (AsyncContext)
          Proxy.newProxyInstance(
              AsyncContext.class.getClassLoader(),
              new Class<?>[] {AsyncContext.class},
              (proxy, method, arguments) -> null);
    }

    @Override
    public AsyncContext startAsync(ServletRequest passed, ServletResponse answer) {
      return startAsync();
    }
  }

  /** Something that the application does. */
  interface Act {
    void run(FileRequest file) throws Exception;
  }

  /** An act with its text. */
  record Named(String text, Act act) {
    @Override
    public String toString() {
      return text;
    }
  }

  static List<Named> answersOfOtherKinds() {
    return List.of(
        new Named("addCookie", file -> file.response().addCookie(new Cookie("a", "b"))),
        new Named("addHeader", file -> file.response().addHeader("set-cookie", "a=b")),
        new Named("setHeader", file -> file.response().setHeader("Set-Cookie", "a=b")),
        new Named("trailer", file -> file.response().setTrailerFields(Map::of)),
        new Named("addIntHeader", file -> file.response().addIntHeader("Set-Cookie", 1)),
        new Named("page", file -> file.response().setContentType("text/html;charset=UTF-8")),
        new Named("encodeRedirectURL", file -> file.response().encodeRedirectURL("/x")),
        new Named("sendRedirect", file -> file.response().sendRedirect("/x")),
        new Named("sendError", file -> file.response().sendError(404)),
        new Named("sendError with text", file -> file.response().sendError(416, "x")),
        new Named("startAsync", file -> file.startAsync()),
        new Named("startAsync of a wrapper", file -> file.startAsync(file, file.response())),
        new Named(
            "dispatch", file -> FileRequest.forbidWithin(new HttpServletRequestWrapper(file))),
        new Named("dispatch without a wrapper", file -> FileRequest.forbidWithin(file)));
  }

  @ParameterizedTest
  @MethodSource("answersOfOtherKinds")
  void isNotStoredIfAFilterHasAnswered(Named named) throws Exception {
    named.act().run(file);
    file.response().begin();

    assertThat(response.cacheControl()).isEqualTo(NO_STORE);
  }

  @ParameterizedTest
  @MethodSource("answersOfOtherKinds")
  void isNotStoredIfThisHappensAfterTheServletHasBegun(Named named) throws Exception {
    file.response().begin();
    assertThat(response.cacheControl()).isEqualTo(STORABLE);

    named.act().run(file);

    assertThat(response.cacheControl()).isEqualTo(NO_STORE);
  }

  static List<Named> changes() {
    return List.of(
        new Named("setHeader", file -> file.response().setHeader("X-User", "alice")),
        new Named("addHeader", file -> file.response().addHeader("X-User", "alice")),
        new Named("setDateHeader", file -> file.response().setDateHeader("Last-Modified", 1)),
        new Named("addDateHeader", file -> file.response().addDateHeader("Expires", 1)),
        new Named("setIntHeader", file -> file.response().setIntHeader("X-User", 1)),
        new Named("addIntHeader", file -> file.response().addIntHeader("X-User", 1)),
        new Named("setContentType", file -> file.response().setContentType("image/svg+xml")),
        new Named("setStatus", file -> file.response().setStatus(200)),
        new Named("setLocale", file -> file.response().setLocale(Locale.FRENCH)),
        new Named("setCharacterEncoding", file -> file.response().setCharacterEncoding("UTF-8")),
        new Named("resetBuffer", file -> file.response().resetBuffer()),
        new Named("getWriter", file -> file.response().getWriter().print("x")),
        new Named("getOutputStream", file -> file.response().getOutputStream()));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void isNotStoredIfAFilterHasChangedTheAnswer(Named change) throws Exception {
    change.act().run(file);
    file.response().begin();

    assertThat(response.cacheControl()).isEqualTo(NO_STORE);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void isStoredIfTheServletChangesTheAnswer(Named change) throws Exception {
    file.response().begin();
    change.act().run(file);
    file.response().end();

    assertThat(response.cacheControl()).isEqualTo(STORABLE);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void isNotStoredIfAFilterChangesTheAnswerAfterTheServlet(Named change) throws Exception {
    file.response().begin();
    file.response().end();
    assertThat(response.cacheControl()).isEqualTo(STORABLE);

    change.act().run(file);

    assertThat(response.cacheControl()).isEqualTo(NO_STORE);
  }

  @Test
  void isNotStoredIfTheServletRunsTwice() {
    file.response().begin();
    file.response().end();
    file.response().begin();

    assertThat(response.cacheControl()).isEqualTo(NO_STORE);
  }

  @Test
  void isNotStoredBeforeItIsAllowed() {
    assertThat(response.cacheControl()).isEqualTo(NO_STORE);

    file.response().begin();

    assertThat(response.cacheControl()).isEqualTo(STORABLE);
  }

  @Test
  void isStoredIfFiltersOnlyReadTheCallerOrSetPolicies() {
    assertThat(file.getUserPrincipal()).isNull();
    assertThat(file.getHeader("Remote-User")).isNull();
    file.response().setHeader("X-Frame-Options", "DENY");
    file.response().begin();
    file.response().end();
    file.response().addHeader("strict-transport-security", "max-age=60");

    assertThat(response.cacheControl()).isEqualTo(STORABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "200, true",
    "206, true",
    "304, true",
    "302, false",
    "404, false",
    "412, false",
    "500, false"
  })
  void isStoredWithTheStatusOfAFileOnly(int status, boolean stored) {
    file.response().begin();

    file.response().setStatus(status);

    assertThat(response.cacheControl()).isEqualTo(stored ? STORABLE : NO_STORE);
  }

  /** Servlet 6.1 has methods for redirects that the response does not watch. */
  @ParameterizedTest
  @CsvSource({"200, true", "304, true", "303, false"})
  void isStoredIfTheStatusIsStillThatOfAFileAfterAllFilters(int status, boolean stored) {
    FakeRequest caller = new FakeRequest();
    caller.userPrincipal = () -> "alice";
    FileRequest of = new FileRequest(caller, caller, response);
    of.response().begin();
    of.response().end();
    response.setStatus(status);

    StaticFiles.finish(of, true);

    assertThat(response.cacheControl()).isEqualTo(stored ? STORABLE : NO_STORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"max-age=60", "private, no-cache", "private, no-store", "public"})
  void keepsTheHeaderOfTheApplication(String own) {
    file.response().setHeader("cache-control", own);
    file.response().begin();
    assertThat(response.cacheControl()).isEqualTo(own);

    file.response().forbid();

    assertThat(response.cacheControl()).isEqualTo(own);
  }

  @Test
  void keepsTheHeaderOfTheServlet() {
    file.response().begin();
    file.response().setHeader("Cache-Control", STORABLE);
    file.response().forbid();

    assertThat(response.cacheControl()).isEqualTo(STORABLE);
  }

  @Test
  void keepsTheHeaderOfACommittedResponse() {
    file.response().begin();
    response.committed = true;

    file.response().forbid();

    assertThat(response.cacheControl()).isEqualTo(STORABLE);
  }
}
