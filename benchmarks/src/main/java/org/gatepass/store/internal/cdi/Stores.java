// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatepass.AccountOptions;
import org.gatepass.RemoteUserCredential;
import org.gatepass.internal.store.NamedStore;
import org.gatepass.internal.store.PrioritizedStores;
import org.gatepass.internal.store.RememberedGroups;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.LoginTimes;
import org.gatepass.store.internal.freshness.Freshness;

/** Creates the active-user store over a database that answers at once, for measurements. */
public final class Stores {
  private static final Duration STALENESS = Duration.ofSeconds(1);

  private Stores() {}

  /**
   * Creates a store that caches the accounts of its callers.
   *
   * @param groups the groups of each caller
   * @return the handler that calls the store in an application
   */
  public static IdentityStoreHandler remembering(Set<String> groups) {
    Freshness freshness = new Freshness(STALENESS::toNanos, System::nanoTime);
    IdentityStore store =
        new ActiveUserIdentityStore(
            freshness.remembering(new Everybody(groups), freshness.clock(() -> 1L)),
            new AccountOptions(
                false, 1, false, STALENESS, AccountOptions.DEFAULT_PASSWORD_COST, Set.of()),
            InstantSource.system());
    return new PrioritizedStores(
        List.of(new NamedStore(store.getClass().getName(), true, store, false, false)),
        new RememberedGroups(STALENESS, System::nanoTime));
  }

  /** A database in which each caller is active, in the same groups, and has just logged in. */
  private record Everybody(Set<String> groups) implements CallerDirectory {
    @Override
    public Optional<KnownCaller> ask(String name) {
      return Optional.of(
          new KnownCaller(
              name,
              true,
              true,
              false,
              null,
              false,
              groups,
              name + "@example.org",
              "Person " + name,
              null,
              "01234567-89ab-cdef-0123-456789abcdef",
              Instant.now(),
              LoginTimes.UNLIMITED));
    }

    @Override
    public Creation create(RemoteUserCredential header) {
      return Creation.NOT_CREATED;
    }

    @Override
    public Optional<KnownCaller> enter(KnownCaller caller, RemoteUserCredential header) {
      return Optional.of(caller);
    }

    @Override
    public void noteLogin(KnownCaller caller) {}

    @Override
    public boolean replacesHashes() {
      return false;
    }

    @Override
    public KnownCaller replaceHash(KnownCaller caller, String oldHash, String newHash) {
      return caller;
    }

    @Override
    public boolean changesPasswords() {
      return false;
    }

    @Override
    public Optional<KnownCaller> changePassword(KnownCaller caller, String newHash) {
      return Optional.empty();
    }
  }
}
