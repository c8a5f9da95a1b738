// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.password;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash of version 1.3 (RFC 9106), stored as a PHC string: {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$hash}, salt and hash in Base64 without padding.
 */
final class Argon2idHash implements StoredHash {
  private static final String BASE64 = "((?:[A-Za-z0-9+/]{4}){0,30}(?:[A-Za-z0-9+/]{2,3})?)";
  private static final String NUMBER = "([1-9][0-9]{0,8})";
  private static final Pattern PHC_STRING =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=%1$s,t=%1$s,p=%1$s\\$%2$s\\$%2$s".formatted(NUMBER, BASE64));

  private final Argon2idSettings settings;
  private final byte[] salt;
  private final byte[] hash;

  private Argon2idHash(Argon2idSettings settings, byte[] salt, byte[] hash) {
    this.settings = settings;
    this.salt = salt;
    this.hash = hash;
  }

  /** Hashes a password with a new salt. */
  static Argon2idHash of(PlainPassword password, Argon2idSettings settings, SecureRandom random) {
    byte[] salt = new byte[settings.saltBytes()];
    random.nextBytes(salt);
    return new Argon2idHash(settings, salt, compute(password.normalizedUtf8(), settings, salt));
  }

  /**
   * Makes a random hash that no password matches, and that takes as long to check as a real one.
   */
  static Argon2idHash decoy(Argon2idSettings settings, SecureRandom random) {
    byte[] salt = new byte[settings.saltBytes()];
    byte[] hash = new byte[settings.hashBytes()];
    random.nextBytes(salt);
    random.nextBytes(hash);
    return new Argon2idHash(settings, salt, hash);
  }

  /** Reads a PHC string; empty if the value is none, or if its cost is over the maximum. */
  static Optional<StoredHash> read(String stored) {
    Matcher matcher = PHC_STRING.matcher(stored);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    byte[] salt = Base64.getDecoder().decode(matcher.group(4));
    byte[] hash = Base64.getDecoder().decode(matcher.group(5));
    Argon2idSettings settings =
        new Argon2idSettings(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)),
            salt.length,
            hash.length);
    return settings.areAffordable()
        ? Optional.of(new Argon2idHash(settings, salt, hash))
        : Optional.empty();
  }

  Argon2idSettings settings() {
    return settings;
  }

  @Override
  public boolean matches(PlainPassword password) {
    return matches(password.normalizedUtf8())
        || (!password.isNormalized() && matches(password.utf8()));
  }

  String toPhcString() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    // No String.format: in some locales its digits are not ASCII.
    return "$argon2id$v=19$m="
        + settings.memoryKib()
        + ",t="
        + settings.iterations()
        + ",p="
        + settings.parallelism()
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash);
  }

  private boolean matches(byte[] utf8) {
    return MessageDigest.isEqual(hash, compute(utf8, settings, salt));
  }

  private static byte[] compute(byte[] utf8, Argon2idSettings settings, byte[] salt) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(settings.memoryKib())
            .withIterations(settings.iterations())
            .withParallelism(settings.parallelism())
            .withSalt(salt)
            .build());
    byte[] hash = new byte[settings.hashBytes()];
    generator.generateBytes(utf8, hash);
    return hash;
  }
}
