// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cache;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The response to a {@link FileRequest}. A browser may store it if only the container's servlet has
 * changed it: before {@link #begin} and after {@link #end} each change forbids storing, except for
 * headers that depend on no caller. Between the two, a cookie, a {@code Cache-Control}, the type of
 * a page and a status other than a file's forbid storing. A committed response keeps its header.
 * Safe for use by the threads of one request.
 */
public final class FileResponse extends HttpServletResponseWrapper {
  /** The default value of {@code Cache-Control} in the answer to a caller. */
  public static final String NO_STORE = "private, no-store";

  /** The caller's browser may store the file, and must send a request before each use. */
  private static final String STORABLE = "private, no-cache";

  private static final String CACHE_CONTROL = "Cache-Control";
  private static final String SET_COOKIE = "Set-Cookie";

  /** Headers by which filters restrict what browsers do with any answer. */
  private static final Set<String> POLICIES =
      Set.of(
          "content-security-policy",
          "cross-origin-embedder-policy",
          "cross-origin-opener-policy",
          "cross-origin-resource-policy",
          "permissions-policy",
          "referrer-policy",
          "strict-transport-security",
          "x-content-type-options",
          "x-frame-options",
          "x-xss-protection");

  private boolean forbidden;
  private boolean allowed;
  private boolean servletRuns;

  FileResponse(HttpServletResponse response) {
    super(response);
  }

  /** Allows storing, directly before the container's servlet runs, unless it is forbidden. */
  synchronized void begin() {
    if (!forbidden && !isCommitted() && NO_STORE.equals(getHeader(CACHE_CONTROL))) {
      super.setHeader(CACHE_CONTROL, STORABLE);
      allowed = true;
      servletRuns = true;
    } else {
      forbid();
    }
  }

  /** Marks the end of the container's servlet: later changes forbid storing. */
  public synchronized void end() {
    servletRuns = false;
  }

  /** Forbids storing, unless the response is committed. */
  public synchronized void forbid() {
    if (allowed && !isCommitted() && STORABLE.equals(getHeader(CACHE_CONTROL))) {
      super.setHeader(CACHE_CONTROL, NO_STORE);
    }
    forbidden = true;
    allowed = false;
    servletRuns = false;
  }

  private synchronized void change() {
    if (!servletRuns) {
      forbid();
    }
  }

  private void changeHeader(String name) {
    if (SET_COOKIE.equalsIgnoreCase(name) || CACHE_CONTROL.equalsIgnoreCase(name)) {
      forbid();
    } else if (!POLICIES.contains(String.valueOf(name).toLowerCase(Locale.ROOT))) {
      change();
    }
  }

  /** Whether a status is that of a file, of a part of it, or of an unchanged one. */
  static boolean isOfFile(int status) {
    return status == SC_OK || status == SC_PARTIAL_CONTENT || status == SC_NOT_MODIFIED;
  }

  @Override
  public void addCookie(Cookie cookie) {
    forbid();
    super.addCookie(cookie);
  }

  @Override
  public void setHeader(String name, String value) {
    changeHeader(name);
    super.setHeader(name, value);
  }

  @Override
  public void setDateHeader(String name, long date) {
    changeHeader(name);
    super.setDateHeader(name, date);
  }

  @Override
  public void setIntHeader(String name, int value) {
    changeHeader(name);
    super.setIntHeader(name, value);
  }

  @Override
  public void addHeader(String name, String value) {
    changeHeader(name);
    super.addHeader(name, value);
  }

  @Override
  public void addDateHeader(String name, long date) {
    changeHeader(name);
    super.addDateHeader(name, date);
  }

  @Override
  public void addIntHeader(String name, int value) {
    changeHeader(name);
    super.addIntHeader(name, value);
  }

  @Override
  public void setTrailerFields(Supplier<Map<String, String>> supplier) {
    forbid();
    super.setTrailerFields(supplier);
  }

  @Override
  public void setContentType(@Nullable String type) {
    change();
    if (StaticFiles.isPage(type)) {
      forbid();
    }
    super.setContentType(type);
  }

  /** The container's servlet may convert a text to this charset. */
  @Override
  public void setCharacterEncoding(@Nullable String charset) {
    change();
    super.setCharacterEncoding(charset);
  }

  @Override
  public void setLocale(Locale locale) {
    change();
    super.setLocale(locale);
  }

  @Override
  public void reset() {
    change();
    super.reset();
  }

  @Override
  public void resetBuffer() {
    change();
    super.resetBuffer();
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    change();
    return super.getOutputStream();
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    change();
    return super.getWriter();
  }

  @Override
  public void setStatus(int status) {
    change();
    if (!isOfFile(status)) {
      forbid();
    }
    super.setStatus(status);
  }

  @Override
  public void sendError(int status) throws IOException {
    forbid();
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    forbid();
    super.sendError(status, message);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    forbid();
    super.sendRedirect(location);
  }

  /** Also called by Tomcat's servlet for files before it redirects to a folder. */
  @Override
  public String encodeRedirectURL(String url) {
    forbid();
    return super.encodeRedirectURL(url);
  }
}
