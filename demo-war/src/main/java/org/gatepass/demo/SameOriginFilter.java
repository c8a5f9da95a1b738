// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers 403 to requests that {@link SameOrigin} does not permit. */
public final class SameOriginFilter extends HttpFilter {
  private static final long serialVersionUID = 1;

  @Inject transient SameOrigin sameOrigin;

  /** For the container. */
  public SameOriginFilter() {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (sameOrigin.permits(request)) {
      chain.doFilter(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }
  }
}
