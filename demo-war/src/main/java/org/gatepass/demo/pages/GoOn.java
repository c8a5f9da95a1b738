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
 * Answers a form with a page that goes on to another address at once, without scripts. A redirect
 * would not do: browsers hold each redirect of a form's answer to the {@code form-action} of the
 * page's Content-Security-Policy (Content Security Policy Level 3), and a proxy may lead on to an
 * identity provider that the application does not know. {@code form-action} is about forms alone,
 * not about a page that goes on.
 */
final class GoOn {
  private static final String PAGE = "/WEB-INF/go-on.html";

  private GoOn() {}

  /**
   * Writes the page.
   *
   * @param title what has been done, in words
   * @param target the address to go on to: an http or https address, or a path of this server
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
