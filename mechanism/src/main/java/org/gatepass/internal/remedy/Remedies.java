// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.remedy;

import org.gatepass.Rejection;

/**
 * Explains rejections to administrators: the cause, and the setting to correct. Explanations
 * contain no header value and no secret. Immutable and safe for use by many threads.
 *
 * @param prefix the prefix of all keys
 */
public record Remedies(String prefix) {
  private static final String DEFAULT_PREFIX = "gatepass.";

  /** The sentence for requests whose identity headers are not read. */
  public String headersOff() {
    return withPrefix("gatepass.enabled is false: Gatepass reads no identity headers");
  }

  /**
   * The sentence for a rejection.
   *
   * @param peerAddress the address of the peer's socket
   */
  public String of(Rejection reason, String peerAddress) {
    return withPrefix(
        switch (reason) {
          case UNTRUSTED_PEER ->
              "The peer "
                  + peerAddress
                  + " is not in gatepass.trusted-proxies: add it if it is the address of your proxy;"
                  + " otherwise the request has bypassed the proxy";
          case MISSING_SECRET ->
              "The request lacks the header that gatepass.shared-secret-header names: let the proxy"
                  + " send the secret on each path";
          case WRONG_SECRET ->
              "The request has several secrets, or one that is not in gatepass.shared-secrets or"
                  + " gatepass.shared-secrets-file";
          case MISSING_CERTIFICATE ->
              "The connection has no client certificate, which gatepass.proxy-certificates"
                  + " requires, or the header of gatepass.certificate-header has no certificate";
          case WRONG_CERTIFICATE ->
              "The certificate of the connection is not in gatepass.proxy-certificates; or"
                  + " gatepass.certificate-issuers lacks the issuer of the certificate in the header;"
                  + " or that certificate has another trust domain than gatepass.certificate-caller";
          case UNVERIFIED_CERTIFICATE ->
              "The result in the header of gatepass.certificate-verify-header is not SUCCESS";
          case MISSING_ASSERTION ->
              "The request lacks the header that gatepass.assertion.header names: let the proxy"
                  + " send the token on each path";
          case MALFORMED_ASSERTION ->
              "The header that gatepass.assertion.header names has no token in the required form, or"
                  + " the token lacks a claim, such as gatepass.assertion.caller-claim";
          case WRONG_ASSERTION ->
              "The token has a wrong signature, issuer, audience, algorithm or type: compare it"
                  + " with gatepass.assertion.keys, gatepass.assertion.issuer,"
                  + " gatepass.assertion.audience, gatepass.assertion.algorithms and"
                  + " gatepass.assertion.types";
          case EXPIRED_ASSERTION ->
              "The token has expired or is not valid yet, or the clocks differ by more than"
                  + " gatepass.assertion.clock-skew";
          case KEYS_UNAVAILABLE ->
              "This node cannot read the issuer's keys: check gatepass.assertion.keys, or the"
                  + " address of the preset";
          case PLACEHOLDER ->
              "The proxy sends a placeholder such as \"(null)\" in the header that"
                  + " gatepass.caller-header names, or in another one: let it omit the header";
          case REPEATED_HEADER ->
              "A header has several lines: let the proxy set its line in place of the client's. Only a"
                  + " proxy that itself sends one line for each group needs gatepass.groups-repeated";
          case ALIAS_HEADER ->
              "The proxy passes on another spelling of a configured header: let it remove each";
          case HEADER_IN_CONNECTION ->
              "A Connection line names a configured header: let the proxy replace the client's"
                  + " line by its own";
          case UNREADABLE_VALUE ->
              "The proxy sends another charset, encoding or notation than gatepass.header-charset,"
                  + " gatepass.header-encoding or gatepass.certificate-format";
          case UNCLEAN_VALUE ->
              "A value has invisible characters or blanks at its ends: compare"
                  + " gatepass.header-charset and gatepass.header-encoding with the proxy";
          case TOO_LONG ->
              "A value is too long: gatepass.caller-name-max-length is the limit of caller names";
          case UNFIT_NAME ->
              "The caller name does not match gatepass.caller-name-pattern, gatepass.certificate-caller"
                  + " finds no name or several, or the CallerNameNormalizer returned none";
          case RESERVED_NAME ->
              "Servers use this caller name for anonymous requests: rename the account";
          case REALM_NOT_LISTED ->
              "The caller name has another realm or prefix than gatepass.caller-name-transform";
          case MISSING_ID -> "The request lacks the id that gatepass.id-header requires";
          case UNKNOWN_CALLER ->
              "No account has this name: create it, or set gatepass.create-unknown-callers";
          case INACTIVE_CALLER -> "The account is inactive: activate it";
          case LOCKED_CALLER -> "The account is locked until a time: wait, or end the lock";
          case EXPIRED_CALLER -> "The account has expired: set a later end, or none";
          case HEADER_LOGIN_NOT_ALLOWED ->
              "The account does not allow header logins: set loginByHeader";
          case WRONG_ID ->
              "The account is bound to another id, or the id in gatepass.id-header to another"
                  + " account: decide whose account it is";
          case TOO_MANY_NEW_CALLERS ->
              "The node has created gatepass.create-per-minute accounts this minute: try later";
          case OTHER_CALLER ->
              "The header names another caller than the session, outside of gatepass.login-paths";
          case MISSING_HEADER ->
              "gatepass.fail-if-header-missing is set, and the proxy names no caller";
          case WRONG_LOGOUT_TOKEN ->
              "The logout token breaks the rule that the log names; for another audience compare"
                  + " gatepass.assertion.authorized-parties";
          case NAMED_BY_HEADER ->
              "The request is a password login, and the proxy names a caller: let it name none on"
                  + " this path";
          case NO_SUCH_LOGIN ->
              "gatepass.fallback does not offer this login, or the caller's store changes no passwords";
          case WRONG_PASSWORD -> "Name and password belong to no active caller";
          case PASSWORD_CHANGE_REQUIRED -> "The caller must change the password first";
          case PASSWORD_EXPIRED ->
              "The password has expired: let the caller change it, or set a later end";
          case WRONG_TOKEN ->
              "No store accepts the token (gatepass.bearer-tokens), or its account is inactive";
          case TOO_MANY_ATTEMPTS ->
              "Too many attempts of this client or with this name have failed: if all people share one"
                  + " address, let the proxy send the header that gatepass.client-ip-header names";
          case TOO_MANY_CHECKS ->
              "Too many requests wait for a check of a password (gatepass.password-checks) or of one"
                  + " bearer token";
          case CROSS_SITE ->
              "A page of another origin sent the request. If the origin is yours, set"
                  + " gatepass.public-url or list it in gatepass.trusted-origins";
          case SESSION_ENDED ->
              "The login has ended: by a logout, a change of the account, or"
                  + " gatepass.session-max-age";
          case STORE_UNAVAILABLE -> "An identity store failed: the exception is in the log";
          case APPLICATION_FAILED ->
              "A bean of the application or a module's source of identity failed: the exception"
                  + " is in the log";
        });
  }

  private String withPrefix(String sentence) {
    return sentence.replace(DEFAULT_PREFIX, prefix + ".");
  }
}
