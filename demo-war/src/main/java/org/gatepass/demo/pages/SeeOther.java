// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.pages;

import jakarta.servlet.http.HttpServletResponse;

/** Sends a browser on to another page with GET (RFC 9110, section 15.4.4). */
final class SeeOther {
  private SeeOther() {}

  /**
   * Sets status and header directly: sendRedirect answers 302, and may use the Host header, which
   * the client controls.
   */
  static void send(HttpServletResponse response, String location) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", location);
  }
}
