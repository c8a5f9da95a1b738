// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorPagesTest {
  private static ErrorPages of(@Nullable String descriptor) {
    return ErrorPages.of(
        (ServletContext)
            Proxy.newProxyInstance(
                ServletContext.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("getResourceAsStream");
                  assertThat(arguments[0]).isEqualTo("/WEB-INF/web.xml");
                  return descriptor == null
                      ? null
                      : new ByteArrayInputStream(descriptor.getBytes(StandardCharsets.UTF_8));
                }));
  }

  private static ErrorPages inside(String elements) {
    return of("<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\">" + elements + "</web-app>");
  }

  @Test
  void areThoseWithACode() {
    ErrorPages pages =
        inside(
            "<error-page><error-code> 401 </error-code><location>/a</location></error-page>"
                + "<error-page><location>/b</location><error-code>403</error-code></error-page>");

    assertThat(pages).isEqualTo(new ErrorPages(Set.of(401, 403), false));
    assertThat(pages.cover(401)).isTrue();
    assertThat(pages.cover(400)).isFalse();
  }

  @Test
  void coverAllStatusesWithAPageWithoutCode() {
    ErrorPages pages = inside("<error-page><location>/a</location></error-page>");

    assertThat(pages.cover(400)).isTrue();
    assertThat(pages.cover(503)).isTrue();
  }

  @Test
  void coverNoStatusWithAPageOfAnException() {
    assertThat(
            inside(
                    "<error-page><exception-type>java.lang.Exception</exception-type>"
                        + "<location>/a</location></error-page>")
                .cover(500))
        .isFalse();
  }

  @Test
  void areReadFromAnOldDescriptorWithADocumentType() {
    assertThat(
            of("<?xml version=\"1.0\"?><!DOCTYPE web-app PUBLIC"
                    + " \"-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN\""
                    + " \"http://127.0.0.1:1/web-app_2_3.dtd\"><web-app><error-page>"
                    + "<error-code>403</error-code><location>/a</location></error-page></web-app>")
                .cover(403))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<web-app>",
        "<web-app><error-page><error-code>many</error-code></error-page></web-app>",
        "<!DOCTYPE w [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><web-app>&e;</web-app>"
      })
  void areMissingInAnUnreadableDescriptor(String descriptor) {
    assertThat(of(descriptor).cover(403)).isFalse();
  }

  @Test
  void areMissingWithoutADescriptor() {
    assertThat(of(null).cover(403)).isFalse();
  }
}
