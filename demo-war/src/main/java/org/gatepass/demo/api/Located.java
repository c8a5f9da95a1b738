// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;

/** Sets the {@code Location} header of a response. */
final class Located {
  private Located() {}

  /**
   * Sets the header on the servlet response. In Jakarta REST, Jersey would complete a path with the
   * server's scheme and host, which is {@code http} behind a proxy with TLS. A browser completes a
   * path with its own scheme and host (RFC 9110, section 10.2.2).
   *
   * @param location an address, or a path of this server
   */
  static void at(String location, HttpServletResponse response) {
    response.setHeader(HttpHeaders.LOCATION, location);
  }
}
