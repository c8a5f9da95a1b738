// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.open;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;

/**
 * The CORS preflight requests of browsers (Fetch Standard, section "CORS protocol"), which carry
 * neither cookie nor identity of the proxy. The mark of one that Gatepass passes on is in the
 * request that the container received, so that no wrapper of the application hides it.
 */
public final class Preflight {
  private static final String ATTRIBUTE = "org.gatepass.preflight";

  private Preflight() {}

  /** Whether a request is a preflight: {@code OPTIONS} with an origin and the method to come. */
  static boolean is(HttpServletRequest request) {
    return "OPTIONS".equals(request.getMethod())
        && hasOne(request, "Origin")
        && hasOne(request, "Access-Control-Request-Method");
  }

  private static boolean hasOne(HttpServletRequest request, String header) {
    Enumeration<String> values = request.getHeaders(header);
    return values.hasMoreElements() && !values.nextElement().isBlank() && !values.hasMoreElements();
  }

  /** Marks a request that must reach the filters of the application, but no servlet. */
  public static void mark(HttpServletRequest received) {
    received.setAttribute(ATTRIBUTE, true);
  }

  /** Whether a request, or one that it wraps, is marked. */
  public static boolean isMarked(ServletRequest request) {
    ServletRequest inner = request;
    while (inner.getAttribute(ATTRIBUTE) == null) {
      if (!(inner instanceof ServletRequestWrapper wrapper)) {
        return false;
      }
      inner = wrapper.getRequest();
    }
    return true;
  }
}
