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

/**
 * A request without a session that costs as little as possible itself, and allocates nothing. For
 * one thread.
 */
final class MeasuredRequest extends HttpServletRequestWrapper {
  private final String peer;
  private final Map<String, Texts> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Texts names = new Texts();

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
    headers.computeIfAbsent(name, this::named).texts.add(value);
    return this;
  }

  private Texts named(String header) {
    names.texts.add(header);
    return new Texts();
  }

  /** Texts that are always enumerated by the same object. */
  @SuppressWarnings("JdkObsolete") // The Servlet API requires it.
  private static final class Texts implements Enumeration<String> {
    private final List<String> texts = new ArrayList<>();
    private int next;

    Texts restarted() {
      next = 0;
      return this;
    }

    @Override
    public boolean hasMoreElements() {
      return next < texts.size();
    }

    @Override
    public String nextElement() {
      return texts.get(next++);
    }
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
    Texts lines = headers.get(name);
    return lines == null ? Collections.emptyEnumeration() : lines.restarted();
  }

  @Override
  public @Nullable String getHeader(String name) {
    Texts lines = headers.get(name);
    return lines == null ? null : lines.texts.get(0);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return names.restarted();
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return null;
  }

  @Override
  public void setAttribute(String name, Object value) {}

  @Override
  public @Nullable String getRequestedSessionId() {
    return null;
  }

  @Override
  public boolean isRequestedSessionIdFromURL() {
    return false;
  }

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    return null;
  }
}
