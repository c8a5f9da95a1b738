// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.gatepass.internal.trust.PublicUrl;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes page loads of browsers, which are redirected to the login page, from calls of
 * scripts and programs, for which a redirect would be wrong.
 */
public final class PageLoad {
  /** The id of a session that the container has written into an address (Servlet 6.0, 7.1.3). */
  private static final Pattern SESSION_ID = Pattern.compile("(?i);jsessionid=[^/;?]*");

  private PageLoad() {}

  /**
   * Whether a request loads a page. {@code Sec-Fetch-Mode} decides if it is present (W3C Fetch
   * Metadata), else {@code Accept}.
   */
  public static boolean is(HttpServletRequest request) {
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
   * Whether the script of a Jakarta Faces page sent the request. The script loads the address of a
   * redirect in a partial response (Jakarta Faces 4.0, XML schema of partial responses). Only POST:
   * the answer has status 200, and a proxy that asks this application by GET for the authorization
   * of a request would take that for a permission.
   */
  static boolean isFacesAjax(HttpServletRequest request) {
    return "POST".equals(request.getMethod()) && hasHeaderOfFaces(request);
  }

  private static boolean hasHeaderOfFaces(HttpServletRequest request) {
    return "partial/ajax".equals(request.getHeader("Faces-Request"));
  }

  /**
   * Whether a script of a page sent the request, by {@code fetch} or {@code XMLHttpRequest}. A
   * Basic challenge would make the browser prompt for a password within the page. Images, styles
   * and fonts are not requests of scripts: a browser answers their challenge with the password that
   * the person has entered for the page.
   */
  static boolean isOfScript(HttpServletRequest request) {
    if (hasHeaderOfFaces(request)) {
      // Over HTTP, browsers send Sec-Fetch headers to localhost only. The script of Faces sends no
      // X-Requested-With.
      return true;
    }
    String destination = request.getHeader("Sec-Fetch-Dest");
    if (destination != null) {
      return "empty".equals(destination);
    }
    String mode = request.getHeader("Sec-Fetch-Mode");
    return mode != null
        ? "cors".equals(mode) || "same-origin".equals(mode)
        : request.getHeader("X-Requested-With") != null;
  }

  /**
   * The login page's address, with the requested address in the parameter {@code next}. It starts
   * with the deployed context path. The client determines the spelling of the request's context
   * path, which could start with two slashes and so denote another server. A session id in the
   * address is left out: the login begins another session.
   *
   * @param publicUrl the address of the context root, whose path replaces the context path; null if
   *     it is not configured
   */
  static String loginLocation(
      HttpServletRequest request, String loginPage, @Nullable PublicUrl publicUrl) {
    String prefix = publicUrl == null ? "" : publicUrl.path();
    String query = request.getQueryString();
    String path = prefix.isEmpty() ? request.getRequestURI() : prefix + belowContextRoot(request);
    String here = SESSION_ID.matcher(path).replaceAll("") + (query == null ? "" : "?" + query);
    return (prefix.isEmpty() ? request.getServletContext().getContextPath() : prefix)
        + loginPage
        + (loginPage.contains("?") ? "&next=" : "?next=")
        + URLEncoder.encode(here, StandardCharsets.UTF_8);
  }

  /** The rest of the target after the context path, in the client's spelling of both. */
  private static String belowContextRoot(HttpServletRequest request) {
    String target = request.getRequestURI();
    String contextPath = request.getContextPath();
    String below = target.startsWith(contextPath) ? target.substring(contextPath.length()) : "";
    return below.startsWith("/") ? below : "/";
  }
}
