// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Tells a person's page load, which a redirect can help, from a program's call, which it breaks.
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
   * The login page's address, with the way back in the parameter {@code next}. It begins with the
   * context path as it was deployed: the request's own is spelled by whoever sent it, and might
   * begin with two slashes, which is another server's name.
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
