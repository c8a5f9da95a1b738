// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import java.util.ArrayList;
import java.util.List;

/**
 * A request to be sent as it is, without a check of its form.
 *
 * @param way how it is sent
 * @param method GET or HEAD
 * @param target the target in the request line
 * @param version the version of HTTP/1 in the request line
 * @param lines the header lines in addition to those that each request needs
 */
record Request(Way way, String method, String target, String version, List<String> lines) {

  /** The way of a request to the server. */
  enum Way {
    HTTP_1,
    /** HTTP/2 where the server agrees to it at the TLS handshake. */
    HTTP_2,
    /** HTTP/2 without asking for it. */
    HTTP_2_UNASKED,
    /** HTTP/2 after {@code Upgrade: h2c}. */
    HTTP_2_UPGRADE
  }

  Request {
    lines = List.copyOf(lines);
  }

  static Request get(String target, List<String> lines) {
    return new Request(Way.HTTP_1, "GET", target, "HTTP/1.1", lines);
  }

  Request by(Way other) {
    return new Request(other, method, target, version, lines);
  }

  Request withMethod(String other) {
    return new Request(way, other, target, version, lines);
  }

  Request withVersion(String other) {
    return new Request(way, method, target, other, lines);
  }

  /** The same with lines before its own. */
  Request after(List<String> first) {
    List<String> all = new ArrayList<>(first);
    all.addAll(lines);
    return new Request(way, method, target, version, all);
  }

  /** The head of the request. A client's own {@code Host} line replaces the given one. */
  String head(String authority) {
    StringBuilder head = new StringBuilder(method + " " + target + " " + version + "\r\n");
    if (lines.stream().noneMatch(line -> line.startsWith("Host:"))) {
      head.append("Host: " + authority + "\r\n");
    }
    head.append(
        "User-Agent: gatepass-check\r\nAccept: text/html, */*;q=0.1\r\nConnection: close\r\n");
    lines.forEach(line -> head.append(line).append("\r\n"));
    return head.append("\r\n").toString();
  }
}
