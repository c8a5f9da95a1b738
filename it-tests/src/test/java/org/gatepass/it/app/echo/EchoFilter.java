// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.echo;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** Records the request, and forges an identity header for the next in the chain. */
@WebFilter(
    urlPatterns = {"/echo/*", "/protected/*", "/rest/*"},
    asyncSupported = true,
    dispatcherTypes = {
      DispatcherType.REQUEST,
      DispatcherType.FORWARD,
      DispatcherType.INCLUDE,
      DispatcherType.ERROR,
      DispatcherType.ASYNC
    })
public class EchoFilter extends HttpFilter {
  static final String NOTES = "seen by filters";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Seen.CALLS.incrementAndGet();
    Object before = request.getAttribute(NOTES);
    request.setAttribute(
        NOTES,
        (before == null ? "" : before)
            + Seen.headers("filter " + request.getDispatcherType(), request));
    chain.doFilter(new Forged(request), response);
  }

  private static final class Forged extends HttpServletRequestWrapper {
    Forged(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getHeader(String name) {
      return name.equalsIgnoreCase("remote-user") ? "carol" : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return name.equalsIgnoreCase("remote-user")
          ? Collections.enumeration(List.of("carol"))
          : super.getHeaders(name);
    }
  }
}
