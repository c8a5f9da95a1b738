// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.pages;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Answers a form with a page that opens another address at once, without scripts. A redirect could
 * fail: browsers apply the {@code form-action} of the page's Content-Security-Policy (Content
 * Security Policy Level 3) to each redirect after a form, and a proxy may redirect to the address
 * of an identity provider, which the policy does not list. {@code form-action} does not apply to a
 * page that opens another address.
 */
final class GoOn {
  private static final String PAGE = "/WEB-INF/go-on.html";

  private GoOn() {}

  /**
   * Writes the page.
   *
   * @param title the result of the form, in words
   * @param target the next address: an http or https address, or a path of this server
   */
  static void to(String target, String title, ServletContext context, HttpServletResponse response)
      throws IOException {
    String page =
        read(context)
            .replace("${contextPath}", escaped(context.getContextPath()))
            .replace("${title}", escaped(title))
            .replace("${target}", escaped(target));
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType("text/html");
    response.setCharacterEncoding("UTF-8");
    PrintWriter writer = response.getWriter();
    writer.write(page);
    writer.flush();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String read(ServletContext context) throws IOException {
    try (InputStream page = context.getResourceAsStream(PAGE)) {
      if (page == null) {
        throw new FileNotFoundException(PAGE);
      }
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
