// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatepass.internal.flow.FakeRequest;
import org.gatepass.internal.servlet.LastFilter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {
  private static final String TOMCATS = "org.apache.catalina.servlets.DefaultServlet";
  private static final HttpServletResponse UNWRAPPED = fake(HttpServletResponse.class, Map.of());

  private final FakeRequest request = new FakeRequest();
  private final FakeResponse response = new FakeResponse();
  private final Map<String, FilterRegistration> filters = new HashMap<>();
  private MappingMatch match = MappingMatch.DEFAULT;
  private String servletName = "default";
  private @Nullable String servletClass = TOMCATS;

  /** The session of the request; null for none. */
  private @Nullable HttpSession session;

  private boolean namesItsSession = true;

  @BeforeEach
  void prepare() {
    request.path("/logo.svg", null);
    request.requestUri = "/app/logo.svg";
    request.userPrincipal = () -> "alice";
    filters.put("org.gatepass.guard", filter("org.gatepass.internal.servlet.GuardFilter", "/*"));
  }

  /** Whether the container's servlet may serve the request, before the filters have been called. */
  private boolean mayBeServed() {
    return StaticFiles.mayServe(received(), UNWRAPPED);
  }

  /** Whether a browser may store the answer, after the last filter has been called. */
  private boolean areStorable() {
    return areStorable(() -> {});
  }

  private boolean areStorable(Runnable afterRegistration) {
    StaticFiles files = new StaticFiles(context());
    filters.put(StaticFiles.LAST_FILTER, filter("org.gatepass.internal.servlet.LastFilter", "/*"));
    afterRegistration.run();
    response.setHeader("Cache-Control", "private, no-store");
    FileRequest file = file();
    files.begin(file, file.response());
    return "private, no-cache".equals(response.cacheControl());
  }

  private FileRequest file() {
    return new FileRequest(received(), received(), response);
  }

  /** The request with a mapping, an application and perhaps a session. */
  private HttpServletRequest received() {
    return new HttpServletRequestWrapper(request) {
      @Override
      public HttpServletMapping getHttpServletMapping() {
        return fake(
            HttpServletMapping.class,
            Map.of("getMappingMatch", match, "getServletName", servletName));
      }

      @Override
      public ServletContext getServletContext() {
        return context();
      }

      @Override
      public @Nullable HttpSession getSession(boolean create) {
        return session;
      }

      @Override
      public boolean isRequestedSessionIdValid() {
        return namesItsSession;
      }
    };
  }

  private ServletContext context() {
    return (ServletContext)
        Proxy.newProxyInstance(
            ServletContext.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getServletRegistration" ->
                      "default".equals(arguments[0]) && servletClass != null
                          ? fake(ServletRegistration.class, Map.of("getClassName", servletClass))
                          : null;
                  case "getMimeType" -> typeOf((String) arguments[0]);
                  case "getFilterRegistrations" -> Map.copyOf(filters);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static @Nullable String typeOf(String path) {
    if (path.endsWith(".html")) {
      return "text/html";
    }
    if (path.endsWith(".xhtml")) {
      return "application/xhtml+xml";
    }
    return path.endsWith(".svg") ? "image/svg+xml" : null;
  }

  private static FilterRegistration filter(String type, String... patterns) {
    return fake(
        FilterRegistration.class,
        Map.of("getClassName", type, "getUrlPatternMappings", List.of(patterns)));
  }

  /** Creates an object. Each method returns the result of its name, or null without one. */
  private static <T> T fake(Class<T> type, Map<String, Object> results) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> results.get(method.getName())));
  }

  @ParameterizedTest
  @ValueSource(strings = {TOMCATS, "io.undertow.servlet.handlers.DefaultServlet"})
  void areServedByTheContainersServlet(String type) {
    servletClass = type;

    assertThat(mayBeServed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.example.FrontController",
        "org.apache.catalina.servlets.DefaultServletOfTheApplication",
        "org.apache.jasper.servlet.JspServlet",
        "org.eclipse.jetty.ee10.servlet.DefaultServlet",
        "jakarta.faces.webapp.FacesServlet"
      })
  void areNotServedByAnotherServlet(String type) {
    servletClass = type;

    assertThat(mayBeServed()).isFalse();
  }

  @Test
  void areNotServedByAServletWithoutRegistration() {
    servletClass = null;
    assertThat(mayBeServed()).isFalse();
    servletClass = TOMCATS;
    servletName = "";
    assertThat(mayBeServed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(MappingMatch.class)
  void areMappedByDefaultOnly(MappingMatch each) {
    match = each;

    assertThat(mayBeServed()).isEqualTo(each == MappingMatch.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({"GET, true", "HEAD, true", "POST, false", "PUT, false", "OPTIONS, false"})
  void requireGetOrHead(String method, boolean expected) {
    request.method(method);

    assertThat(mayBeServed()).isEqualTo(expected);
  }

  @Test
  void areNotServedToWebSockets() {
    request.header("Upgrade", "websocket");

    assertThat(mayBeServed()).isFalse();
  }

  @Test
  void requireAResponseThatNothingHasWrapped() {
    assertThat(mayBeServed()).isTrue();
    assertThat(StaticFiles.mayServe(received(), new HttpServletResponseWrapper(UNWRAPPED)))
        .isFalse();
    FileRequest file = file();
    response.setHeader("Cache-Control", "private, no-store");

    new StaticFiles(context()).begin(file, new HttpServletResponseWrapper(file.response()));

    assertThat(response.cacheControl()).isEqualTo("private, no-store");
  }

  @Test
  void areNotStorableIfTheServletFails() {
    LastFilter last = new LastFilter(new StaticFiles(context()));
    FileRequest file = file();
    response.setHeader("Cache-Control", "private, no-store");

    assertThatThrownBy(
            () ->
                last.doFilter(
                    file,
                    file.response(),
                    (passed, answer) -> {
                      assertThat(response.cacheControl()).isEqualTo("private, no-cache");
                      throw new ServletException("failed");
                    }))
        .isInstanceOf(ServletException.class);
    StaticFiles.finish(file, false);

    assertThat(response.cacheControl()).isEqualTo("private, no-store");
  }

  @Test
  void areStorableAfterTheLastFilterHasPassedTheRequestToTheServlet() throws Exception {
    FileRequest file = served(() -> {});

    assertThat(response.cacheControl()).isEqualTo("private, no-cache");
    file.response().setHeader("X-User", "alice");
    assertThat(response.cacheControl()).isEqualTo("private, no-store");
  }

  private FileRequest served(Runnable afterServlet) throws IOException, ServletException {
    FileRequest file = file();
    response.setHeader("Cache-Control", "private, no-store");
    new LastFilter(new StaticFiles(context()))
        .doFilter(
            file, file.response(), (passed, answer) -> file.response().setHeader("ETag", "\"x\""));
    afterServlet.run();
    StaticFiles.finish(file, true);
    return file;
  }

  @Test
  void areNotStorableIfTheCallerHasLoggedOutAfterTheServlet() throws Exception {
    served(() -> request.userPrincipal = null);

    assertThat(response.cacheControl()).isEqualTo("private, no-store");
  }

  @Test
  void areNotStorableIfTheServerHasSetACookie() throws Exception {
    response.setHeader("Set-Cookie", "a=b");
    served(() -> {});
    assertThat(response.cacheControl()).isEqualTo("private, no-store");
  }

  @Test
  void areNotStorableIfTheServerHasSetACookieAfterTheServlet() throws Exception {
    served(() -> response.setHeader("Set-Cookie", "a=b"));

    assertThat(response.cacheControl()).isEqualTo("private, no-store");
  }

  @Test
  void areNotStorableIfAFilterHasBegunASessionAfterTheServlet() throws Exception {
    served(() -> session = fake(HttpSession.class, Map.of("isNew", true)));

    assertThat(response.cacheControl()).isEqualTo("private, no-store");
  }

  @ParameterizedTest
  @EnumSource(DispatcherType.class)
  void areRequestedByClientsOnly(DispatcherType each) {
    request.dispatcherType = each;

    assertThat(areStorable()).isEqualTo(each == DispatcherType.REQUEST);
  }

  @Test
  void areNotIncluded() {
    request.setAttribute("jakarta.servlet.include.request_uri", "/app/other.svg");

    assertThat(areStorable()).isFalse();
  }

  @Test
  void requireACaller() {
    request.userPrincipal = null;

    assertThat(areStorable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app/", "/app/logo.svg/", "/app/logo.svg;jsessionid=abc"})
  void excludeFoldersAndPathParameters(String target) {
    request.requestUri = target;

    assertThat(areStorable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/logo.svg, , true",
    "'', /logo.svg, true",
    "/unknown, , true",
    "/files/, , false",
    "'', /files/, false",
    "/page.html, , false",
    "'', /page.xhtml, false"
  })
  void excludeFoldersAndPages(String servletPath, @Nullable String pathInfo, boolean expected) {
    request.path(servletPath, pathInfo);

    assertThat(areStorable()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, true",
    "TEXT/HTML;charset=UTF-8, true",
    "application/xhtml+xml, true",
    "text/plain, false",
    "image/svg+xml, false",
    ", false"
  })
  void excludeTheTypesOfPages(@Nullable String type, boolean expected) {
    assertThat(StaticFiles.isPage(type)).isEqualTo(expected);
  }

  @Nested
  class InASession {
    private void begin(boolean isNew) {
      session = fake(HttpSession.class, Map.of("isNew", isNew));
    }

    @Test
    void areStorableIfTheRequestNamesIt() {
      begin(false);

      assertThat(areStorable()).isTrue();
    }

    @Test
    void areNotStorableIfTheRequestHasBegunIt() {
      begin(true);

      assertThat(areStorable()).isFalse();
    }

    @Test
    void areNotStorableIfTheRequestNamesAnother() {
      begin(false);
      namesItsSession = false;

      assertThat(areStorable()).isFalse();
    }

    @Test
    void areNotStorableIfItHasEnded() {
      session =
          (HttpSession)
              Proxy.newProxyInstance(
                  HttpSession.class.getClassLoader(),
                  new Class<?>[] {HttpSession.class},
                  (proxy, method, arguments) -> {
                    throw new IllegalStateException("ended");
                  });

      assertThat(areStorable()).isFalse();
    }
  }

  @Nested
  class WithFilters {
    private static final String OF_APPLICATION = "org.example.AnyFilter";

    @Test
    void areStorableIfTheLastFilterWasRegisteredAfterThem() {
      filters.put("any", filter(OF_APPLICATION, "/*"));

      assertThat(areStorable()).isTrue();
    }

    @Test
    void areNotStorableIfAFilterWasRegisteredLater() {
      assertThat(areStorable(() -> filters.put("any", filter(OF_APPLICATION, "/*")))).isFalse();
    }

    @Test
    void areNotStorableIfAFilterWasMappedLater() {
      filters.put("any", filter(OF_APPLICATION, "/a"));

      assertThat(areStorable(() -> filters.put("any", filter(OF_APPLICATION, "/a", "/*"))))
          .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "io.undertow.websockets.jsr.JsrWebSocketFilter",
          "org.apache.tomcat.websocket.server.WsFilter",
          "org.glassfish.tyrus.servlet.TyrusServletFilter"
        })
    void areStorableIfALaterFilterIsForWebSocketsOnly(String type) {
      assertThat(areStorable(() -> filters.put("websocket", filter(type, "/*")))).isTrue();
    }

    @Test
    void areNotStorableIfAFilterIsMappedByTheNameOfAServlet() {
      filters.put(
          "any",
          fake(
              FilterRegistration.class,
              Map.of(
                  "getClassName",
                  OF_APPLICATION,
                  "getServletNameMappings",
                  List.of("default"),
                  "getUrlPatternMappings",
                  List.of())));

      assertThat(areStorable()).isFalse();
    }
  }
}
