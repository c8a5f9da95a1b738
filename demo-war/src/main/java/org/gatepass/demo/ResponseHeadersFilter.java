// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells browsers what to keep, and that pages bring no scripts of their own. */
public final class ResponseHeadersFilter extends HttpFilter {
  private static final long serialVersionUID = 1;

  /** Forms go to this site alone; so do redirects of their answers, which are pages therefore. */
  private static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none';"
          + " form-action 'self'";

  /** For the container. */
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

  /**
   * What the application is made of is the same for all; the address of a resource has a version.
   */
  private static String cacheControl(HttpServletRequest request) {
    // Not the servlet path: it is empty where Liberty serves a file.
    String path = request.getRequestURI().substring(request.getContextPath().length());
    if (path.startsWith("/jakarta.faces.resource/")) {
      return "max-age=604800";
    }
    return path.startsWith("/assets/") ? "max-age=3600" : "private, no-store";
  }
}
