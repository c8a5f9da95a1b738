// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.store.internal.caller.KnownCaller;

/**
 * A login that another store than Gatepass's accepted: a remembered login, such as one of a
 * directory, or a bearer token. Gatepass's stores can't validate it, but a deactivated, locked or
 * expired account of the same name ends it.
 */
final class LoginElsewhere {
  private static final Set<String> OURS =
      Set.of(
          ActiveUserIdentityStore.class.getName(), DatabasePasswordIdentityStore.class.getName());

  private LoginElsewhere() {}

  /**
   * Whether another store accepted a login. A login without a recorded store may be one of ours.
   */
  static boolean is(RememberedCallerCredential remembered) {
    return remembered.securityStamp().isEmpty()
        && remembered.identityStoreId().filter(store -> !OURS.contains(store)).isPresent();
  }

  /**
   * The result of our stores for such a login.
   *
   * @param accounts finds the account of a name
   * @param remembered the login
   * @param inactiveToo whether inactive callers may log in
   * @param clock the time of the decision
   */
  static CredentialValidationResult answer(
      Function<String, Optional<KnownCaller>> accounts,
      RememberedCallerCredential remembered,
      boolean inactiveToo,
      InstantSource clock) {
    return names(remembered)
            .flatMap(name -> accounts.apply(name).stream())
            .anyMatch(
                known ->
                    (!inactiveToo && !known.active()) || known.times().rejection(clock).isPresent())
        ? CredentialValidationResult.INVALID_RESULT
        : CredentialValidationResult.NOT_VALIDATED_RESULT;
  }

  /**
   * The names that the login's account may have. A directory ignores the case of a name that was
   * typed with a password, and most servers' stores return the name as it was typed.
   */
  private static Stream<String> names(RememberedCallerCredential remembered) {
    String name = remembered.callerName();
    return remembered.loggedInBy() == AuthenticatedBy.PASSWORD
        ? Stream.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT)).distinct()
        : Stream.of(name);
  }
}
