// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import java.time.Duration;
import java.util.List;

/** The result of a search for the key of a token. */
public sealed interface KeyLookup {
  /**
   * Keys that may have signed the token.
   *
   * @param keys the keys; at least one, at most four
   */
  record Found(List<VerificationKey> keys) implements KeyLookup {
    /** Copies the list. */
    public Found {
      keys = List.copyOf(keys);
    }
  }

  /** The source has no such key. */
  record Unknown() implements KeyLookup {}

  /**
   * The source has not answered yet, so that it is open whether there is such a key.
   *
   * @param retryAfter the time until a further search can have another result; positive
   */
  record Unavailable(Duration retryAfter) implements KeyLookup {}
}
