// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/**
 * Why a request was rejected, or its identity headers were ignored. The name of a constant is its
 * code in the log, in {@link RequestRejected} and in {@code docs/reference/codes.md}.
 */
public enum Rejection {
  /** An identity header came from an address that is no trusted proxy's. It is ignored. */
  UNTRUSTED_PEER,
  /** A trusted address sent an identity header without the shared secret. It is ignored. */
  MISSING_SECRET,
  /** A trusted address sent an identity header with a wrong or repeated secret. It is ignored. */
  WRONG_SECRET,
  /** A trusted address sent an identity header over a connection with no client certificate. */
  MISSING_CERTIFICATE,
  /** A trusted address sent an identity header over a connection with a stranger's certificate. */
  WRONG_CERTIFICATE,
  /** A trusted proxy sent the text that stands for "no value", such as {@code (null)}. */
  PLACEHOLDER,

  /** A trusted proxy sent a header twice that may stand only once. */
  REPEATED_HEADER,
  /** Beside a configured header stands another spelling of its name, such as Remote_User. */
  ALIAS_HEADER,
  /**
   * A Connection line names a configured header, so that a proxy on the way may have dropped it.
   */
  HEADER_IN_CONNECTION,
  /** A value is not text in the configured charset and encoding. */
  UNREADABLE_VALUE,
  /** A value has control, invisible or unassigned characters, or is not in normal form C. */
  UNCLEAN_VALUE,
  /** A value is longer than its limit. */
  TOO_LONG,
  /** The caller name does not match the pattern for caller names. */
  UNFIT_NAME,
  /** The caller name is one that servers use for nobody, such as {@code anonymous}. */
  RESERVED_NAME,

  /** No store knows the caller. */
  UNKNOWN_CALLER,
  /** The caller's account is not active. */
  INACTIVE_CALLER,
  /** The caller's account may not be entered by header. */
  HEADER_LOGIN_NOT_ALLOWED,
  /** The caller is unknown, and too many accounts were created in this minute already. */
  TOO_MANY_NEW_CALLERS,
  /** A header names another caller than the session, where headers admit nobody. */
  OTHER_CALLER,
  /** A trusted proxy named nobody, and {@code gatepass.fail-if-header-missing} is set. */
  MISSING_HEADER,

  /** A password login was tried while a trusted proxy names the caller. */
  NAMED_BY_HEADER,
  /** A login was tried that the fallback does not offer. */
  NO_SUCH_LOGIN,
  /** The name and the password that were offered are no active caller's. */
  WRONG_PASSWORD,
  /** So many passwords have failed that the next one has to wait. */
  TOO_MANY_ATTEMPTS,
  /** So many passwords are being checked that there is no room for another. */
  TOO_MANY_CHECKS,
  /** A page of another origin sent a request that changes something. */
  CROSS_SITE,
  /** A remembered caller is no longer one: deactivated, changed, or remembered for too long. */
  SESSION_ENDED,

  /** An identity store could not be asked. */
  STORE_UNAVAILABLE,

  /** A bean of the application, such as a {@link CallerNameNormalizer}, threw an exception. */
  APPLICATION_FAILED
}
