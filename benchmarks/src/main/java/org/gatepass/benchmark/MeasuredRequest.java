// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request without a session that costs as little as possible itself. For one thread. */
final class MeasuredRequest extends HttpServletRequestWrapper {
  private final String peer;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  MeasuredRequest(String peer) {
    super(
        (HttpServletRequest)
            Proxy.newProxyInstance(
                MeasuredRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> {
                  throw new UnsupportedOperationException(method.getName());
                }));
    this.peer = peer;
  }

  MeasuredRequest with(String name, String value) {
    headers.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
    return this;
  }

  @Override
  public String getRemoteAddr() {
    return peer;
  }

  @Override
  public String getMethod() {
    return "GET";
  }

  @Override
  public String getServletPath() {
    return "/who";
  }

  @Override
  public @Nullable String getPathInfo() {
    return null;
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    List<String> lines = headers.get(name);
    return lines == null ? Collections.emptyEnumeration() : Collections.enumeration(lines);
  }

  @Override
  public @Nullable String getHeader(String name) {
    List<String> lines = headers.get(name);
    return lines == null ? null : lines.get(0);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(headers.keySet());
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return null;
  }

  @Override
  public void setAttribute(String name, Object value) {}

  @Override
  public boolean isRequestedSessionIdFromURL() {
    return false;
  }

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    return null;
  }
}
