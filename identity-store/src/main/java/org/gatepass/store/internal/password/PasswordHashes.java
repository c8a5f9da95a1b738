// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.password;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Creates and verifies password hashes. New hashes are Argon2id (RFC 9106) as PHC strings: {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$hash}, at a configurable cost. For existing tables, hashes of
 * Jakarta Security's {@code Pbkdf2PasswordHash}, bcrypt ({@code $2a$}, {@code $2b$}, {@code $2y$})
 * and Django ({@code pbkdf2_sha256$}) are verified too. Immutable and safe for use by many threads.
 *
 * <p>An unknown caller, a caller without a password and a wrong password take the same time: a
 * failed check always computes Argon2id at the cost of new hashes. Against a row of another format
 * or other parameters, a failed check computes that row's hash <em>and</em> a new one. A costlier
 * row therefore remains detectable by its time until it is upgraded, unless a decoy of its cost is
 * given.
 *
 * <p>A password has 1 to 1,024 characters (Java {@code char}s) of well-formed UTF-16. Any other is
 * rejected at once, whatever is stored, so that the time reveals nothing. Passwords are never
 * truncated: bcrypt reads 72 bytes and stops at a NUL, so a password over 72 bytes in UTF-8, or
 * with a NUL in it, is rejected against a bcrypt hash.
 *
 * <p>A new hash is computed from the text in Unicode normalization form C, so that {@code ü} is the
 * same password however the keyboard composes it. The OpaqueString profile of RFC 8265 prescribes
 * this form; its other rules are not applied. A stored Argon2id hash is compared with that form
 * and, where it differs, with the text as typed, because other software may have written the row.
 * The other formats are compared with the text as typed, as their writers hashed it.
 *
 * <p>A damaged or hostile row can't overload the server. Costs over 256 MiB, 16 passes or 16 lanes
 * (Argon2id), 5,000,000 iterations (PBKDF2) or a cost factor of 16 (bcrypt), and salts and hashes
 * of unusual length, are not computed; no password matches such a row.
 *
 * <p>Internal arrays are wiped after use; the caller of a method wipes the array that it passes.
 * Only text with characters from U+0300 on passes through a {@code String}, because {@link
 * java.text.Normalizer} requires it. Each computation takes 19 MiB of heap at the default cost:
 * limit how many run at the same time.
 */
public final class PasswordHashes {
  private static final String LETTERS_AND_DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final Argon2idSettings today;
  private final SecureRandom random;
  private final Argon2idHash decoy;

  /** Creates an instance for new hashes at the default cost, {@code m=19456,t=2,p=1}. */
  public PasswordHashes() {
    this(Argon2idSettings.TODAY, new SecureRandom());
  }

  /**
   * Creates an instance for new hashes at a given cost.
   *
   * @param cost the parameters of Argon2id in the form of a PHC string: {@code m=19456,t=2,p=1}
   * @throws IllegalArgumentException if the text has another format, or the cost is over the
   *     maximum of hashes that can be verified
   */
  public PasswordHashes(String cost) {
    this(Argon2idSettings.of(cost), new SecureRandom());
  }

  PasswordHashes(Argon2idSettings today, SecureRandom random) {
    this.today = today;
    this.random = random;
    this.decoy = Argon2idHash.decoy(today, random);
  }

  /**
   * Hashes a password for storage, with a new random salt.
   *
   * @param password the password, 1 to 1,024 characters; not changed
   * @return an Argon2id PHC string of 97 ASCII characters
   * @throws IllegalArgumentException if the password is empty, longer, or has a lone surrogate
   */
  public String hash(char[] password) {
    if (!PlainPassword.isAcceptable(password)) {
      throw new IllegalArgumentException(
          "A password has 1 to "
              + PlainPassword.MAX_CHARACTERS
              + " characters and no lone surrogates");
    }
    try (PlainPassword plain = new PlainPassword(password)) {
      return Argon2idHash.of(plain, today, random).toPhcString();
    }
  }

  /**
   * Verifies a password against a stored hash. No password matches a missing, damaged or
   * unsupported hash; such a value is no exception.
   *
   * @param password the password; not changed
   * @param stored the stored value, or null when the caller is unknown or has no password
   * @return true only if the stored value is supported and the password matches
   */
  public boolean verify(char[] password, @Nullable String stored) {
    return verify(password, stored, null);
  }

  /**
   * Verifies a password against a stored hash, for tables that keep hashes of another format or a
   * higher cost. Each failed check costs one of these hashes and a new one, whatever is stored.
   *
   * @param password the password; not changed
   * @param stored the stored value, or null when the caller is unknown or has no password
   * @param costly a result of {@link #decoyLike} for the costliest hash of the table, or null
   * @return true only if the stored value is supported and the password matches
   */
  public boolean verify(char[] password, @Nullable String stored, @Nullable String costly) {
    if (!PlainPassword.isAcceptable(password)) {
      return false;
    }
    StoredHash hash = StoredHash.read(stored);
    try (PlainPassword plain = new PlainPassword(password)) {
      boolean matches = hash.matches(plain);
      if (!matches) {
        // Only to spend the same time: no password matches a decoy.
        if (!isAsNew(hash)) {
          decoy.matches(plain);
        }
        if (costly != null && (hash instanceof UnreadableHash || isAsNew(hash))) {
          StoredHash.read(costly).matches(plain);
        }
      }
      return matches;
    }
  }

  /**
   * Whether a stored hash should be replaced at the next login: it has another format than {@link
   * #hash} returns, or costs less. A hash of a higher cost stays, and so does one of more memory
   * and fewer passes, or the reverse.
   *
   * @param stored the stored value
   * @return true if a new hash would be better, or if the value is damaged or unsupported
   */
  public boolean needsUpgrade(String stored) {
    return !(StoredHash.read(stored) instanceof Argon2idHash argon2id)
        || argon2id.settings().areSurpassedBy(today);
  }

  /**
   * Whether verifying a stored hash costs the same as verifying a new one.
   *
   * @param stored the stored value
   * @return true if format and parameters are those of {@link #hash}
   */
  public boolean isAsNew(String stored) {
    return isAsNew(StoredHash.read(stored));
  }

  /**
   * Creates a decoy: a text that costs the same to verify as a stored hash, and that no password
   * matches. For tables whose hashes are never replaced: with a decoy, checks for unknown callers
   * take as long as checks for known ones.
   *
   * @param stored the stored value
   * @return a text of the same format, with random letters and digits in its last part
   */
  public String decoyLike(String stored) {
    int last = Math.max(stored.lastIndexOf('$'), stored.lastIndexOf(':')) + 1;
    StringBuilder decoy = new StringBuilder(stored);
    for (int i = last; i < decoy.length(); i++) {
      if (LETTERS_AND_DIGITS.indexOf(decoy.charAt(i)) >= 0) {
        decoy.setCharAt(i, LETTERS_AND_DIGITS.charAt(random.nextInt(LETTERS_AND_DIGITS.length())));
      }
    }
    return decoy.toString();
  }

  private boolean isAsNew(StoredHash hash) {
    return hash instanceof Argon2idHash argon2id && argon2id.settings().equals(today);
  }
}
