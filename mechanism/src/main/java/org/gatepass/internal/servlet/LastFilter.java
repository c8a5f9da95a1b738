// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatepass.internal.cache.FileRequest;
import org.gatepass.internal.cache.StaticFiles;
import org.gatepass.internal.open.Preflight;

/**
 * The last filter. It ends CORS preflight requests: the application's filters answer them, and the
 * servlet of a protected resource must not run for them. It lets a browser store a static file.
 * Safe for use by many threads.
 */
public final class LastFilter implements Filter {
  private final StaticFiles files;

  /** Creates the filter of an application with these static files. */
  public LastFilter(StaticFiles files) {
    this.files = files;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof FileRequest file) {
      serve(file, response, chain);
      return;
    }
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

  private void serve(FileRequest file, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    files.begin(file, response);
    try {
      chain.doFilter(file, response);
    } finally {
      file.response().end();
    }
  }
}
