// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Optional;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Refusal;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserCredential;

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
    AccountPersistence accounts = AccountPersistence.ofThisApplication();
    Optional<UserAccount> known = accounts.find(header.callerName());
    if (known.isEmpty()) {
      header.refuse(Refusal.UNKNOWN_CALLER);
      return CredentialValidationResult.INVALID_RESULT;
    }
    UserAccount account = known.get();
    if (!account.isActive()) {
      header.refuse(Refusal.INACTIVE_CALLER);
      return CredentialValidationResult.INVALID_RESULT;
    }
    if (!account.isLoginByHeader()) {
      header.refuse(Refusal.HEADER_LOGIN_NOT_ALLOWED);
      return CredentialValidationResult.INVALID_RESULT;
    }
    accounts.noteLogin(account);
    return ValidCaller.of(account, AuthenticatedBy.HEADER);
  }

  private static CredentialValidationResult remembered(RememberedCallerCredential remembered) {
    return AccountPersistence.ofThisApplication()
        .find(remembered.callerName())
        .filter(UserAccount::isLoginByHeader)
        .filter(account -> ValidCaller.isStill(account, remembered))
        .map(account -> ValidCaller.of(account, AuthenticatedBy.SESSION))
        .orElse(CredentialValidationResult.INVALID_RESULT);
  }
}
