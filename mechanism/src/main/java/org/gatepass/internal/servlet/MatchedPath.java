// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Compares the path that the server has matched with the target of the request. Open Liberty
 * 26.0.0.5 caches a servlet for a target without its path parameters: after a request for {@code
 * /x;/../protected} it calls the servlet of {@code /protected} for {@code /x}, and applies the
 * constraints of {@code /x}. Such a request must not reach the application.
 */
final class MatchedPath {
  private static final Logger LOG = System.getLogger(MatchedPath.class.getName());

  static final String WRONG =
      "The server matched another path than that of the request's target, so Gatepass answered 400:"
          + " the constraints of the servlet were not checked. Let the proxy reject paths with \";\""
          + " or \"..\". See docs/reference/servers.md, \"Differences\"";

  private static final OnceAMinute LINE = new OnceAMinute();

  private MatchedPath() {}

  /**
   * Answers 400 to a request of a client whose matched path is not that of its target. Other
   * dispatches have a path of the application's.
   *
   * @return whether the request ends here
   */
  static boolean endWithoutMatch(HttpServletRequest request, HttpServletResponse response) {
    if (request.getDispatcherType() != DispatcherType.REQUEST
        || isOf(
            request.getRequestURI(),
            request.getContextPath(),
            request.getServletPath(),
            request.getPathInfo())) {
      return false;
    }
    EndedRequest.mark(request);
    if (LINE.isDue()) {
      LOG.log(Level.WARNING, WRONG);
    }
    Answer.malformed(request, response);
    return true;
  }

  /**
   * Whether a servlet's path is that of a target, or of a welcome file in the target's folder.
   * Names beyond ASCII are not compared: a server may decode them by another charset.
   *
   * @param target the path of the request, as the client has sent it
   * @param contextPath the path of the application, encoded
   * @param servletPath the path that the server has matched, decoded
   * @param pathInfo the path after it, decoded; null for none
   */
  static boolean isOf(
      String target, String contextPath, String servletPath, @Nullable String pathInfo) {
    if (pathInfo != null && !pathInfo.isEmpty() && pathInfo.charAt(0) != '/') {
      return false;
    }
    if (servletPath.isEmpty() || !isAscii(servletPath)) {
      return true;
    }
    if (isPlain(target) && isPlain(contextPath)) {
      int context = contextPath.length();
      int end = context + servletPath.length();
      if (target.startsWith(contextPath)
          && target.startsWith(servletPath, context)
          && (target.length() == end || target.charAt(end) == '/')) {
        return true;
      }
    }
    String asked = resolved(target);
    String matched = resolved(contextPath) + simple(servletPath);
    if (asked.equals(matched) || asked.startsWith(matched + "/")) {
      return true;
    }
    boolean folder = withoutParameters(target).endsWith("/");
    return folder
        && matched.startsWith(asked + "/")
        && matched.indexOf('/', asked.length() + 1) < 0;
  }

  /** Whether the path is its own resolved form, as most are. */
  private static boolean isPlain(String path) {
    return path.indexOf(';') < 0
        && path.indexOf('%') < 0
        && !path.contains("//")
        && !path.contains("/.");
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** The decoded path, without parameters, empty segments and dot segments. */
  private static String resolved(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : withoutParameters(path).split("/", -1)) {
      String decoded = decoded(segment);
      if (decoded.equals("..")) {
        segments.pollLast();
      } else if (!decoded.isEmpty() && !decoded.equals(".")) {
        segments.addLast(decoded);
      }
    }
    return joined(segments);
  }

  private static String simple(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.addLast(segment);
      }
    }
    return joined(segments);
  }

  private static String joined(Deque<String> segments) {
    return segments.isEmpty() ? "" : "/" + String.join("/", segments);
  }

  private static String withoutParameters(String path) {
    return path.replaceAll(";[^/]*", "");
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return segment;
    }
  }
}
