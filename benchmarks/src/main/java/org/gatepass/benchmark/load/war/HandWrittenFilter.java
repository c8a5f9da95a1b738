// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/**
 * The usual alternative: it trusts every header of every client, and the container has no caller.
 * For comparison only.
 */
@WebFilter("/*")
public class HandWrittenFilter extends HttpFilter {
  private static final long serialVersionUID = 1;

  /** For the container. */
  public HandWrittenFilter() {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String name = request.getHeader("remote-user");
    if (name == null) {
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    Principal caller = () -> name;
    chain.doFilter(
        new HttpServletRequestWrapper(request) {
          @Override
          public Principal getUserPrincipal() {
            return caller;
          }

          @Override
          public String getRemoteUser() {
            return name;
          }

          @Override
          public boolean isUserInRole(String role) {
            return role.equals("user");
          }
        },
        response);
  }
}
