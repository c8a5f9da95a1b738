// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.util.Collection;
import java.util.Enumeration;
import java.util.List;
import org.gatepass.Rejection;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.OptionalWhitespace;
import org.gatepass.spi.HeaderFault;
import org.gatepass.spi.RequestHeaders;
import org.jspecify.annotations.Nullable;

/**
 * All configured headers, with identity or evidence. A request of a trusted peer is malformed if a
 * configured header is accompanied by an alias, or if a {@code Connection} line names a configured
 * header: a proxy that removes the client's headers sends neither. Immutable and safe for use by
 * many threads.
 */
final class WatchedHeaders {
  private final List<HeaderName> headers;

  /**
   * Creates the rule.
   *
   * @param headers the headers
   * @throws IllegalArgumentException if two headers have the same name or names that are aliases of
   *     each other; the message is the rule alone
   */
  WatchedHeaders(Collection<HeaderName> headers) {
    this.headers = List.copyOf(headers);
    for (int i = 0; i < this.headers.size(); i++) {
      HeaderName header = this.headers.get(i);
      for (HeaderName earlier : this.headers.subList(0, i)) {
        if (earlier.equals(header)) {
          throw new IllegalArgumentException("is the header of two things: " + header);
        }
        if (earlier.hasAlias(header.name())) {
          throw new IllegalArgumentException(
              "is too similar to another header: some servers treat %s as %s"
                  .formatted(header, earlier));
        }
      }
    }
  }

  /** The headers. */
  List<HeaderName> names() {
    return headers;
  }

  /**
   * Checks a request.
   *
   * @param lines the headers of the request
   * @return the header that makes the request malformed; null for none
   */
  @Nullable HeaderFault fault(RequestHeaders lines) {
    HeaderName aliased = aliased(lines);
    if (aliased != null) {
      return new HeaderFault(aliased.name(), Rejection.ALIAS_HEADER);
    }
    HeaderName mentioned = mentionedInConnection(lines);
    return mentioned == null
        ? null
        : new HeaderFault(mentioned.name(), Rejection.HEADER_IN_CONNECTION);
  }

  private @Nullable HeaderName aliased(RequestHeaders lines) {
    Enumeration<String> names = lines.names();
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      for (HeaderName header : headers) {
        if (header.hasAlias(name) && lines.values(header.name()).hasMoreElements()) {
          return header;
        }
      }
    }
    return null;
  }

  private @Nullable HeaderName mentionedInConnection(RequestHeaders lines) {
    Enumeration<String> values = lines.values("connection");
    while (values.hasMoreElements()) {
      String line = values.nextElement();
      int start = 0;
      while (start <= line.length()) {
        int comma = line.indexOf(',', start);
        int end = comma < 0 ? line.length() : comma;
        HeaderName mentioned = at(line, start, end);
        if (mentioned != null) {
          return mentioned;
        }
        start = end + 1;
      }
    }
    return null;
  }

  /** The header that an element of a list names, or null. */
  private @Nullable HeaderName at(String line, int start, int end) {
    int first = OptionalWhitespace.skip(line, start, end);
    int afterLast = OptionalWhitespace.skipBack(line, first, end);
    for (HeaderName header : headers) {
      if (header.isAt(line, first, afterLast)) {
        return header;
      }
    }
    return null;
  }
}
