// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatepass.internal.open.Preflight;

/**
 * The last filter, which ends CORS preflight requests: the application's filters answer them, and
 * the servlet of a protected resource must not run for them. Safe for use by many threads.
 */
public final class PreflightEnd implements Filter {
  /** Creates the filter. */
  public PreflightEnd() {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!Preflight.isMarked(request)) {
      chain.doFilter(request, response);
      return;
    }
    if (response instanceof HttpServletResponse answer
        && !answer.isCommitted()
        && answer.getStatus() == HttpServletResponse.SC_OK) {
      answer.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
  }
}
