// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.Password;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.time.InstantSource;
import java.util.Optional;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Rejection;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.password.PasswordChangeCredential;
import org.gatepass.password.RejectedResult;
import org.gatepass.store.DatabasePasswordIdentityStoreDefinition;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.password.PasswordHashes;
import org.jspecify.annotations.Nullable;

/**
 * Validates the passwords of active accounts. {@link StoreExtension} adds this store for {@link
 * DatabasePasswordIdentityStoreDefinition}.
 */
public class DatabasePasswordIdentityStore implements IdentityStore {
  /** Hashes at the cost of the setting, which is read when the application starts. */
  private volatile @Nullable PasswordHashes hashes;

  /**
   * A costly hash that passwords of unknown callers are compared with, where old hashes are never
   * replaced.
   */
  private volatile @Nullable String decoy;

  /** Looked up once, since the look-up through CDI costs more than the rest. */
  private volatile @Nullable CallerDirectory callers;

  private final InstantSource clock;

  /** For the container. */
  public DatabasePasswordIdentityStore() {
    clock = InstantSource.system();
  }

  /** For use without a container. */
  DatabasePasswordIdentityStore(CallerDirectory callers, InstantSource clock) {
    this.clock = clock;
    this.callers = callers;
    this.hashes = new PasswordHashes();
  }

  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (credential instanceof UsernamePasswordCredential offered) {
      PasswordChangeCredential change =
          credential instanceof PasswordChangeCredential found ? found : null;
      if (change != null && change.isChanged()) {
        // Validated again for the same login: the stored password is the new one now.
        return offered(offered.getCaller(), change.getNewPassword().getValue(), null);
      }
      Password password = offered.getPassword();
      return offered(
          offered.getCaller(),
          password == null || password.getValue() == null ? new char[0] : password.getValue(),
          change);
    }
    if (credential instanceof RememberedCallerCredential remembered
        && (remembered.loggedInBy() == AuthenticatedBy.PASSWORD
            || remembered.loggedInBy() == AuthenticatedBy.TOKEN)) {
      return LoginElsewhere.is(remembered)
          ? LoginElsewhere.answer(callers()::find, remembered, false, clock)
          : remembered(remembered);
    }
    return CredentialValidationResult.NOT_VALIDATED_RESULT;
  }

  @Override
  public int priority() {
    return StoreExtension.ofThisApplication().databasePasswordPriority();
  }

  private CredentialValidationResult offered(
      @Nullable String callerName, char[] password, @Nullable PasswordChangeCredential change) {
    Optional<KnownCaller> known =
        callerName != null && isText(callerName) ? callers().ask(callerName) : Optional.empty();
    PasswordHashes hashes = hashes();
    @Nullable String hash = known.map(KnownCaller::passwordHash).orElse(null);
    // Verified before any other check, so that each kind of failure takes the same time.
    boolean right = hashes.verify(password, hash, decoy);
    boolean isReplaced = callers().replacesHashes() && hash != null && hashes.needsUpgrade(hash);
    if (hash != null && !isReplaced && !hashes.isAsNew(hash)) {
      learn(hashes, hash);
    }
    if (!right || hash == null || !known.get().active()) {
      return CredentialValidationResult.INVALID_RESULT;
    }
    KnownCaller caller = known.get();
    Optional<Rejection> ofTimes = caller.times().rejection(clock);
    if (ofTimes.isPresent()) {
      return new RejectedResult(ofTimes.get());
    }
    if (caller.isTemporaryPasswordExpired(clock)) {
      return new RejectedResult(Rejection.PASSWORD_EXPIRED);
    }
    if (change != null) {
      return callers().changesPasswords()
          ? changed(caller, change, hashes.hash(change.getNewPassword().getValue()))
          : new RejectedResult(Rejection.NO_SUCH_LOGIN);
    }
    if (caller.times().isPasswordExpired(clock)) {
      return new RejectedResult(Rejection.PASSWORD_EXPIRED);
    }
    if (caller.passwordChangeRequired()) {
      return new RejectedResult(Rejection.PASSWORD_CHANGE_REQUIRED);
    }
    if (isReplaced) {
      caller = callers().replaceHash(caller, hash, hashes.hash(password));
      if (!caller.active()) {
        return CredentialValidationResult.INVALID_RESULT;
      }
    }
    callers().noteLogin(caller);
    return caller.validResult(AuthenticatedBy.PASSWORD, DatabasePasswordIdentityStore.class);
  }

  /** Changes the password of a caller who has shown the present one. */
  private CredentialValidationResult changed(
      KnownCaller before, PasswordChangeCredential change, String newHash) {
    Optional<KnownCaller> changed;
    try {
      changed = callers().changePassword(before, newHash);
    } catch (RuntimeException failure) {
      changed = Optional.of(storedDespite(failure, before.name(), newHash));
    }
    if (changed.isEmpty()) {
      return CredentialValidationResult.INVALID_RESULT;
    }
    change.noteChange();
    callers().noteLogin(changed.get());
    return changed.get().validResult(AuthenticatedBy.PASSWORD, DatabasePasswordIdentityStore.class);
  }

  /**
   * The caller after a change whose commit has succeeded although its confirmation was lost. The
   * hash has a random salt, so no other change stores the same one.
   *
   * @throws RuntimeException the failure, if the change is not stored
   */
  private KnownCaller storedDespite(RuntimeException failure, String name, String newHash) {
    try {
      Optional<KnownCaller> stored =
          callers()
              .ask(name)
              .filter(KnownCaller::active)
              .filter(caller -> caller.times().rejection(clock).isEmpty())
              .filter(caller -> newHash.equals(caller.passwordHash()));
      if (stored.isPresent()) {
        return stored.get();
      }
    } catch (RuntimeException again) {
      failure.addSuppressed(again);
    }
    throw failure;
  }

  /** Whether a name is a text that databases accept as a parameter. */
  private static boolean isText(String name) {
    return name.codePoints()
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  /**
   * Keeps a decoy of the first costly hash that is never replaced. Without the decoy, the time of a
   * failed check would show whether a caller exists.
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
        // The cached account may be older than the login.
        .or(() -> admitted(directory.ask(remembered.callerName()), remembered))
        .map(
            caller ->
                caller.validResult(AuthenticatedBy.PASSWORD, DatabasePasswordIdentityStore.class))
        .orElse(CredentialValidationResult.INVALID_RESULT);
  }

  private Optional<KnownCaller> admitted(
      Optional<KnownCaller> known, RememberedCallerCredential remembered) {
    return known
        .filter(KnownCaller::active)
        .filter(KnownCaller::hasPassword)
        .filter(caller -> !caller.passwordChangeRequired())
        .filter(caller -> caller.times().rejection(clock).isEmpty())
        .filter(caller -> !caller.times().isPasswordExpired(clock))
        .filter(caller -> caller.isStill(remembered))
        .filter(caller -> remembered.stableId().filter(caller::isBoundToAnother).isEmpty());
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
