// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Distinguishes page loads of browsers, which are redirected to the login page, from calls of
 * programs, for which a redirect would be wrong.
 */
final class PageLoad {
  private PageLoad() {}

  static boolean is(HttpServletRequest request) {
    String method = request.getMethod();
    if (!"GET".equals(method) && !"HEAD".equals(method)) {
      return false;
    }
    String fetchMode = request.getHeader("Sec-Fetch-Mode");
    if (fetchMode != null) {
      return "navigate".equals(fetchMode);
    }
    String accept = request.getHeader("Accept");
    return request.getHeader("X-Requested-With") == null
        && accept != null
        && accept.contains("text/html");
  }

  /**
   * The login page's address, with the requested address in the parameter {@code next}. It starts
   * with the deployed context path. The client determines the spelling of the request's context
   * path, which could start with two slashes and so denote another server.
   */
  static String loginLocation(HttpServletRequest request, String loginPage) {
    String query = request.getQueryString();
    String here = request.getRequestURI() + (query == null ? "" : "?" + query);
    return request.getServletContext().getContextPath()
        + loginPage
        + (loginPage.contains("?") ? "&next=" : "?next=")
        + URLEncoder.encode(here, StandardCharsets.UTF_8);
  }
}
