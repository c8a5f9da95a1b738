// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request as a container would hand it in; what no test needs throws. */
public final class FakeRequest extends HttpServletRequestWrapper {
  private final Map<String, List<String>> headers = new HashMap<>();
  private final Map<String, Object> attributes = new HashMap<>();
  private @Nullable String remoteAddr = "10.1.2.3";
  private String method = "GET";
  private String servletPath = "/private";
  private @Nullable String pathInfo;
  private @Nullable FakeSession session;
  public int sessionIdChanges;
  public DispatcherType dispatcherType = DispatcherType.REQUEST;
  public boolean asyncStarted;
  public @Nullable String requestedSessionId;
  public String newSessionId = "fresh";
  public boolean sessionIdFromAddress;
  public @Nullable Principal userPrincipal;

  /** The body; null once the server has read it into parameters. */
  public byte @Nullable [] body = new byte[0];

  public @Nullable String contentType;
  public long contentLength = -1;
  public String @Nullable [] parameterValues;
  public String queryString = "a=1&b=2";

  /** The target without its query, as the client spells it. */
  public String requestUri = "/app/private";

  /** As the client spells it. */
  public String contextPath = "/app";

  public FakeRequest() {
    super(withoutAttributes());
  }

  FakeRequest from(@Nullable String address) {
    remoteAddr = address;
    return this;
  }

  public FakeRequest method(String name) {
    method = name;
    return this;
  }

  public FakeRequest path(String servlet, @Nullable String info) {
    servletPath = servlet;
    pathInfo = info;
    return this;
  }

  public FakeRequest header(String name, String value) {
    headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>()).add(value);
    return this;
  }

  /** Several lines of one header. */
  public FakeRequest header(String name, String first, String second) {
    return header(name, first).header(name, second);
  }

  /** The next request of the same browser. */
  FakeRequest next() {
    FakeRequest next = new FakeRequest();
    next.session = session != null && session.valid ? session : null;
    if (next.session != null) {
      next.session.isNew = false;
    }
    return next;
  }

  /** From now on the session is one that another request has ended since it was found. */
  void endSessionMeanwhile() {
    if (session != null) {
      session.endedMeanwhile = true;
    }
  }

  /** What the session holds; it has to be there. */
  Map<String, Object> sessionAttributes() {
    if (!hasSession() || session == null) {
      throw new IllegalStateException("no session");
    }
    return session.attributes;
  }

  boolean hasSession() {
    return session != null && session.valid;
  }

  @Override
  public @Nullable String getRemoteAddr() {
    return remoteAddr;
  }

  @Override
  public DispatcherType getDispatcherType() {
    return dispatcherType;
  }

  @Override
  public boolean isAsyncStarted() {
    return asyncStarted;
  }

  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public String getContextPath() {
    return contextPath;
  }

  @Override
  public ServletContext getServletContext() {
    return (ServletContext)
        Proxy.newProxyInstance(
            ServletContext.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getContextPath")) {
                return "/app";
              }
              if (method.getName().equals("getClassLoader")) {
                return FakeRequest.class.getClassLoader();
              }
              if (method.getName().equals("getFilterRegistration")) {
                return nothing(FilterRegistration.class);
              }
              if (method.getName().equals("getResourceAsStream")) {
                return null; // no web.xml
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  @Override
  public String getServletPath() {
    return servletPath;
  }

  @Override
  public @Nullable String getPathInfo() {
    return pathInfo;
  }

  @Override
  public String getRequestURI() {
    return requestUri;
  }

  @Override
  public @Nullable String getQueryString() {
    return queryString;
  }

  @Override
  public @Nullable String getContentType() {
    return contentType;
  }

  @Override
  public long getContentLengthLong() {
    return contentLength;
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return name.equals("logout_token") ? parameterValues : null;
  }

  @Override
  public ServletInputStream getInputStream() {
    if (body == null) {
      throw new IllegalStateException("the body has been read as text");
    }
    return new Body(new ByteArrayInputStream(body));
  }

  private static final class Body extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    Body(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return bytes.read(buffer, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  @Override
  public @Nullable String getHeader(String name) {
    List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
    return values == null ? null : values.get(0);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return Collections.enumeration(headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(headers.keySet());
  }

  @Override
  public Cookie @Nullable [] getCookies() {
    return null;
  }

  @Override
  public void removeAttribute(String name) {
    attributes.remove(name);
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public void setAttribute(String name, Object value) {
    attributes.put(name, value);
  }

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    if (!hasSession()) {
      session = create ? new FakeSession(newSessionId) : null;
    }
    return session == null ? null : session.asSession();
  }

  @Override
  public @Nullable HttpSession getSession() {
    return getSession(true);
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    return userPrincipal;
  }

  @Override
  public @Nullable String getRequestedSessionId() {
    return requestedSessionId;
  }

  @Override
  public boolean isRequestedSessionIdFromURL() {
    return sessionIdFromAddress;
  }

  /** Lets the server fail to end the session. */
  void failToEndTheSession(RuntimeException failure) {
    Objects.requireNonNull(session).failure = failure;
  }

  @Override
  public String changeSessionId() {
    sessionIdChanges++;
    return "new";
  }

  /** The part of a session that matters here. */
  static final class FakeSession {
    final Map<String, Object> attributes = new HashMap<>();
    private volatile boolean valid = true;
    private @Nullable RuntimeException failure;
    private boolean endedMeanwhile;
    private boolean isNew = true;
    private final String id;

    FakeSession(String id) {
      this.id = id;
    }

    HttpSession asSession() {
      return (HttpSession)
          Proxy.newProxyInstance(
              HttpSession.class.getClassLoader(),
              new Class<?>[] {HttpSession.class},
              (proxy, method, arguments) -> {
                if (endedMeanwhile || !valid) {
                  throw new IllegalStateException("ended");
                }
                return switch (method.getName()) {
                  case "getId" -> id;
                  case "isNew" -> isNew;
                  case "getCreationTime" -> 1L;
                  case "getAttribute" -> attributes.get(arguments[0]);
                  case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                  case "invalidate" -> {
                    if (failure != null) {
                      throw failure;
                    }
                    valid = false;
                    yield null;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                };
              });
    }
  }

  /** The wrapped request, for code that unwraps this one. */
  private static HttpServletRequest withoutAttributes() {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            HttpServletRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getAttribute")) {
                return null;
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  private static <T> T nothing(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            }));
  }
}
