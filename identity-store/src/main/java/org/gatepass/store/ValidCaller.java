// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserPrincipal;

/** What both stores answer for an account that gets in. */
final class ValidCaller {
  private ValidCaller() {}

  static CredentialValidationResult of(UserAccount account, AuthenticatedBy way) {
    RemoteUserPrincipal principal =
        new RemoteUserPrincipal(
            account.getName(),
            way,
            account.getGroups(),
            account.getEmail(),
            account.getDisplayName(),
            account.securityStamp());
    return new CredentialValidationResult(principal, account.getGroups());
  }

  /** Whether a remembered login still holds: active, and nothing has ended it since. */
  static boolean isStill(UserAccount account, RememberedCallerCredential remembered) {
    return account.isActive()
        && remembered.securityStamp().filter(account.securityStamp()::equals).isPresent();
  }
}
