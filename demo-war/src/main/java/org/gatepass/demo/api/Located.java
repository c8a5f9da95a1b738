// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;

/** Says where something is. */
final class Located {
  private Located() {}

  /**
   * Sets the {@code Location} header. It is set past Jakarta REST: Jersey completes a path with the
   * scheme and the host that the server sees, which is {@code http} behind a proxy with TLS. A
   * browser completes it with those that it sees (RFC 9110, section 10.2.2).
   *
   * @param location an address, or a path of this server
   */
  static void at(String location, HttpServletResponse response) {
    response.setHeader(HttpHeaders.LOCATION, location);
  }
}
