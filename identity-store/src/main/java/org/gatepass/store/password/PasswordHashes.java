// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.password;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks password hashes. New ones are Argon2id (RFC 9106) as PHC strings: {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$hash}, at the cost of an application's setting. Read are also
 * those of Jakarta Security's {@code Pbkdf2PasswordHash}, bcrypt ({@code $2a$}, {@code $2b$},
 * {@code $2y$}) and Django ({@code pbkdf2_sha256$}), so that an existing table works. Immutable and
 * safe for use by many threads.
 *
 * <p>A caller that is unknown, one without a password, and a wrong password cost the same: a failed
 * check always computes Argon2id at the cost of new hashes. Against a row of another format or
 * other parameters it computes that row's hash <em>and</em> a new one's, so until such a row is
 * upgraded a costly one can still be told by its time, unless a decoy of its cost is given.
 *
 * <p>A password has 1 to 1,024 characters (Java {@code char}s) of well-formed UTF-16. Any other is
 * rejected at once, whatever is stored: that costs nothing and tells nothing. Nothing is cut
 * silently: bcrypt reads 72 bytes and stops at a NUL, so a password over 72 bytes in UTF-8, or with
 * a NUL in it, is rejected against a bcrypt hash.
 *
 * <p>Text is brought to Unicode's normalization form C before it is hashed (as the OpaqueString
 * profile of RFC 8265 prescribes; its other rules are not applied), so {@code ü} is the same
 * password however the keyboard composes it. A stored Argon2id hash is tried with that form and,
 * where it differs, with the text as it was typed, because other software may have written the row.
 * The other formats are tried with the text as it was typed, which is what their writers hashed.
 *
 * <p>A damaged or hostile row cannot hold up the server: costs over 256 MiB, 16 passes or 16 lanes
 * (Argon2id), 5,000,000 iterations (PBKDF2) or a cost factor of 16 (bcrypt), and salts and hashes
 * of unusual length, are not computed; such a row is no one's password.
 *
 * <p>The arrays made here are wiped after use; the caller's array is left as it is, for its owner
 * to wipe. Only text with characters from U+0300 on passes through a {@code String}, because {@link
 * java.text.Normalizer} works on nothing else. Each computation takes 19 MiB of heap: bound how
 * many run at once.
 */
public final class PasswordHashes {
  private static final String LETTERS_AND_DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final Argon2idSettings today;
  private final SecureRandom random;
  private final Argon2idHash decoy;

  /** Makes hashes at the default cost, with salts from a {@link SecureRandom} of its own. */
  public PasswordHashes() {
    this(Argon2idSettings.TODAY, new SecureRandom());
  }

  /**
   * Makes hashes at a cost, with salts from a {@link SecureRandom} of its own.
   *
   * @param cost the parameters of Argon2id, as a PHC string gives them: {@code m=19456,t=2,p=1}
   * @throws IllegalArgumentException if they are none, or cost too much to be read again
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
   * Tells whether a password is the one behind a stored hash. Never throws for what is stored:
   * nothing, a format not known here and a damaged value are no one's password.
   *
   * @param password the password; not changed
   * @param stored what the table holds, or null when there is no such caller or no password
   * @return true only if the stored value can be read and the password is the one behind it
   */
  public boolean verify(char[] password, @Nullable String stored) {
    return verify(password, stored, null);
  }

  /**
   * The same, where a table holds hashes that cost more than new ones, or have another format, and
   * stay. Each check that fails costs one of these and a new one, whatever is stored.
   *
   * @param password the password; not changed
   * @param stored what the table holds, or null when there is no such caller or no password
   * @param costly a text of {@link #decoyLike} for the costliest of these hashes, or null
   * @return true only if the stored value can be read and the password is the one behind it
   */
  public boolean verify(char[] password, @Nullable String stored, @Nullable String costly) {
    if (!PlainPassword.isAcceptable(password)) {
      return false;
    }
    StoredHash hash = StoredHash.read(stored);
    try (PlainPassword plain = new PlainPassword(password)) {
      boolean matches = hash.matches(plain);
      if (!matches) {
        // For the time that it takes; nobody knows a password for a decoy.
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
   * Tells whether a stored hash should be replaced when the password is next at hand: its format is
   * another one than that of {@link #hash}, or it costs less. One that costs more stays, and so
   * does one of more memory and fewer passes, or the reverse.
   *
   * @param stored what the table holds
   * @return true if a new hash would be better, also if the value can't be read
   */
  public boolean needsUpgrade(String stored) {
    return !(StoredHash.read(stored) instanceof Argon2idHash argon2id)
        || argon2id.settings().areSurpassedBy(today);
  }

  /**
   * Tells whether a check of a stored hash costs what one of a new hash does.
   *
   * @param stored what the table holds
   * @return true if format and parameters are those of {@link #hash}
   */
  public boolean isAsNew(String stored) {
    return isAsNew(StoredHash.read(stored));
  }

  /**
   * Makes a text that costs what a stored hash costs to check, and is the hash of no password. It
   * is for tables whose hashes are never replaced: compared with it, the unknown take as long as
   * the known.
   *
   * @param stored what the table holds
   * @return a text of the same format, with each letter and digit of its last part chosen anew
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
