// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchedPathTest {
  @ParameterizedTest
  @CsvSource({
    "/app/protected, /app, /protected,",
    "/app/api/me, /app, /api, /me",
    "/app/api, /app, /api,",
    "/app/api/, /app, /api, /",
    "/app/any, /app, '', /any",
    "/protected, '', /protected,",
    "/app/page.xhtml, /app, /page.xhtml,",
    "/app/page.xhtml;jsessionid=1, /app, /page.xhtml,",
    "/app;x=1/protected;y, /app, /protected,",
    "/app//protected, /app, /protected,",
    "/app//protected, /app, //protected,",
    "/app/./a/../protected, /app, /protected,",
    "/app/%70rotected, /app, /protected,",
    "/app/a%20b+c, /app, /a b+c,",
    "/app/x%3By, /app, /x;y,",
    "/my%20app/protected, /my%20app, /protected,",
    "/app/, /app, /index.html,",
    "/, '', /index.html,",
    "/app/admin/, /app, /admin/index.xhtml,",
    "/app/k%C3%B6ln, /app, /kÃ¶ln,",
    "/app/k%F6ln, /app, /köln,"
  })
  void isThatOfTheTarget(String target, String context, String servlet, String info) {
    assertThat(MatchedPath.isOf(target, context, servlet, info)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/app/a-long-name-of-it, /app, /protected, me-of-it",
    "/app/a-long-name-of-it, /app, /protected,",
    "/app/abcdefghi/x, /app, /protected, /x",
    "/app/protected2, /app, /protected,",
    "/app/protecte, /app, /protected,",
    "/app/open;x, /app, /protected,",
    "/app/%6Fpen, /app, /protected,",
    "/app/, /app, /admin/protected,",
    "/app, /app, /protected,",
    "/app/admin, /app, /admin/index.xhtml,",
    "/other/protected, /app, /protected,"
  })
  void isThatOfAnotherTarget(String target, String context, String servlet, String info) {
    assertThat(MatchedPath.isOf(target, context, servlet, info)).isFalse();
  }
}
