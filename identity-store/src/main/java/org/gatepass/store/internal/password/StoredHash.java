// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.password;

import org.jspecify.annotations.Nullable;

/** A stored password hash, parsed. Immutable. */
sealed interface StoredHash
    permits Argon2idHash, BcryptHash, DjangoPbkdf2Hash, JakartaPbkdf2Hash, UnreadableHash {

  /** Whether this is the hash of the password. Compares in constant time. */
  boolean matches(PlainPassword password);

  /** Reads a stored value; a missing, unknown or damaged one becomes an {@link UnreadableHash}. */
  static StoredHash read(@Nullable String stored) {
    if (stored == null) {
      return new UnreadableHash();
    }
    return Argon2idHash.read(stored)
        .or(() -> BcryptHash.read(stored))
        .or(() -> JakartaPbkdf2Hash.read(stored))
        .or(() -> DjangoPbkdf2Hash.read(stored))
        .orElseGet(UnreadableHash::new);
  }
}
