// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A server that is asked about each request who is calling, in place of a password file: as nginx's
 * {@code auth_request} asks Authelia or oauth2-proxy. It answers 200 with the caller in headers, or
 * says that it knows nobody.
 *
 * @param url where it is asked, with GET: {@code http}, host, port and path
 * @param headers the headers of its answer that go to the application, the caller's first
 */
public record AuthenticationServer(URI url, List<String> headers) {
  /**
   * Checks the address and copies the list.
   *
   * @throws IllegalArgumentException if the address is no http address, or there is no header
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
          "no header of the authentication server's answer is to be copied (example: Remote-User)");
    }
  }
}
