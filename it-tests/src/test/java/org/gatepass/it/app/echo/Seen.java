// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.echo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.PushBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The requests that reach the application: their number, and each header by each accessor. */
final class Seen {
  /** How often a filter, a servlet or a resource has run. */
  static final AtomicInteger CALLS = new AtomicInteger();

  /** How often the error page has run. */
  static final AtomicInteger PAGES = new AtomicInteger();

  /** The latest headers that the listener of requests read. */
  static final AtomicReference<String> BY_LISTENER = new AtomicReference<>("");

  /** The latest headers that the configurator of the WebSocket read. */
  static final AtomicReference<String> BY_SOCKET = new AtomicReference<>("");

  private static final List<String> SPELLINGS =
      List.of("x-gateway-secret", "X-Gateway-Secret", "X-GATEWAY-SECRET", "x_gateway_secret");

  private Seen() {}

  static String headers(String place, HttpServletRequest request) {
    List<String> lines = new ArrayList<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      lines.add(name + "=" + Collections.list(request.getHeaders(name)));
      lines.add(name + "=" + request.getHeader(name));
    }
    for (String name : SPELLINGS) {
      lines.add("getHeader " + request.getHeader(name));
      lines.add("getHeaders " + Collections.list(request.getHeaders(name)));
      lines.add("getIntHeader " + result(() -> request.getIntHeader(name)));
      lines.add("getDateHeader " + result(() -> request.getDateHeader(name)));
    }
    lines.add("toString " + request);
    lines.add("trailers " + result(request::getTrailerFields));
    PushBuilder push = request.newPushBuilder();
    if (push != null) {
      push.getHeaderNames().forEach(name -> lines.add("push " + name + push.getHeader(name)));
    }
    for (String name : Collections.list(request.getAttributeNames())) {
      lines.add("attribute " + name + "=" + request.getAttribute(name));
    }
    return "[" + place + "]\n" + String.join("\n", lines) + "\n";
  }

  /** The result of an accessor, or its exception, which may quote the value. */
  private static String result(Supplier<Object> accessor) {
    try {
      return String.valueOf(accessor.get());
    } catch (RuntimeException complaint) {
      return complaint.toString();
    }
  }
}
