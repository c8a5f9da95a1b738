// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo;

/** The result of a login by name and password. */
public enum LoginResult {
  /** The caller is logged in, and the session remembers it. */
  LOGGED_IN,
  /** No active caller has this name and this password. */
  WRONG,
  /** The password is right, and the caller must change it before a login. */
  CHANGE_REQUIRED,
  /** The gateway names the caller, so that password login is closed. */
  NAMED_BY_GATEWAY,
  /** The application offers no password login. */
  NOT_OFFERED,
  /** Too many passwords have failed: the next attempt has to wait. */
  TOO_MANY,
  /** The database of the accounts is down, or too many people log in at the same time. */
  UNAVAILABLE;

  /**
   * The challenge of a 401 (RFC 9110, section 11.6.1): a scheme for which browsers show no dialog.
   */
  public static final String CHALLENGE = "Gatepass realm=\"application\"";
}
