// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.start;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MicroProfileJwtTest {
  /** An application with some files, whose folders are as the servlet specification lists them. */
  private static ServletContext application(Map<String, String> files) {
    return (ServletContext)
        Proxy.newProxyInstance(
            ServletContext.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) -> {
              String path = (String) arguments[0];
              if (method.getName().equals("getResourceAsStream")) {
                return new ByteArrayInputStream(
                    files.get(path).getBytes(StandardCharsets.ISO_8859_1));
              }
              Set<String> children =
                  files.keySet().stream()
                      .filter(file -> file.startsWith(path))
                      .map(
                          file -> {
                            int end = file.indexOf('/', path.length());
                            return end < 0 ? file : file.substring(0, end + 1);
                          })
                      .collect(Collectors.toSet());
              return children.isEmpty() ? null : children;
            });
  }

  @Test
  void isFoundInTheClassThatIsAnnotated() {
    assertThat(
            MicroProfileJwt.find(
                application(
                    Map.of(
                        "/WEB-INF/classes/org/example/Api.class",
                        "\u0000\u0019Lorg/eclipse/microprofile/auth/LoginConfig;\u0001",
                        "/WEB-INF/classes/org/example/Other.class",
                        "\u0000\u0019Ljakarta/ws/rs/ApplicationPath;\u0001")),
                "/WEB-INF/classes/"))
        .hasValue("/WEB-INF/classes/org/example/Api.class");
  }

  @Test
  void isNotFoundElsewhere() {
    assertThat(
            MicroProfileJwt.find(
                application(
                    Map.of(
                        "/WEB-INF/classes/notes.txt",
                        "Lorg/eclipse/microprofile/auth/LoginConfig;",
                        "/WEB-INF/classes/org/example/Other.class",
                        "org/eclipse/microprofile/jwt/JsonWebToken")),
                "/WEB-INF/classes/"))
        .isEmpty();
    assertThat(MicroProfileJwt.find(application(Map.of()), "/WEB-INF/classes/")).isEmpty();
  }

  /** An application whose context returns these filters, or throws an exception. */
  private static ServletContext filters(Supplier<Map<String, FilterRegistration>> filters) {
    return (ServletContext)
        Proxy.newProxyInstance(
            ServletContext.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) -> filters.get());
  }

  @Test
  void isFoundByTheFilterThatTomEeAdds() {
    FilterRegistration added =
        (FilterRegistration)
            Proxy.newProxyInstance(
                FilterRegistration.class.getClassLoader(),
                new Class<?>[] {FilterRegistration.class},
                (proxy, method, arguments) -> null);
    assertThat(MicroProfileJwt.hasFilter(filters(() -> Map.of("mp-jwt-filter", added)))).isTrue();
    assertThat(MicroProfileJwt.hasFilter(filters(() -> Map.of("other-filter", added)))).isFalse();
    assertThat(
            MicroProfileJwt.hasFilter(
                filters(
                    () -> {
                      throw new UnsupportedOperationException();
                    })))
        .isFalse();
  }

  @Test
  void isNoProblemWhereTheServerLacksIt() {
    assertThat(
            MicroProfileJwt.problem(
                application(
                    Map.of(
                        "/WEB-INF/classes/Api.class",
                        "Lorg/eclipse/microprofile/auth/LoginConfig;"))))
        .isEmpty();
  }
}
