// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.open;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/**
 * The rules for requests that Gatepass passes on as anonymous. Immutable and safe for use by many
 * threads.
 *
 * @param paths the open paths
 * @param preflight whether CORS preflight requests are passed to the application's filters
 */
public record OpenRequests(List<OpenPath> paths, boolean preflight) {
  private static final String ATTRIBUTE = "org.gatepass.open";

  /** Copies the paths. */
  public OpenRequests {
    paths = List.copyOf(paths);
  }

  /** Whether the rules make any request open. */
  public boolean isAny() {
    return preflight || !paths.isEmpty();
  }

  /**
   * The open path of a request. Both the path that the container has matched and the target of the
   * request must be open. A target that is not plain never is: a library that reads the target
   * itself, such as one for REST, may find another resource than the container.
   *
   * @return the open path; empty if the request has none
   */
  public Optional<OpenPath> pathOf(HttpServletRequest request) {
    if (paths.isEmpty()) {
      return Optional.empty();
    }
    String target = request.getRequestURI();
    String contextPath = request.getContextPath();
    if (!isPlain(target) || !target.startsWith(contextPath)) {
      return Optional.empty();
    }
    String requested = target.substring(contextPath.length());
    String matched = matched(request);
    return paths.stream().filter(path -> path.opens(matched) && path.opens(requested)).findFirst();
  }

  /** Whether a request is a CORS preflight that the application's filters answer. */
  public boolean isPreflight(HttpServletRequest request) {
    return preflight && Preflight.is(request);
  }

  /** Marks an open request: later calls of the container find the mark. */
  public static void mark(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, true);
  }

  /** Whether a request is marked. */
  public static boolean isMarked(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) != null;
  }

  /** The path below the context root, decoded, as the container has matched it. */
  public static String matched(HttpServletRequest request) {
    String pathInfo = request.getPathInfo();
    return pathInfo == null ? request.getServletPath() : request.getServletPath() + pathInfo;
  }

  /** Whether a target has one meaning: no encoding, parameter, empty segment or dot segment. */
  private static boolean isPlain(String target) {
    return target.indexOf('%') < 0
        && target.indexOf(';') < 0
        && target.indexOf('\\') < 0
        && !target.contains("//")
        && !target.contains("/./")
        && !target.contains("/../")
        && !target.endsWith("/.")
        && !target.endsWith("/..");
  }
}
