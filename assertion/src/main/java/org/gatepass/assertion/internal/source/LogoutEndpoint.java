// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.source;

import org.gatepass.assertion.internal.LogoutTokens;
import org.gatepass.spi.signout.IssuerSession;
import org.gatepass.spi.signout.SignOut;
import org.gatepass.spi.signout.SignOutEndpoint;

/**
 * The endpoint of OpenID Connect Back-Channel Logout.
 *
 * @param path the path below the context root
 * @param tokens the verifier of logout tokens
 */
record LogoutEndpoint(String path, LogoutTokens tokens) implements SignOutEndpoint {
  @Override
  public SignOut verify(String logoutToken) {
    LogoutTokens.Result result = tokens.verify(logoutToken);
    if (result instanceof LogoutTokens.Result.Accepted accepted) {
      return new SignOut.Verified(
          new IssuerSession(accepted.issuer(), accepted.subject(), accepted.sessionId()),
          accepted.issuedAt());
    }
    return result instanceof LogoutTokens.Result.Unavailable unavailable
        ? new SignOut.Unavailable(unavailable.retryAfter())
        : new SignOut.Rejected(((LogoutTokens.Result.Rejected) result).rule());
  }
}
