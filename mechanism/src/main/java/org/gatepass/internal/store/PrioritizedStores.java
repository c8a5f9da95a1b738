// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

import static jakarta.security.enterprise.identitystore.CredentialValidationResult.INVALID_RESULT;
import static jakarta.security.enterprise.identitystore.CredentialValidationResult.NOT_VALIDATED_RESULT;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.security.enterprise.identitystore.IdentityStore.ValidationType;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gatepass.BearerTokenCredential;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserCredential;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.password.RejectedResult;
import org.gatepass.spi.SharedGroupsResult;

/**
 * The identity store handler in place of the server's, with the algorithm of Jakarta Security 3.0:
 * it calls the stores that validate, in the order of their priorities, until one accepts the
 * credential, then those that only provide groups. {@link HeaderIdentityStore} is the last, and is
 * not called after another store has rejected the credential. The results of stores that only
 * provide groups are cached. A result contains the name of the store that has accepted the
 * credential, or the first reason of a store that has rejected it. Safe for use by many threads.
 */
public final class PrioritizedStores implements IdentityStoreHandler {
  private static final Logger LOG = System.getLogger(PrioritizedStores.class.getName());
  private static final String PROVIDING_GROUPS = "";

  private final List<NamedStore> validating;
  private final List<IdentityStore> providingGroups;
  private final RememberedGroups groups;
  private final Set<String> warnedOf = ConcurrentHashMap.newKeySet();

  public PrioritizedStores(Collection<NamedStore> stores, RememberedGroups groups) {
    List<NamedStore> byPriority =
        stores.stream()
            .sorted(
                Comparator.comparing(NamedStore::isHeaderStore)
                    .thenComparingInt(named -> named.store().priority()))
            .toList();
    this.validating = byPriority.stream().filter(named -> validates(named.store())).toList();
    this.providingGroups =
        byPriority.stream()
            .map(NamedStore::store)
            .filter(store -> providesGroups(store) && !validates(store))
            .toList();
    this.groups = groups;
  }

  private static boolean validates(IdentityStore store) {
    return store.validationTypes().contains(ValidationType.VALIDATE);
  }

  private static boolean providesGroups(IdentityStore store) {
    return store.validationTypes().contains(ValidationType.PROVIDE_GROUPS);
  }

  @Override
  public CredentialValidationResult validate(Credential credential) {
    return validate(credential, validating);
  }

  /** Validates a login by all stores but the one that accepted it. */
  CredentialValidationResult validateElsewhere(RememberedCallerCredential remembered) {
    String acceptedBy = remembered.identityStoreId().orElse(null);
    return validate(
        remembered, validating.stream().filter(named -> !named.name().equals(acceptedBy)).toList());
  }

  private CredentialValidationResult validate(Credential credential, List<NamedStore> stores) {
    CredentialValidationResult rejection = NOT_VALIDATED_RESULT;
    boolean isOurs =
        credential instanceof RemoteUserCredential
            || credential instanceof RememberedCallerCredential
            || credential instanceof BearerTokenCredential;
    for (NamedStore named : stores) {
      if ((isOurs && named.isServers())
          || (rejection != NOT_VALIDATED_RESULT && named.isHeaderStore())) {
        continue;
      }
      // Only the groups of a password login are cached here.
      long calledAt = credential instanceof UsernamePasswordCredential ? groups.now() : 0;
      CredentialValidationResult result = named.store().validate(credential);
      if (result.getStatus() == Status.VALID) {
        return accepted(named, result, credential, calledAt);
      }
      if (result.getStatus() == Status.INVALID && !(rejection instanceof RejectedResult)) {
        rejection = result instanceof RejectedResult ? result : INVALID_RESULT;
      }
    }
    return rejection;
  }

  private CredentialValidationResult accepted(
      NamedStore named, CredentialValidationResult result, Credential credential, long calledAt) {
    Set<String> own = providesGroups(named.store()) ? result.getCallerGroups() : Set.of();
    if (credential instanceof UsernamePasswordCredential
        && !(result.getCallerPrincipal() instanceof RemoteUserPrincipal)) {
      groups.put(ownKey(named, result.getCallerPrincipal().getName()), own, calledAt);
    }
    return withGroups(named, result, own);
  }

  private CredentialValidationResult withGroups(
      NamedStore named, CredentialValidationResult result, Set<String> own) {
    CredentialValidationResult accepted = ofStore(named, result, own);
    if (providingGroups.isEmpty()) {
      return accepted;
    }
    Set<String> all = new HashSet<>(own);
    all.addAll(
        groups.get(
            new RememberedGroups.Key(
                PROVIDING_GROUPS,
                named.name(),
                result.getCallerPrincipal().getName(),
                result.getCallerPrincipal() instanceof RemoteUserPrincipal caller
                    ? caller.authenticatedBy()
                    : null,
                result.getCallerDn(),
                result.getCallerUniqueId(),
                own),
            () -> providedGroups(accepted)));
    return new CredentialValidationResult(
        named.name(),
        result.getCallerPrincipal(),
        result.getCallerDn(),
        result.getCallerUniqueId(),
        all);
  }

  /** The result with the name of the store, and with some groups: its own or none. */
  private static CredentialValidationResult ofStore(
      NamedStore named, CredentialValidationResult result, Set<String> own) {
    boolean fixed = SharedGroupsResult.isFixed(result);
    if (fixed
        && own == result.getCallerGroups()
        && named.name().equals(result.getIdentityStoreId())) {
      return result;
    }
    return fixed
        ? new SharedGroupsResult(
            named.name(),
            result.getCallerPrincipal(),
            result.getCallerDn(),
            result.getCallerUniqueId(),
            own)
        : new CredentialValidationResult(
            named.name(),
            result.getCallerPrincipal(),
            result.getCallerDn(),
            result.getCallerUniqueId(),
            own);
  }

  private Set<String> providedGroups(CredentialValidationResult accepted) {
    Set<String> all = new HashSet<>();
    for (IdentityStore store : providingGroups) {
      all.addAll(store.getCallerGroups(accepted));
    }
    return all;
  }

  private static RememberedGroups.Key ownKey(NamedStore named, String callerName) {
    return new RememberedGroups.Key(
        named.name(), named.name(), callerName, null, null, null, Set.of());
  }

  /**
   * Continues a remembered login that no store validates, if the application still has the store
   * that accepted it: a server's stores validate passwords only. Logins with a security stamp are
   * excluded.
   *
   * @return the caller with the current groups, or {@code NOT_VALIDATED}
   */
  CredentialValidationResult keep(RememberedCallerCredential remembered) {
    Optional<NamedStore> acceptedBy =
        remembered.securityStamp().isPresent()
            ? Optional.empty()
            : remembered.identityStoreId().flatMap(this::named).filter(this::canContinue);
    return acceptedBy
        .map(named -> kept(named, remembered.callerName()))
        .orElse(NOT_VALIDATED_RESULT);
  }

  private CredentialValidationResult kept(NamedStore named, String callerName) {
    CredentialValidationResult caller = new CredentialValidationResult(callerName);
    Set<String> own =
        providesGroups(named.store())
            ? groups.get(ownKey(named, callerName), () -> named.store().getCallerGroups(caller))
            : Set.of();
    return withGroups(named, caller, own);
  }

  private Optional<NamedStore> named(String name) {
    return validating.stream().filter(named -> named.name().equals(name)).findFirst();
  }

  private boolean canContinue(NamedStore named) {
    String reason = null;
    if (!named.isUnique()) {
      reason =
          "other stores have its class and its priority, so that a session can't record which one"
              + " accepted the login. Give each a priority of its own";
    } else if (!named.readsGroups() && providesGroups(named.store())) {
      reason =
          "it neither validates a RememberedCallerCredential nor overrides getCallerGroups(). Do"
              + " either, or leave PROVIDE_GROUPS out of validationTypes()";
    }
    if (reason != null && warnedOf.add(named.name())) {
      LOG.log(
          Level.WARNING,
          "Logins that {0} accepts end with the next request: {1}",
          named.name(),
          reason);
    }
    return reason == null;
  }
}
