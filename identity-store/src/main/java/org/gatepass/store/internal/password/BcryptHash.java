// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.password;

import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * A bcrypt hash, stored as {@code $2b$10$} and 53 characters of bcrypt's own Base64. {@code $2a$}
 * and {@code $2y$} are computed as {@code $2b$}; {@code $2x$}, the mark of a faulty implementation,
 * is unsupported.
 */
final class BcryptHash implements StoredHash {
  private static final int MAX_PASSWORD_BYTES = 72;
  private static final Pattern FORMAT =
      Pattern.compile("\\$2[aby]\\$(?:0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");

  private final String stored;

  private BcryptHash(String stored) {
    this.stored = stored;
  }

  /** Reads a stored value; empty if it is no bcrypt hash, or its cost factor is over 16. */
  static Optional<StoredHash> read(String stored) {
    return FORMAT.matcher(stored).matches()
        ? Optional.of(new BcryptHash(stored))
        : Optional.empty();
  }

  @Override
  public boolean matches(PlainPassword password) {
    byte[] utf8 = password.utf8();
    return utf8.length <= MAX_PASSWORD_BYTES
        && !hasNul(utf8)
        && OpenBSDBCrypt.checkPassword(stored, utf8);
  }

  private static boolean hasNul(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }
}
