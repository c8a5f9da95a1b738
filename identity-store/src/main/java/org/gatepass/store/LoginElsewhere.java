// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.util.Optional;
import java.util.Set;
import org.gatepass.RememberedCallerCredential;

/**
 * A remembered login that a store of another kind has accepted, such as a directory. Our stores
 * can't validate it. A deactivated account of the same name ends it.
 */
final class LoginElsewhere {
  private static final Set<String> OURS =
      Set.of(
          ActiveUserIdentityStore.class.getName(), DatabasePasswordIdentityStore.class.getName());

  private LoginElsewhere() {}

  /** Whether another store has accepted a login. Where that is not known, it may be ours. */
  static boolean is(RememberedCallerCredential remembered) {
    return remembered.securityStamp().isEmpty()
        && remembered.identityStoreId().filter(store -> !OURS.contains(store)).isPresent();
  }

  /**
   * What our stores answer.
   *
   * @param known the account of the login's name
   * @param inactiveToo whether inactive callers may log in
   */
  static CredentialValidationResult answer(Optional<KnownCaller> known, boolean inactiveToo) {
    return inactiveToo || known.filter(caller -> !caller.active()).isEmpty()
        ? CredentialValidationResult.NOT_VALIDATED_RESULT
        : CredentialValidationResult.INVALID_RESULT;
  }
}
