// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Optional;
import org.gatepass.AccountOptions;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Refusal;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserCredential;
import org.gatepass.store.CallerDirectory.Creation;

/**
 * The primary store: active accounts that a believed proxy may name. {@link StoreExtension} adds it
 * for {@link ActiveUserIdentityStoreDefinition}.
 */
public class ActiveUserIdentityStore implements IdentityStore {
  /** For the container. */
  public ActiveUserIdentityStore() {}

  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (credential instanceof RemoteUserCredential header) {
      return named(header);
    }
    if (credential instanceof RememberedCallerCredential remembered
        && remembered.enteredBy() == AuthenticatedBy.HEADER) {
      return remembered(remembered);
    }
    return CredentialValidationResult.NOT_VALIDATED_RESULT;
  }

  @Override
  public int priority() {
    return StoreExtension.ofThisApplication().activeUserPriority();
  }

  private static CredentialValidationResult named(RemoteUserCredential header) {
    CallerDirectory callers = callers();
    Optional<KnownCaller> known = callers.find(header.callerName());
    Creation creation = Creation.NOT_CREATED;
    if (known.isEmpty() && options().createUnknownCallers()) {
      creation = callers.create(header);
      known = callers.find(header.callerName());
    }
    if (creation == Creation.NOT_CREATED && refusal(known).isEmpty()) {
      known = callers.enter(known.get(), header);
    }
    Optional<Refusal> refusal =
        creation == Creation.TOO_MANY ? Optional.of(Refusal.TOO_MANY_NEW_CALLERS) : refusal(known);
    if (refusal.isPresent()) {
      header.refuse(refusal.get());
      return CredentialValidationResult.INVALID_RESULT;
    }
    return known.get().letIn(AuthenticatedBy.HEADER);
  }

  private static Optional<Refusal> refusal(Optional<KnownCaller> known) {
    if (known.isEmpty()) {
      return Optional.of(Refusal.UNKNOWN_CALLER);
    }
    if (!known.get().active() && !options().allowInactiveCallers()) {
      return Optional.of(Refusal.INACTIVE_CALLER);
    }
    if (!known.get().loginByHeader()) {
      return Optional.of(Refusal.HEADER_LOGIN_NOT_ALLOWED);
    }
    return Optional.empty();
  }

  private static CredentialValidationResult remembered(RememberedCallerCredential remembered) {
    Optional<KnownCaller> known = callers().find(remembered.callerName());
    return known
        .filter(caller -> refusal(known).isEmpty())
        .filter(caller -> caller.isStill(remembered))
        .map(caller -> caller.letIn(AuthenticatedBy.SESSION))
        .orElse(CredentialValidationResult.INVALID_RESULT);
  }

  private static AccountOptions options() {
    return StoreExtension.ofThisApplication().accountOptions();
  }

  private static CallerDirectory callers() {
    return StoreExtension.ofThisApplication().directories().header().orElseThrow();
  }
}
