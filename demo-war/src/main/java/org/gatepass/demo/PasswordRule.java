// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * The rule for new passwords: 8 to 1,024 characters of any kind. NIST SP 800-63B, section 5.1.1.2,
 * requires at least eight, and no mixture of kinds.
 */
public final class PasswordRule {
  private static final int MIN_CHARACTERS = 8;
  private static final int MAX_CHARACTERS = 1_024;

  /** The words for a password of another length, to put after its name. */
  public static final String WRONG_LENGTH =
      String.format(Locale.ROOT, "has not %d to %,d characters", MIN_CHARACTERS, MAX_CHARACTERS);

  private PasswordRule() {}

  /**
   * Whether a password has an allowed length.
   *
   * @param password the password
   * @return true if it has
   */
  public static boolean hasAllowedLength(String password) {
    return password.codePointCount(0, password.length()) >= MIN_CHARACTERS
        && password.length() <= MAX_CHARACTERS;
  }

  /**
   * Why a caller can't change the password to another one.
   *
   * @param present the present password
   * @param next the new password
   * @return words to put after the name of the new password, or empty if it is allowed
   */
  public static Optional<String> problem(String present, String next) {
    if (!hasAllowedLength(next)) {
      return Optional.of(WRONG_LENGTH);
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(next)) {
      return Optional.of("is not well-formed text");
    }
    return nfc(next).equals(nfc(present))
        ? Optional.of("is the present password")
        : Optional.empty();
  }

  /** The normalization form of the hash. Passwords with the same form are equal. */
  private static String nfc(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC);
  }
}
