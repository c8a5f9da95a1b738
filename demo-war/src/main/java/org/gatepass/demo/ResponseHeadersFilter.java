// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Sets Cache-Control and Content-Security-Policy: pages have no inline scripts. */
public final class ResponseHeadersFilter extends HttpFilter {
  private static final long serialVersionUID = 1;

  /** Forms go to this site only. Browsers apply the rule to redirects too, see {@code GoOn}. */
  private static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none';"
          + " form-action 'self'";

  /** Called by the container. */
  public ResponseHeadersFilter() {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader("Cache-Control", cacheControl(request));
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("X-Content-Type-Options", "nosniff");
    chain.doFilter(request, response);
  }

  /** Assets are the same for all callers, and the address of a Faces resource has a version. */
  private static String cacheControl(HttpServletRequest request) {
    // Not the servlet path, which is empty where Liberty serves a file.
    String path = request.getRequestURI().substring(request.getContextPath().length());
    if (path.startsWith("/jakarta.faces.resource/")) {
      return "max-age=604800";
    }
    return path.startsWith("/assets/") ? "max-age=3600" : "private, no-store";
  }
}
