// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.password;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hash in the format of {@code Pbkdf2PasswordHash} (Jakarta Security 3.0): {@code
 * PBKDF2WithHmacSHA256:2048:salt:hash}, salt and hash in Base64.
 */
final class JakartaPbkdf2Hash implements StoredHash {
  private static final int MIN_BYTES = 16; // the specification's, for salt and hash
  private static final int MAX_BYTES = 64;
  private static final String BASE64 =
      "((?:[A-Za-z0-9+/]{4}){0,30}(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?)";
  private static final Pattern FORMAT =
      Pattern.compile(
          "(PBKDF2WithHmacSHA(?:224|256|384|512)):([1-9][0-9]{0,8}):%1$s:%1$s".formatted(BASE64));

  private final Pbkdf2Key key;

  private JakartaPbkdf2Hash(Pbkdf2Key key) {
    this.key = key;
  }

  /**
   * Reads a stored value; empty if it has another format, too many iterations, or a salt or hash of
   * unusual length.
   */
  static Optional<StoredHash> read(String stored) {
    Matcher matcher = FORMAT.matcher(stored);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int iterations = Integer.parseInt(matcher.group(2));
    byte[] salt = Base64.getDecoder().decode(matcher.group(3));
    byte[] hash = Base64.getDecoder().decode(matcher.group(4));
    return iterations <= Pbkdf2Key.MAX_ITERATIONS && isUsualLength(salt) && isUsualLength(hash)
        ? Optional.of(
            new JakartaPbkdf2Hash(new Pbkdf2Key(matcher.group(1), iterations, salt, hash)))
        : Optional.empty();
  }

  @Override
  public boolean matches(PlainPassword password) {
    return key.matches(password);
  }

  private static boolean isUsualLength(byte[] bytes) {
    return MIN_BYTES <= bytes.length && bytes.length <= MAX_BYTES;
  }
}
