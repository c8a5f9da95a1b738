// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys from a file, read once. */
final class FixedKeys implements KeySet {
  private final List<VerificationKey> keys;

  FixedKeys(List<VerificationKey> keys) {
    this.keys = List.copyOf(keys);
  }

  @Override
  public KeyLookup find(@Nullable String keyId, SignatureAlgorithm algorithm) {
    return KeySet.select(keys, keyId, algorithm);
  }

  @Override
  public KeyLookup findNewer(@Nullable String keyId, SignatureAlgorithm algorithm) {
    return new KeyLookup.Unknown();
  }

  @Override
  public @Nullable KeyLookup notHeld(VerificationKey key) {
    return null;
  }
}
