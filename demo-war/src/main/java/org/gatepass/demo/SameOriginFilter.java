// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers 403 to requests that {@link SameOriginRule} does not permit. */
public final class SameOriginFilter extends HttpFilter {
  private static final long serialVersionUID = 1;

  private transient @Nullable SameOriginRule rule;

  /** For the container. */
  public SameOriginFilter() {}

  /**
   * Whether a browser sent a request, as far as headers tell.
   *
   * @param request the request
   * @return whether one did
   */
  public static boolean isBrowsers(HttpServletRequest request) {
    return request.getHeader("Sec-Fetch-Site") != null || request.getHeader("Origin") != null;
  }

  @Override
  public void init() {
    rule = new SameOriginRule(publicUrl());
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (rule != null
        && rule.permits(
            request.getMethod(),
            values(request, "Sec-Fetch-Site"),
            values(request, "Origin"),
            request.getHeader("Host"))) {
      chain.doFilter(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }
  }

  private static List<String> values(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header));
  }

  private static @Nullable String publicUrl() {
    String property = System.getProperty("gatepass.public-url");
    String url = property == null ? System.getenv("GATEPASS_PUBLIC_URL") : property;
    return url == null || url.isBlank() ? null : url.strip();
  }
}
