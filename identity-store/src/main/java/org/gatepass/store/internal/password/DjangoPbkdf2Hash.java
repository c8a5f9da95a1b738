// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.password;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hash by Django's default hasher: {@code pbkdf2_sha256$600000$salt$hash}, the salt as plain
 * ASCII text of 1 to 64 characters, the hash of 32 bytes in Base64. Django's marks for "no usable
 * password", which begin with {@code !}, have another format.
 */
final class DjangoPbkdf2Hash implements StoredHash {
  private static final Pattern FORMAT =
      Pattern.compile(
          "pbkdf2_sha256\\$([1-9][0-9]{0,8})\\$([!-#%-~]{1,64})\\$([A-Za-z0-9+/]{43}=)");

  private final Pbkdf2Key key;

  private DjangoPbkdf2Hash(Pbkdf2Key key) {
    this.key = key;
  }

  /** Reads a stored value; empty if it has another format, or too many iterations. */
  static Optional<StoredHash> read(String stored) {
    Matcher matcher = FORMAT.matcher(stored);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int iterations = Integer.parseInt(matcher.group(1));
    byte[] salt = matcher.group(2).getBytes(StandardCharsets.US_ASCII);
    byte[] hash = Base64.getDecoder().decode(matcher.group(3));
    return iterations <= Pbkdf2Key.MAX_ITERATIONS
        ? Optional.of(
            new DjangoPbkdf2Hash(new Pbkdf2Key("PBKDF2WithHmacSHA256", iterations, salt, hash)))
        : Optional.empty();
  }

  @Override
  public boolean matches(PlainPassword password) {
    return key.matches(password);
  }
}
