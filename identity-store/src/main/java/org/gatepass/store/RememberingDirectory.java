// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.persistence.PersistenceException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.gatepass.RemoteUserCredential;
import org.gatepass.store.RevisionClock.Reading;
import org.jspecify.annotations.Nullable;

/**
 * A directory that remembers the callers whom it has found. A state is remembered at the revision
 * that was read before it was loaded, and counts only while that revision is known to be the
 * current one: whatever is committed after the loading moves the revision on. The unknown are not
 * remembered. Safe for use by many threads.
 */
final class RememberingDirectory implements CallerDirectory {
  /** How often a state is loaded for one request, when each time the revision gets too old. */
  private static final int TRIES = 3;

  private final CallerDirectory callers;
  private final RevisionClock revisions;
  private final LongSupplier maxAgeNanos;
  private final LongSupplier nanoTime;
  private volatile @Nullable RememberedStates states;

  /**
   * Makes one that remembers nobody yet.
   *
   * @param callers where callers are found
   * @param revisions the revision of what is found there
   * @param maxAgeNanos how old what is remembered may be; 0 to remember nobody
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

  /** Those of a revision; taken before a state is loaded, so that it lands with its revision. */
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
      // A login was noted, which moves no revision: it would be noted again and again.
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
      // The session that begins now has the new stamp, whenever the revision moves.
      states = null;
    }
    return replaced;
  }
}
