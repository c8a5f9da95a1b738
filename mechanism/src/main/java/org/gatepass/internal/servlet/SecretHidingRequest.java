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

/** A request without the header of the proxy's shared secret. */
public final class SecretHidingRequest extends HttpServletRequestWrapper {
  private final String secretHeader;

  public SecretHidingRequest(HttpServletRequest request, HeaderName secretHeader) {
    super(request);
    this.secretHeader = secretHeader.toString();
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isSecret(name) ? null : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return isSecret(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = new ArrayList<>();
    for (Enumeration<String> all = super.getHeaderNames(); all.hasMoreElements(); ) {
      String name = all.nextElement();
      if (!isSecret(name)) {
        names.add(name);
      }
    }
    return Collections.enumeration(names);
  }

  @Override
  public int getIntHeader(String name) {
    return isSecret(name) ? -1 : super.getIntHeader(name);
  }

  @Override
  public long getDateHeader(String name) {
    return isSecret(name) ? -1 : super.getDateHeader(name);
  }

  /** Removes the secret from pushed requests, which have the headers of this request. */
  @Override
  public @Nullable PushBuilder newPushBuilder() {
    PushBuilder builder = super.newPushBuilder();
    return builder == null ? null : builder.removeHeader(secretHeader);
  }

  private boolean isSecret(@Nullable String name) {
    return secretHeader.equalsIgnoreCase(name);
  }
}
