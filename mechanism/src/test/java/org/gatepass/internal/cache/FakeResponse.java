// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cache;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A response with headers, a status and cookies that, as on WildFly, are in no header yet. */
final class FakeResponse extends HttpServletResponseWrapper {
  private final Map<String, String> headers = new HashMap<>();
  private int status = SC_OK;
  boolean committed;

  FakeResponse() {
    super(
        (HttpServletResponse)
            Proxy.newProxyInstance(
                HttpServletResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                  throw new UnsupportedOperationException(method.getName());
                }));
  }

  @Nullable String cacheControl() {
    return getHeader("Cache-Control");
  }

  @Override
  public void setHeader(String name, String value) {
    if (!committed) {
      headers.put(name.toLowerCase(Locale.ROOT), value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    setHeader(name, value);
  }

  @Override
  public void setDateHeader(String name, long date) {
    setHeader(name, Long.toString(date));
  }

  @Override
  public void addDateHeader(String name, long date) {
    setDateHeader(name, date);
  }

  @Override
  public void setIntHeader(String name, int value) {
    setHeader(name, Integer.toString(value));
  }

  @Override
  public void addIntHeader(String name, int value) {
    setIntHeader(name, value);
  }

  @Override
  public void setTrailerFields(Supplier<Map<String, String>> supplier) {}

  @Override
  public @Nullable String getHeader(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean containsHeader(String name) {
    return getHeader(name) != null;
  }

  @Override
  public void addCookie(Cookie cookie) {}

  @Override
  public void setContentType(@Nullable String type) {}

  @Override
  public void setCharacterEncoding(@Nullable String charset) {}

  @Override
  public void setLocale(Locale locale) {}

  @Override
  public void resetBuffer() {}

  @Override
  public PrintWriter getWriter() {
    return new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  @Override
  public @Nullable ServletOutputStream getOutputStream() {
    return null;
  }

  @Override
  public boolean isCommitted() {
    return committed;
  }

  @Override
  public void setStatus(int code) {
    status = code;
  }

  @Override
  public int getStatus() {
    return status;
  }

  @Override
  public void sendError(int code) {
    status = code;
  }

  @Override
  public void sendError(int code, String message) {
    status = code;
  }

  @Override
  public void sendRedirect(String location) {
    status = SC_FOUND;
  }

  @Override
  public String encodeRedirectURL(String url) {
    return url;
  }
}
