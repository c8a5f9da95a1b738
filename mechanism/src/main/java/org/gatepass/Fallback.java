// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/** The login that is left to people whom no trusted proxy has named. */
public enum Fallback {
  /** No other login: the proxy decides alone. */
  NONE,
  /**
   * A page or a resource of the application that takes a name and a password and passes them to
   * {@link jakarta.security.enterprise.SecurityContext#authenticate SecurityContext.authenticate}.
   * The caller is remembered in the session.
   */
  FORM,
  /** HTTP Basic (RFC 7617), checked for each request. No session is kept. */
  BASIC
}
