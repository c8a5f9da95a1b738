// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys that each have an address of their own, which ends in the key id. An address is asked within
 * the {@link FetchBudget} that all ids share, and is forgotten if it has no key.
 */
final class KeysById implements KeySet {
  private static final int MAX_KEYS = 100;
  private static final Pattern LEGAL_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private final URI prefix;
  private final Set<SignatureAlgorithm> listed;
  private final Duration kept;
  private final LongSupplier nanoTime;
  private final FetchBudget budget;
  private final ConcurrentHashMap<String, FetchedKeys> byId = new ConcurrentHashMap<>();
  private final Set<String> missing = ConcurrentHashMap.newKeySet();

  KeysById(URI prefix, Set<SignatureAlgorithm> listed, Duration kept, LongSupplier nanoTime) {
    this.prefix = prefix;
    this.listed = listed;
    this.kept = kept;
    this.nanoTime = nanoTime;
    this.budget = new FetchBudget(nanoTime.getAsLong());
  }

  @Override
  public KeyLookup find(@Nullable String keyId, SignatureAlgorithm algorithm) {
    if (keyId == null || !LEGAL_ID.matcher(keyId).matches()) {
      return new KeyLookup.Unknown();
    }
    FetchedKeys known = byId.get(keyId);
    return known == null ? findNew(keyId, algorithm) : known.find(keyId, algorithm);
  }

  private KeyLookup findNew(String keyId, SignatureAlgorithm algorithm) {
    long now = nanoTime.getAsLong();
    if (!budget.take(now)) {
      return missing.contains(keyId)
          ? new KeyLookup.Unknown()
          : new KeyLookup.Unavailable(budget.untilNext(now));
    }
    FetchedKeys created =
        new FetchedKeys(
            prefix.resolve(keyId),
            answer ->
                answer.isAbsent() ? List.of() : KeyTexts.pem(answer.expectOk(), keyId, listed),
            kept,
            nanoTime,
            budget);
    FetchedKeys other = byId.putIfAbsent(keyId, created);
    if (other != null) {
      return other.find(keyId, algorithm);
    }
    KeyLookup found = created.find(keyId, algorithm);
    if (!(found instanceof KeyLookup.Found)) {
      byId.remove(keyId, created);
    }
    if (found instanceof KeyLookup.Unknown) {
      limit(missing);
      missing.add(keyId);
    }
    limit(byId.keySet());
    return found;
  }

  /** Drops any entries over the maximum: each comes back with its next use. */
  private static void limit(Set<String> ids) {
    ids.stream().skip(MAX_KEYS).toList().forEach(ids::remove);
  }

  @Override
  public KeyLookup findNewer(@Nullable String keyId, SignatureAlgorithm algorithm) {
    return new KeyLookup.Unknown();
  }

  @Override
  public @Nullable KeyLookup notHeld(VerificationKey key) {
    FetchedKeys known = key.id() == null ? null : byId.get(key.id());
    return known == null ? new KeyLookup.Unknown() : known.notHeld(key);
  }
}
