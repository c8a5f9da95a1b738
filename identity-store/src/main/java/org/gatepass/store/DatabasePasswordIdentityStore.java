// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Optional;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.store.password.PasswordHashes;
import org.jspecify.annotations.Nullable;

/**
 * The fallback store: active accounts that have a password. {@link StoreExtension} adds it for
 * {@link DatabasePasswordIdentityStoreDefinition}.
 */
public class DatabasePasswordIdentityStore implements IdentityStore {
  private final PasswordHashes hashes = new PasswordHashes();

  /** For the container. */
  public DatabasePasswordIdentityStore() {}

  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (credential instanceof UsernamePasswordCredential offered) {
      return offered(offered.getCaller(), offered.getPassword().getValue());
    }
    if (credential instanceof RememberedCallerCredential remembered
        && remembered.enteredBy() == AuthenticatedBy.PASSWORD) {
      return remembered(remembered);
    }
    return CredentialValidationResult.NOT_VALIDATED_RESULT;
  }

  @Override
  public int priority() {
    return StoreExtension.ofThisApplication().databasePasswordPriority();
  }

  private CredentialValidationResult offered(String callerName, char[] password) {
    AccountPersistence accounts = AccountPersistence.ofThisApplication();
    Optional<UserAccount> known = accounts.find(callerName);
    @Nullable String hash = known.map(UserAccount::passwordHash).orElse(null);
    // Verified before anything else is looked at, so that each kind of failure costs the same.
    boolean right = hashes.verify(password, hash);
    if (!right || hash == null || !known.get().isActive()) {
      return CredentialValidationResult.INVALID_RESULT;
    }
    UserAccount account = known.get();
    if (hashes.needsUpgrade(hash)) {
      accounts.replaceHash(account, hash, hashes.hash(password));
    }
    accounts.noteLogin(account);
    return ValidCaller.of(account, AuthenticatedBy.PASSWORD);
  }

  private static CredentialValidationResult remembered(RememberedCallerCredential remembered) {
    return AccountPersistence.ofThisApplication()
        .find(remembered.callerName())
        .filter(UserAccount::isLocal)
        .filter(account -> ValidCaller.isStill(account, remembered))
        .map(account -> ValidCaller.of(account, AuthenticatedBy.PASSWORD))
        .orElse(CredentialValidationResult.INVALID_RESULT);
  }
}
