// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.PushBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.gatepass.internal.header.HeaderName;
import org.jspecify.annotations.Nullable;

/**
 * A request without some of its headers: without the proxy's shared secret and, in the error page
 * of a rejected request, without the identity headers. Other spellings of their names are hidden
 * too.
 */
public final class HeaderHidingRequest extends HttpServletRequestWrapper {
  private final List<HeaderName> hidden;

  public HeaderHidingRequest(HttpServletRequest request, List<HeaderName> hidden) {
    super(request);
    this.hidden = List.copyOf(hidden);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isHidden(name) ? null : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = new ArrayList<>();
    for (Enumeration<String> all = super.getHeaderNames(); all.hasMoreElements(); ) {
      String name = all.nextElement();
      if (!isHidden(name)) {
        names.add(name);
      }
    }
    return Collections.enumeration(names);
  }

  @Override
  public int getIntHeader(String name) {
    return isHidden(name) ? -1 : super.getIntHeader(name);
  }

  @Override
  public long getDateHeader(String name) {
    return isHidden(name) ? -1 : super.getDateHeader(name);
  }

  /** Removes the headers from pushed requests, which have the headers of this request. */
  @Override
  public @Nullable PushBuilder newPushBuilder() {
    PushBuilder builder = super.newPushBuilder();
    if (builder != null) {
      hidden.forEach(header -> builder.removeHeader(header.name()));
    }
    return builder;
  }

  private boolean isHidden(@Nullable String name) {
    if (name == null) {
      return false;
    }
    for (HeaderName header : hidden) {
      if (header.name().equalsIgnoreCase(name) || header.hasAlias(name)) {
        return true;
      }
    }
    return false;
  }
}
