// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/**
 * Why Gatepass rejected a request or a login, or ignored the identity headers of a request. The
 * constant's name is the reason code in the log, in {@link RequestRejected} and in the
 * documentation.
 */
public enum Rejection {
  /**
   * An identity header came from an address that is not a trusted proxy's. The header is ignored.
   */
  UNTRUSTED_PEER,
  /**
   * An identity header came without the shared secret, from a trusted address if addresses are
   * listed. The header is ignored.
   */
  MISSING_SECRET,
  /**
   * An identity header came with a wrong shared secret, or with several secrets, from a trusted
   * address if addresses are listed. The header is ignored.
   */
  WRONG_SECRET,
  /**
   * An identity header came from a trusted address over a connection without a client certificate,
   * or the proxy's header about the client's certificate does not contain that certificate. The
   * header is ignored.
   */
  MISSING_CERTIFICATE,
  /**
   * An identity header came from a trusted address over a connection with another client
   * certificate than those that are configured, or the client's certificate in the proxy's header
   * is of another issuer or trust domain. The header is ignored.
   */
  WRONG_CERTIFICATE,
  /**
   * The proxy has not verified the client's certificate in its header: the result in {@code
   * gatepass.certificate-verify-header} is not {@code SUCCESS}. The certificate is ignored.
   */
  UNVERIFIED_CERTIFICATE,
  /**
   * A request without the signed assertion, where the assertion is the only evidence. The session's
   * remembered login is ignored.
   */
  MISSING_ASSERTION,
  /** A signed assertion is not a token in the required form. The assertion is ignored. */
  MALFORMED_ASSERTION,
  /**
   * A signed assertion has a wrong signature, or another issuer, audience, algorithm or type than
   * those that are configured. The assertion is ignored.
   */
  WRONG_ASSERTION,
  /** A signed assertion has expired, or is not valid yet. The assertion is ignored. */
  EXPIRED_ASSERTION,
  /**
   * The keys to verify a signed assertion are not available now. Answered with 503, also on a
   * public resource.
   */
  KEYS_UNAVAILABLE,
  /**
   * A trusted proxy sent a caller header whose value means "no value", such as {@code (null)}. The
   * header is ignored.
   */
  PLACEHOLDER,

  /**
   * A trusted proxy sent several lines of a header that is allowed once, or several certificates.
   * Answered with 400.
   */
  REPEATED_HEADER,
  /**
   * A request of a trusted proxy has a configured header and another spelling of its name, such as
   * {@code Remote_User}. Answered with 400.
   */
  ALIAS_HEADER,
  /**
   * A {@code Connection} header of a trusted proxy's request names a configured header, so that an
   * intermediary may have removed that header. Answered with 400.
   */
  HEADER_IN_CONNECTION,
  /**
   * A value is not text in the configured charset and encoding, or not one certificate in the
   * configured format. Answered with 400 for a caller name, a stable id or a certificate; a group,
   * an e-mail address or a display name is left out.
   */
  UNREADABLE_VALUE,
  /**
   * A value has control, invisible or unassigned characters, blanks at its ends after decoding, or
   * is not in Unicode normalization form C. Answered with 400 for a caller name or a stable id; a
   * group or an e-mail address is left out.
   */
  UNCLEAN_VALUE,
  /**
   * A value is longer than its maximum length. Answered with 400 for a caller name or a stable id;
   * another value is left out.
   */
  TOO_LONG,
  /**
   * The caller name does not have the required form ({@code gatepass.caller-name-pattern}), a
   * certificate contains no caller name or several, or a {@link CallerNameNormalizer} returned no
   * name. Answered with 400.
   */
  UNFIT_NAME,
  /**
   * The caller name is one by which servers denote anonymous callers: {@code anonymous}, {@code
   * unauthenticated} or {@code guest}, in any case. Answered with 400.
   */
  RESERVED_NAME,
  /**
   * The caller name has another realm or prefix than the one in {@code
   * gatepass.caller-name-transform}. Answered with 400.
   */
  REALM_NOT_LISTED,
  /**
   * A trusted proxy names a caller without the stable id that {@code gatepass.id-header} requires.
   * Answered with 400.
   */
  MISSING_ID,

  /**
   * No identity store has an account for the caller. Answered with 403 on a protected resource; on
   * another one the request is anonymous.
   */
  UNKNOWN_CALLER,
  /**
   * The caller's account is inactive. Answered with 403 on a protected resource; on another one the
   * request is anonymous.
   */
  INACTIVE_CALLER,
  /**
   * The caller's account is locked until a time. A header login is answered like one of {@link
   * #INACTIVE_CALLER}. A password login fails with this code if the password is right, and is
   * answered like {@link #WRONG_PASSWORD}.
   */
  LOCKED_CALLER,
  /** The caller's account has expired. Answered like {@link #LOCKED_CALLER}. */
  EXPIRED_CALLER,
  /**
   * The caller's account does not allow header login. Answered with 403 on a protected resource; on
   * another one the request is anonymous.
   */
  HEADER_LOGIN_NOT_ALLOWED,
  /**
   * The caller's account is bound to another stable id, or the id in the request is bound to
   * another account: the name may now be another person's. Answered with 403 on a protected
   * resource; on another one the request is anonymous.
   */
  WRONG_ID,
  /**
   * The caller is unknown, and the node has created {@code gatepass.create-per-minute} accounts
   * within a minute. Answered with 503.
   */
  TOO_MANY_NEW_CALLERS,
  /**
   * Outside of {@code gatepass.login-paths} a header names another caller than the session. The
   * session ends; answered with 401.
   */
  OTHER_CALLER,
  /**
   * A request was not authenticated, and {@code gatepass.fail-if-header-missing} requires a trusted
   * caller header. Answered with 401.
   */
  MISSING_HEADER,

  /**
   * A request to the path at which an issuer ends logins has no valid logout token. Answered with
   * 400, or with 405 for another method than POST.
   */
  WRONG_LOGOUT_TOKEN,

  /** A password login was attempted in a request in which a trusted proxy names the caller. */
  NAMED_BY_HEADER,
  /**
   * A login was attempted that {@link Fallback} does not offer, or a change of a password in a
   * store that changes none.
   */
  NO_SUCH_LOGIN,
  /** Name and password are not those of an active caller. */
  WRONG_PASSWORD,
  /**
   * The password is right, and the caller must change it before a password login. Header logins are
   * not affected. Answered like {@link #WRONG_PASSWORD}.
   */
  PASSWORD_CHANGE_REQUIRED,
  /**
   * The password is right, and has expired. Header logins are not affected. Answered like {@link
   * #WRONG_PASSWORD}.
   */
  PASSWORD_EXPIRED,
  /**
   * A bearer token is malformed, no identity store accepts it, or its caller has an inactive
   * account. Answered with 401 on a protected resource; on another one the request is anonymous.
   */
  WRONG_TOKEN,
  /**
   * Too many passwords, bearer tokens or logout tokens have failed, so the next attempt has to
   * wait: {@link RequestRejected#retryAfter()}. HTTP Basic, a bearer token and a further wrong
   * logout token are answered with 429.
   */
  TOO_MANY_ATTEMPTS,
  /**
   * The maximum number of concurrent password checks ({@code gatepass.password-checks}) is reached,
   * or too many requests with the same bearer token wait for its check. HTTP Basic and a bearer
   * token are answered with 503.
   */
  TOO_MANY_CHECKS,
  /**
   * A page of another origin sent a request that changes something, or a WebSocket handshake.
   * Answered with 403.
   */
  CROSS_SITE,
  /**
   * A login is no longer valid: the account was deactivated, locked or changed, the account or its
   * password has expired, a logout on any node has ended the login, the issuer of its assertion has
   * ended the session, the login is older than {@code gatepass.session-max-age}, or the session's
   * record is unreadable.
   */
  SESSION_ENDED,

  /**
   * An identity store threw an exception. Answered with 503; a programmatic login fails instead,
   * and the application answers.
   */
  STORE_UNAVAILABLE,

  /**
   * A bean of the application, such as a {@link CallerNameNormalizer}, or a module's source of
   * identity threw an exception. Answered with 500; a programmatic login fails instead, and the
   * application answers.
   */
  APPLICATION_FAILED
}
