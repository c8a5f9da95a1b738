// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/** The password login for requests in which no trusted proxy names a caller. */
public enum Fallback {
  /** No password login: only trusted proxies authenticate callers. */
  NONE,
  /**
   * A page or a resource of the application that reads a name and a password and passes them to
   * {@link jakarta.security.enterprise.SecurityContext#authenticate SecurityContext.authenticate}.
   * The session remembers the login for {@code gatepass.session-max-age}.
   */
  FORM,
  /**
   * HTTP Basic (RFC 7617), which authenticates each request. No session remembers the login; a
   * verified password is cached for {@code gatepass.staleness}. Requests of scripts get no Basic
   * challenge.
   */
  BASIC
}
