// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.time.InstantSource;
import java.util.Optional;
import org.gatepass.AccountOptions;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Rejection;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserCredential;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.CallerDirectory.Creation;
import org.gatepass.store.internal.caller.KnownCaller;
import org.jspecify.annotations.Nullable;

/**
 * Validates callers named by a trusted proxy, if their accounts are active and allow header login.
 * {@link StoreExtension} adds this store for {@link ActiveUserIdentityStoreDefinition}.
 */
public class ActiveUserIdentityStore implements IdentityStore {
  /** Looked up once, since the look-up through CDI costs more than the rest. */
  private volatile @Nullable CallerDirectory callers;

  private volatile @Nullable AccountOptions options;

  private final InstantSource clock;

  /** For the container. */
  public ActiveUserIdentityStore() {
    clock = InstantSource.system();
  }

  /** For use without a container. */
  ActiveUserIdentityStore(CallerDirectory callers, AccountOptions options, InstantSource clock) {
    this.callers = callers;
    this.options = options;
    this.clock = clock;
  }

  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (credential instanceof RemoteUserCredential header) {
      return named(header);
    }
    if (credential instanceof RememberedCallerCredential remembered) {
      boolean byHeader = remembered.loggedInBy() == AuthenticatedBy.HEADER;
      if (LoginElsewhere.is(remembered)) {
        return LoginElsewhere.answer(
            callers()::find, remembered, byHeader && options().allowInactiveCallers(), clock);
      }
      if (byHeader) {
        return remembered(remembered);
      }
    }
    return CredentialValidationResult.NOT_VALIDATED_RESULT;
  }

  @Override
  public int priority() {
    return StoreExtension.ofThisApplication().activeUserPriority();
  }

  private CredentialValidationResult named(RemoteUserCredential header) {
    CallerDirectory directory = callers();
    Optional<KnownCaller> known = find(directory, header);
    Creation creation = Creation.NOT_CREATED;
    if (known.isEmpty() && options().createUnknownCallers()) {
      creation = directory.create(header);
      known = find(directory, header);
    }
    known = bound(directory, known, header);
    if (creation == Creation.NOT_CREATED && rejection(known, header).isEmpty()) {
      known = directory.enter(known.get(), header);
    }
    Optional<Rejection> rejection =
        creation == Creation.TOO_MANY
            ? Optional.of(Rejection.TOO_MANY_NEW_CALLERS)
            : rejection(known, header);
    if (rejection.isPresent()) {
      header.reject(rejection.get());
      return CredentialValidationResult.INVALID_RESULT;
    }
    return known.get().validResult(AuthenticatedBy.HEADER, ActiveUserIdentityStore.class);
  }

  /**
   * Finds the account of the asserted name. If no account has the name, finds the account that is
   * bound to the asserted id: its person now has another name at the proxy. If an account has the
   * name, the id selects no other account.
   */
  private static Optional<KnownCaller> find(
      CallerDirectory directory, RemoteUserCredential header) {
    Optional<KnownCaller> named = directory.find(header.callerName());
    Optional<String> id = header.stableId();
    return named.isEmpty() && id.isPresent()
        ? directory.askByStableId(id.get(), header.callerName())
        : named;
  }

  /** Binds an unbound account that allows the login. */
  private Optional<KnownCaller> bound(
      CallerDirectory directory, Optional<KnownCaller> known, RemoteUserCredential header) {
    Optional<String> id = header.stableId();
    return id.isPresent() && rejection(known).isEmpty() && known.get().stableId() == null
        ? directory.bind(known.get(), id.get())
        : known;
  }

  private Optional<Rejection> rejection(Optional<KnownCaller> known, RemoteUserCredential header) {
    Optional<Rejection> rejection = rejection(known);
    Optional<String> id = header.stableId();
    return rejection.isEmpty() && id.isPresent() && !id.get().equals(known.get().stableId())
        ? Optional.of(Rejection.WRONG_ID)
        : rejection;
  }

  private Optional<Rejection> rejection(Optional<KnownCaller> known) {
    if (known.isEmpty()) {
      return Optional.of(Rejection.UNKNOWN_CALLER);
    }
    if (!known.get().active() && !options().allowInactiveCallers()) {
      return Optional.of(Rejection.INACTIVE_CALLER);
    }
    Optional<Rejection> ofTimes = known.get().times().rejection(clock);
    if (ofTimes.isPresent()) {
      return ofTimes;
    }
    if (!known.get().loginByHeader()) {
      return Optional.of(Rejection.HEADER_LOGIN_NOT_ALLOWED);
    }
    return Optional.empty();
  }

  private CredentialValidationResult remembered(RememberedCallerCredential remembered) {
    CallerDirectory directory = callers();
    return admitted(directory.find(remembered.callerName()), remembered)
        // The cached account may be older than the login.
        .or(() -> admitted(directory.ask(remembered.callerName()), remembered))
        .map(caller -> caller.validResult(AuthenticatedBy.SESSION, ActiveUserIdentityStore.class))
        .orElse(CredentialValidationResult.INVALID_RESULT);
  }

  private Optional<KnownCaller> admitted(
      Optional<KnownCaller> known, RememberedCallerCredential remembered) {
    return known
        .filter(caller -> rejection(known).isEmpty())
        .filter(caller -> caller.isStill(remembered))
        .filter(caller -> remembered.stableId().filter(caller::isBoundToAnother).isEmpty());
  }

  private AccountOptions options() {
    AccountOptions known = options;
    if (known == null) {
      known = StoreExtension.ofThisApplication().accountOptions();
      options = known;
    }
    return known;
  }

  private CallerDirectory callers() {
    CallerDirectory known = callers;
    if (known == null) {
      known = StoreExtension.ofThisApplication().directories().header().orElseThrow();
      callers = known;
    }
    return known;
  }
}
