// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.gatepass.RemoteUserCredential;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.freshness.RevisionClock.Reading;
import org.jspecify.annotations.Nullable;

/**
 * A directory that caches the callers that it has found. A caller is loaded after the revision was
 * read, and stays cached until a later reading lists a change of that caller. A loaded caller is as
 * fresh as a reading that began with the load. Unknown callers are not cached. Safe for use by many
 * threads.
 */
final class RememberingDirectory implements CallerDirectory, Forgetful {
  /** How often a caller is loaded for one request when each load takes the staleness or longer. */
  private static final int TRIES = 3;

  private final CallerDirectory callers;
  private final RevisionClock revisions;
  private final LongSupplier maxAgeNanos;
  private final LongSupplier nanoTime;
  private volatile RememberedStates states;

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
    this.states = new RememberedStates(nanoTime);
  }

  @Override
  public void forget(List<Change> changes) {
    RememberedStates known = states;
    changes.forEach(change -> known.forget(change.name()));
  }

  @Override
  public void forgetAll() {
    states = new RememberedStates(nanoTime);
  }

  @Override
  public Optional<KnownCaller> find(String name) {
    if (maxAgeNanos.getAsLong() == 0) {
      return callers.ask(name);
    }
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Reading reading = revisions.read();
      if (reading.revision() == null) {
        return callers.ask(name);
      }
      // After the reading: these states lie at its revision, or at a later one.
      RememberedStates current = states;
      KnownCaller known = current.find(name);
      if (known != null) {
        return Optional.of(known);
      }
      long sentAt = nanoTime.getAsLong();
      Optional<KnownCaller> loaded = revisions.load(() -> load(current, name));
      // Covers each commit before sentAt, whatever the age of the reading is by now.
      if (nanoTime.getAsLong() - sentAt < maxAgeNanos.getAsLong()) {
        return loaded;
      }
    }
    throw new PersistenceException("The caller was not read in time");
  }

  @Override
  public long cached() {
    return states.count();
  }

  private Optional<KnownCaller> load(RememberedStates current, String name) {
    RememberedStates.Load load = current.begin(name);
    @Nullable KnownCaller loaded = null;
    try {
      loaded = callers.ask(name).orElse(null);
      return Optional.ofNullable(loaded);
    } finally {
      current.end(load, loaded);
    }
  }

  /**
   * Reads the revision first, if it is too old: a node fires events about the changes that follow
   * its first reading, and it must not admit a caller before.
   *
   * @throws PersistenceException when the revision or the caller can't be read in time
   */
  @Override
  public Optional<KnownCaller> ask(String name) {
    if (maxAgeNanos.getAsLong() == 0) {
      return callers.ask(name);
    }
    return afterReading(() -> callers.ask(name));
  }

  /** Reads the revision first, as {@link #ask} does. */
  @Override
  public Optional<KnownCaller> askByStableId(String id, String assertedName) {
    if (maxAgeNanos.getAsLong() == 0) {
      return callers.askByStableId(id, assertedName);
    }
    return afterReading(() -> callers.askByStableId(id, assertedName));
  }

  private <T> T afterReading(Supplier<T> load) {
    revisions.read();
    return revisions.load(load);
  }

  @Override
  public Optional<KnownCaller> bind(KnownCaller caller, String id) {
    return callers.bind(caller, id);
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
      states.forget(caller.name());
    }
    return entered;
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
      states.forget(caller.name());
    }
    return replaced;
  }

  @Override
  public boolean changesPasswords() {
    return callers.changesPasswords();
  }

  @Override
  public Optional<KnownCaller> changePassword(KnownCaller caller, String newHash) {
    return callers.changePassword(caller, newHash);
  }
}
