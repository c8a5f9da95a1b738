// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys at one address. The thread of a request that needs them fetches them, one at a time;
 * other requests use the known keys meanwhile. Nothing runs between requests.
 *
 * <p>Keys are used for the lifetime that the answer states, and for a configured time more while
 * the address does not answer; then there are none. An unknown key id causes a fetch within a
 * {@link FetchBudget}. After a failure no fetch starts for ten seconds.
 */
final class FetchedKeys implements KeySet {
  private static final System.Logger LOGGER = System.getLogger(FetchedKeys.class.getName());
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);
  private static final Duration RETRY_DURING_FETCH = Duration.ofSeconds(1);
  private static final int MAX_MISSING = 100;
  private static final int MAX_ID_LENGTH = 200;
  private static final String NO_ID = "";

  private final URI address;
  private final KeyAnswer.Reader reader;
  private final Duration kept;
  private final LongSupplier nanoTime;
  private final FetchBudget budget;
  private final AtomicReference<@Nullable KeyRequest> running = new AtomicReference<>();
  private final Set<String> missing = ConcurrentHashMap.newKeySet();
  private volatile @Nullable KeySnapshot snapshot;
  private volatile @Nullable Long failedAt;

  FetchedKeys(
      URI address,
      KeyAnswer.Reader reader,
      Duration kept,
      LongSupplier nanoTime,
      FetchBudget budget) {
    this.address = address;
    this.reader = reader;
    this.kept = kept;
    this.nanoTime = nanoTime;
    this.budget = budget;
  }

  @Override
  public KeyLookup find(@Nullable String keyId, SignatureAlgorithm algorithm) {
    KeySnapshot before = snapshot;
    KeySnapshot current = current(nanoTime.getAsLong());
    if (current == null) {
      return unavailable();
    }
    KeyLookup known = current.select(keyId, algorithm);
    if (known instanceof KeyLookup.Found) {
      return known;
    }
    if (current != before) {
      rememberMissing(keyId);
      return known;
    }
    return findIn(current, keyId, algorithm);
  }

  @Override
  public KeyLookup findNewer(@Nullable String keyId, SignatureAlgorithm algorithm) {
    KeySnapshot current = snapshot;
    return current == null ? unavailable() : findIn(current, keyId, algorithm);
  }

  @Override
  public @Nullable KeyLookup notHeld(VerificationKey key) {
    KeySnapshot current = current(nanoTime.getAsLong());
    if (current == null) {
      return unavailable();
    }
    return current.holds(key) ? null : new KeyLookup.Unknown();
  }

  @Override
  public OptionalLong ageNanos() {
    KeySnapshot current = snapshot;
    return current == null
        ? OptionalLong.empty()
        : OptionalLong.of(current.ageNanos(nanoTime.getAsLong()));
  }

  /** Searches in an answer that is newer than one that was of no use. */
  private KeyLookup findIn(
      KeySnapshot useless, @Nullable String keyId, SignatureAlgorithm algorithm) {
    KeyRequest request = begin();
    if (request == null) {
      return new KeyLookup.Unavailable(RETRY_DURING_FETCH);
    }
    KeySnapshot newer = snapshot;
    if (newer == useless && budget.take(nanoTime.getAsLong())) {
      newer = fetch(request);
      if (newer == null) {
        return unavailable();
      }
      KeyLookup found = newer.select(keyId, algorithm);
      if (found instanceof KeyLookup.Unknown) {
        rememberMissing(keyId);
      }
      return found;
    }
    running.compareAndSet(request, null);
    if (newer != null && newer != useless) {
      KeyLookup found = newer.select(keyId, algorithm);
      if (found instanceof KeyLookup.Found) {
        return found;
      }
    }
    return missing.contains(keyId == null ? NO_ID : keyId)
        ? new KeyLookup.Unknown()
        : new KeyLookup.Unavailable(atLeastOneSecond(budget.untilNext(nanoTime.getAsLong())));
  }

  /**
   * An id for which a fetch brought no key is unknown, and no longer open, until the next fetch.
   */
  private void rememberMissing(@Nullable String keyId) {
    if (missing.size() >= MAX_MISSING) {
      missing.clear();
    }
    if (keyId == null) {
      missing.add(NO_ID);
    } else if (keyId.length() <= MAX_ID_LENGTH) {
      missing.add(keyId);
    }
  }

  /** The keys in use; null if none were fetched, or they have expired. */
  private @Nullable KeySnapshot current(long now) {
    KeySnapshot current = snapshot;
    if (current != null && current.isFresh(now)) {
      return current;
    }
    if (pauseLeft(now).isZero()) {
      KeyRequest request = begin();
      if (request != null && snapshot == current) {
        fetch(request);
      } else if (request != null) {
        running.compareAndSet(request, null);
      }
    }
    current = snapshot;
    return current != null && current.isUsable(nanoTime.getAsLong()) ? current : null;
  }

  /** Begins a fetch; null while another one runs that is not overdue. */
  private @Nullable KeyRequest begin() {
    KeyRequest other = running.get();
    if (other != null && !other.isOverdue()) {
      return null;
    }
    KeyRequest mine = new KeyRequest(address, nanoTime);
    if (!running.compareAndSet(other, mine)) {
      return null;
    }
    if (other != null) {
      // Not earlier: its thread must find that it has been replaced.
      other.abort();
    }
    return mine;
  }

  private @Nullable KeySnapshot fetch(KeyRequest request) {
    try {
      KeyAnswer answer = request.send();
      List<VerificationKey> keys = reader.read(answer);
      if (running.get() != request) {
        throw new IOException("the answer took too long");
      }
      KeySnapshot fetched =
          new KeySnapshot(keys, snapshot, nanoTime.getAsLong(), answer.lifetime(), kept);
      snapshot = fetched;
      if (failedAt != null) {
        failedAt = null;
        LOGGER.log(INFO, "Fetched the keys at {0} again", address);
      }
      return fetched;
    } catch (IOException | MalformedKeysException | RuntimeException failure) {
      if (running.get() != request) {
        // Another thread has aborted the request and sends its own.
        return null;
      }
      if (failedAt == null) {
        LOGGER.log(WARNING, "Can''t fetch the keys at {0}: {1}", address, failure.toString());
      }
      failedAt = nanoTime.getAsLong();
      return null;
    } finally {
      running.compareAndSet(request, null);
    }
  }

  private KeyLookup unavailable() {
    Duration pause = pauseLeft(nanoTime.getAsLong());
    return new KeyLookup.Unavailable(pause.isZero() ? RETRY_DURING_FETCH : atLeastOneSecond(pause));
  }

  private Duration pauseLeft(long now) {
    Long failed = failedAt;
    return failed == null
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, failed + PAUSE_AFTER_FAILURE.toNanos() - now));
  }

  private static Duration atLeastOneSecond(Duration duration) {
    return duration.compareTo(RETRY_DURING_FETCH) < 0 ? RETRY_DURING_FETCH : duration;
  }
}
