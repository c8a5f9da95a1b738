// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.Password;
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
  /** At the cost of the setting, which is known from the start of the application on. */
  private volatile @Nullable PasswordHashes hashes;

  /** What the unknown are compared with, too, where hashes stay that are not as new ones. */
  private volatile @Nullable String decoy;

  /** Looked up once: the way through CDI costs more than the rest. */
  private volatile @Nullable CallerDirectory callers;

  /** For the container. */
  public DatabasePasswordIdentityStore() {}

  /** For use without a container. */
  DatabasePasswordIdentityStore(CallerDirectory callers) {
    this.callers = callers;
    this.hashes = new PasswordHashes();
  }

  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (credential instanceof UsernamePasswordCredential offered) {
      Password password = offered.getPassword();
      return offered(
          offered.getCaller(),
          password == null || password.getValue() == null ? new char[0] : password.getValue());
    }
    if (credential instanceof RememberedCallerCredential remembered
        && remembered.enteredBy() == AuthenticatedBy.PASSWORD) {
      return LoginElsewhere.is(remembered)
          ? LoginElsewhere.answer(callers()::find, remembered, false)
          : remembered(remembered);
    }
    return CredentialValidationResult.NOT_VALIDATED_RESULT;
  }

  @Override
  public int priority() {
    return StoreExtension.ofThisApplication().databasePasswordPriority();
  }

  private CredentialValidationResult offered(@Nullable String callerName, char[] password) {
    Optional<KnownCaller> known =
        callerName != null && isText(callerName) ? callers().ask(callerName) : Optional.empty();
    PasswordHashes hashes = hashes();
    @Nullable String hash = known.map(KnownCaller::passwordHash).orElse(null);
    // Verified before anything else is looked at, so that each kind of failure costs the same.
    boolean right = hashes.verify(password, hash, decoy);
    boolean isReplaced = callers().replacesHashes() && hash != null && hashes.needsUpgrade(hash);
    if (hash != null && !isReplaced && !hashes.isAsNew(hash)) {
      learn(hashes, hash);
    }
    if (!right || hash == null || !known.get().active()) {
      return CredentialValidationResult.INVALID_RESULT;
    }
    KnownCaller caller = known.get();
    if (isReplaced) {
      caller = callers().replaceHash(caller, hash, hashes.hash(password));
      if (!caller.active()) {
        return CredentialValidationResult.INVALID_RESULT;
      }
    }
    callers().noteLogin(caller);
    return caller.letIn(AuthenticatedBy.PASSWORD, DatabasePasswordIdentityStore.class);
  }

  /** Whether a name can be one: databases fail at some of what nobody is called. */
  private static boolean isText(String name) {
    return name.codePoints()
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  /**
   * Hashes that stay in a costly format would tell the known from the unknown by the time they
   * take: from the first one on, the unknown are compared with one of the same format.
   */
  private void learn(PasswordHashes hashes, String hash) {
    if (decoy == null) {
      decoy = hashes.decoyLike(hash);
    }
  }

  private PasswordHashes hashes() {
    PasswordHashes known = hashes;
    if (known == null) {
      known =
          new PasswordHashes(StoreExtension.ofThisApplication().accountOptions().passwordCost());
      hashes = known;
    }
    return known;
  }

  private CredentialValidationResult remembered(RememberedCallerCredential remembered) {
    CallerDirectory directory = callers();
    return admitted(directory.find(remembered.callerName()), remembered)
        // What is remembered of the account may be older than the login.
        .or(() -> admitted(directory.ask(remembered.callerName()), remembered))
        .map(caller -> caller.letIn(AuthenticatedBy.PASSWORD, DatabasePasswordIdentityStore.class))
        .orElse(CredentialValidationResult.INVALID_RESULT);
  }

  private static Optional<KnownCaller> admitted(
      Optional<KnownCaller> known, RememberedCallerCredential remembered) {
    return known
        .filter(KnownCaller::active)
        .filter(KnownCaller::hasPassword)
        .filter(caller -> caller.isStill(remembered));
  }

  private CallerDirectory callers() {
    CallerDirectory known = callers;
    if (known == null) {
      known = StoreExtension.ofThisApplication().directories().password().orElseThrow();
      callers = known;
    }
    return known;
  }
}
