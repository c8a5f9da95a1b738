// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cache;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.MappingMatch;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of an application that the container's own servlet serves, and that callers' browsers
 * may store. One object for each application. Immutable and safe for use by many threads.
 */
public final class StaticFiles {
  /** The name under which Gatepass's last filter is registered. */
  public static final String LAST_FILTER = "org.gatepass.last";

  /**
   * The class names of the containers' servlets for files; any servlet may have their mapping.
   * Jetty's is left out: Jetty wraps the request for filters without asynchronous requests, and
   * removes {@code Cache-Control} from an answer with 304. Liberty registers no servlet for files,
   * and TomEE registers filters of its own after Gatepass's last one.
   */
  private static final Set<String> SERVLETS =
      Set.of(
          "io.undertow.servlet.handlers.DefaultServlet",
          "org.apache.catalina.servlets.DefaultServlet");

  /** The class names of containers' filters that pass requests for files on unchanged. */
  private static final Set<String> WEBSOCKET_FILTERS =
      Set.of(
          "io.undertow.websockets.jsr.JsrWebSocketFilter",
          "org.apache.tomcat.websocket.server.WsFilter",
          "org.glassfish.tyrus.servlet.TyrusServletFilter");

  private final Map<String, List<String>> earlierFilters;

  /**
   * Records the filters of an application, directly before {@link #LAST_FILTER} is registered.
   *
   * @param context the application
   */
  public StaticFiles(ServletContext context) {
    this.earlierFilters = urlPatterns(context.getFilterRegistrations());
  }

  /**
   * Whether the container's servlet for files serves a request, unless a filter of the application
   * or of WebSockets prevents it.
   *
   * @param request the request, as the container received it
   * @param response its response; one that an earlier filter or a mechanism has wrapped may change
   *     the file
   */
  public static boolean mayServe(HttpServletRequest request, HttpServletResponse response) {
    String method = request.getMethod();
    if (!("GET".equals(method) || "HEAD".equals(method))
        || response instanceof ServletResponseWrapper) {
      return false;
    }
    HttpServletMapping mapping = request.getHttpServletMapping();
    if (mapping == null
        || mapping.getMappingMatch() != MappingMatch.DEFAULT
        || mapping.getServletName() == null
        || request.getHeader("Upgrade") != null) {
      return false;
    }
    ServletRegistration servlet =
        request.getServletContext().getServletRegistration(mapping.getServletName());
    return servlet != null && SERVLETS.contains(String.valueOf(servlet.getClassName()));
  }

  /** Whether a content type is that of a page, which a browser may show again after a logout. */
  static boolean isPage(@Nullable String type) {
    if (type == null) {
      return false;
    }
    String lower = type.toLowerCase(Locale.ROOT);
    return lower.startsWith("text/html") || lower.startsWith("application/xhtml+xml");
  }

  /**
   * Allows storing if only the container's servlet for files is left to run for a request.
   *
   * @param request the request that the last filter has received, which no filter has wrapped
   * @param response the response that the last filter has received
   */
  public void begin(FileRequest request, ServletResponse response) {
    if (response == request.response()
        && request.getDispatcherType() == DispatcherType.REQUEST
        && request.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI) == null
        && hasPathOfFile(request)
        && !setsCookie(request)
        && noFilterFollows(request.getServletContext())) {
      request.response().begin();
    } else {
      request.response().forbid();
    }
  }

  /**
   * Forbids storing, after all filters, if one of them has failed, set a cookie or changed the
   * status. It has no effect on a committed response.
   *
   * @param passed whether the filters and the servlet have ended without an exception
   */
  public static void finish(FileRequest request, boolean passed) {
    FileResponse response = request.response();
    if (!response.isCommitted()
        && (!passed || !FileResponse.isOfFile(response.getStatus()) || setsCookie(request))) {
      response.forbid();
    }
  }

  /**
   * Whether the path is that of a file: neither of a folder, for which the server would serve a
   * welcome file or a listing, nor of a page. Path parameters may contain a session's id.
   */
  private static boolean hasPathOfFile(HttpServletRequest request) {
    String target = request.getRequestURI();
    String pathInfo = request.getPathInfo();
    String path = pathInfo == null ? request.getServletPath() : request.getServletPath() + pathInfo;
    return !target.endsWith("/")
        && target.indexOf(';') < 0
        && !path.endsWith("/")
        && !isPage(request.getServletContext().getMimeType(path));
  }

  /**
   * Whether the response has a cookie, or will have one: the caller has logged out, the request has
   * begun a session, or its session has got another id. Undertow adds the cookie to the headers
   * only when it sends them.
   */
  private static boolean setsCookie(FileRequest request) {
    if (request.getUserPrincipal() == null || request.response().containsHeader("Set-Cookie")) {
      return true;
    }
    HttpServletRequest received = request.received();
    try {
      HttpSession session = received.getSession(false);
      return session != null && (session.isNew() || !received.isRequestedSessionIdValid());
    } catch (IllegalStateException ended) {
      return true;
    }
  }

  /**
   * Whether no filter comes after Gatepass's last one: none was registered or mapped later, and
   * none is mapped by the name of a servlet.
   */
  private boolean noFilterFollows(ServletContext context) {
    Map<String, ? extends FilterRegistration> filters = context.getFilterRegistrations();
    return urlPatterns(filters).equals(earlierFilters)
        && filters.values().stream()
            .allMatch(filter -> sorted(filter.getServletNameMappings()).isEmpty());
  }

  private static Map<String, List<String>> urlPatterns(
      Map<String, ? extends FilterRegistration> filters) {
    Map<String, List<String>> patterns = new HashMap<>();
    filters.forEach(
        (name, filter) -> {
          if (!name.equals(LAST_FILTER)
              && !WEBSOCKET_FILTERS.contains(String.valueOf(filter.getClassName()))) {
            patterns.put(name, sorted(filter.getUrlPatternMappings()));
          }
        });
    return patterns;
  }

  /** Liberty returns null for none. */
  private static List<String> sorted(@Nullable Collection<String> mappings) {
    return mappings == null ? List.of() : mappings.stream().sorted().toList();
  }
}
