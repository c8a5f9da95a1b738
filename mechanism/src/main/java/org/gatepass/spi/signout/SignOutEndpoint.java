// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi.signout;

/**
 * The endpoint at which the issuer of a source's identities reports that it has ended sessions, by
 * OpenID Connect Back-Channel Logout 1.0. Gatepass serves the path and ends the logins. The
 * endpoint verifies the logout token, which is the only proof that the issuer sent it: requests
 * need neither a caller nor evidence of a proxy. Implementations are safe for use by many threads.
 */
public interface SignOutEndpoint {
  /**
   * The path of the endpoint.
   *
   * @return the path below the context root, beginning with a slash, compared whole
   */
  String path();

  /**
   * Verifies a logout token, and accepts each token once.
   *
   * @param logoutToken the token: an untrusted text of at most 16 KiB
   * @return the session that the issuer has ended, the rule that the token breaks, or that no key
   *     is available to verify it
   */
  SignOut verify(String logoutToken);
}
