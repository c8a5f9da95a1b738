// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import jakarta.persistence.PersistenceException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.gatepass.RemoteUserCredential;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.freshness.RevisionClock.Reading;
import org.jspecify.annotations.Nullable;

/**
 * A directory that caches the callers that it has found. Each caller is cached at the revision that
 * was read before the caller was loaded, and is valid only while that revision is the current one:
 * every later commit raises the revision. Unknown callers are not cached. Safe for use by many
 * threads.
 */
final class RememberingDirectory implements CallerDirectory {
  /** How often a caller is loaded for one request when the revision expires each time. */
  private static final int TRIES = 3;

  private final CallerDirectory callers;
  private final RevisionClock revisions;
  private final LongSupplier maxAgeNanos;
  private final LongSupplier nanoTime;
  private volatile @Nullable RememberedStates states;

  /**
   * Makes a directory with an empty cache.
   *
   * @param callers the directory whose callers are cached
   * @param revisions the revision of that directory's callers
   * @param maxAgeNanos the maximum age of cached callers in nanoseconds; 0 for no cache
   * @param nanoTime a monotonic clock in nanoseconds
   */
  RememberingDirectory(
      CallerDirectory callers,
      RevisionClock revisions,
      LongSupplier maxAgeNanos,
      LongSupplier nanoTime) {
    this.callers = callers;
    this.revisions = revisions;
    this.maxAgeNanos = maxAgeNanos;
    this.nanoTime = nanoTime;
  }

  @Override
  public Optional<KnownCaller> find(String name) {
    if (maxAgeNanos.getAsLong() == 0) {
      return ask(name);
    }
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Reading reading = revisions.read();
      if (reading.revision() == null) {
        return ask(name);
      }
      RememberedStates current = statesOf(reading.revision());
      KnownCaller known = current.find(name);
      if (known != null) {
        return Optional.of(known);
      }
      Optional<KnownCaller> loaded = ask(name);
      loaded.ifPresent(current::put);
      if (revisions.isFresh(reading)) {
        return loaded;
      }
    }
    throw new PersistenceException("The caller was not read in time");
  }

  /**
   * The cache of a revision; taken before a caller is loaded, so that the caller is cached at this
   * revision.
   */
  private RememberedStates statesOf(Object revision) {
    RememberedStates known = states;
    if (known == null || !known.areOf(revision)) {
      known = new RememberedStates(revision, nanoTime);
      states = known;
    }
    return known;
  }

  @Override
  public Optional<KnownCaller> ask(String name) {
    return callers.ask(name);
  }

  @Override
  public Creation create(RemoteUserCredential header) {
    return callers.create(header);
  }

  @Override
  public Optional<KnownCaller> enter(KnownCaller caller, RemoteUserCredential header) {
    Optional<KnownCaller> entered = callers.enter(caller, header);
    if (!entered.equals(Optional.of(caller))) {
      // A stored login does not raise the revision; the cached time would make each request store
      // it again.
      forget(caller.name());
    }
    return entered;
  }

  private void forget(String name) {
    RememberedStates known = states;
    if (known != null) {
      known.forget(name);
    }
  }

  @Override
  public void noteLogin(KnownCaller caller) {
    callers.noteLogin(caller);
  }

  @Override
  public boolean replacesHashes() {
    return callers.replacesHashes();
  }

  @Override
  public KnownCaller replaceHash(KnownCaller caller, String oldHash, String newHash) {
    KnownCaller replaced = callers.replaceHash(caller, oldHash, newHash);
    if (!replaced.hasStampOf(caller)) {
      // The session that begins now needs the new stamp, even before the revision is raised.
      states = null;
    }
    return replaced;
  }
}
