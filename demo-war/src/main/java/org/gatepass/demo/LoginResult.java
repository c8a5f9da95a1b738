// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo;

/** What became of a login by name and password. */
public enum LoginResult {
  /** The caller is logged in, and the session remembers it. */
  LOGGED_IN,
  /** The name and the password are no active caller's. */
  WRONG,
  /** The gateway names the caller, so that nobody else can log in. */
  NAMED_BY_GATEWAY,
  /** There is no such login here. */
  NOT_OFFERED,
  /** So many passwords have failed that the next one has to wait. */
  TOO_MANY,
  /** The accounts could not be asked, or too many people log in at once. */
  UNAVAILABLE;

  /**
   * What goes with 401 (RFC 9110, section 11.6.1): a scheme for which no browser asks by itself.
   */
  public static final String CHALLENGE = "Gatepass realm=\"application\"";
}
