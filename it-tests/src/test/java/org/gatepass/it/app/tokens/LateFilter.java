// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.tokens;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A filter that a listener appends to all others, so that it comes after Gatepass's last one. */
public class LateFilter extends HttpFilter {
  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader("X-Late", "yes");
    chain.doFilter(request, response);
  }

  /** Registers the filter. */
  @WebListener
  public static class Registration implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
      event
          .getServletContext()
          .addFilter("late", LateFilter.class)
          .addMappingForUrlPatterns(null, true, "/late.svg");
    }
  }
}
