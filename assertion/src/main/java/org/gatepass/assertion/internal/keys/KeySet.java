// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The keys of an issuer, as they are now. Implementations are safe for use by many threads. */
public interface KeySet {
  /** The maximum number of keys that are tried for one token. */
  int MAX_CANDIDATES = 4;

  /**
   * Searches the keys that may have signed a token.
   *
   * @param keyId the id that the token names; null for none
   * @param algorithm the algorithm that the token names
   * @return the keys, or why there are none
   */
  KeyLookup find(@Nullable String keyId, SignatureAlgorithm algorithm);

  /**
   * Searches again after keys without an id did not verify a token: the source may have new ones.
   *
   * @param keyId the id that the token names; null for none
   * @param algorithm the algorithm that the token names
   * @return the keys of a newer answer of the source, or why there are none
   */
  KeyLookup findNewer(@Nullable String keyId, SignatureAlgorithm algorithm);

  /**
   * Checks that a key that verified a token is still one of the set.
   *
   * @param key a key that this set returned
   * @return why the key can't be used any more; null while it can
   */
  @Nullable KeyLookup notHeld(VerificationKey key);

  /**
   * The time since the keys were fetched.
   *
   * @return the time in nanoseconds; empty before the first fetch, for keys from a file, and for
   *     keys that are fetched one by one (the default)
   */
  default OptionalLong ageNanos() {
    return OptionalLong.empty();
  }

  /** Selects the keys that fit; all of none if more than four do. */
  static KeyLookup select(
      List<VerificationKey> keys, @Nullable String keyId, SignatureAlgorithm algorithm) {
    List<VerificationKey> fitting =
        keys.stream().filter(key -> key.fits(keyId, algorithm)).toList();
    return fitting.isEmpty() || fitting.size() > MAX_CANDIDATES
        ? new KeyLookup.Unknown()
        : new KeyLookup.Found(fitting);
  }
}
