// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A server that authenticates each request in place of a password file, as Authelia or oauth2-proxy
 * do behind nginx's {@code auth_request}. The server answers 200 with the caller in headers, or
 * rejects the request.
 *
 * @param url the address for GET requests: {@code http}, host, port and path
 * @param headers the headers of the server's response that go to the application, the caller's
 *     first
 */
public record AuthenticationServer(URI url, List<String> headers) {
  /**
   * Checks the address and copies the list.
   *
   * @throws IllegalArgumentException if the address is no http address, or the list of headers is
   *     empty
   */
  public AuthenticationServer {
    headers = List.copyOf(headers);
    if (!"http".equals(url.getScheme())
        || url.getHost() == null
        || Stream.of(url.getRawFragment(), url.getRawUserInfo()).anyMatch(Objects::nonNull)) {
      throw new IllegalArgumentException(
          "the authentication URL \""
              + url
              + "\" is not http, host, port and path (example: http://127.0.0.1:9091/api/verify)");
    }
    if (headers.isEmpty()) {
      throw new IllegalArgumentException(
          "the list of headers to copy from the authentication server is empty (example:"
              + " Remote-User)");
    }
  }
}
