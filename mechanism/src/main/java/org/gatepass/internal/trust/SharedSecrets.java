// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import java.nio.charset.StandardCharsets;

/**
 * The valid shared secrets. A proxy adds one of them to each request. Several are valid during a
 * rotation. Immutable and safe for use by many threads.
 */
public final class SharedSecrets {
  private static final int MIN_LENGTH = 32;
  private static final int MAX_LENGTH = 512;

  private final byte[][] secrets;

  private SharedSecrets(byte[][] secrets) {
    this.secrets = secrets;
  }

  /**
   * Reads the secrets.
   *
   * @param commaSeparated one or more secrets, separated by commas without blanks, each of 32 to
   *     512 characters from {@code A-Z a-z 0-9 . _ ~ -}
   * @return the secrets
   * @throws IllegalArgumentException if a secret has another form; the message is the rule alone,
   *     and contains no part of a secret
   */
  public static SharedSecrets parse(String commaSeparated) {
    String[] texts = commaSeparated.split(",", -1);
    byte[][] secrets = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      String broken = brokenRule(texts[i]);
      if (!broken.isEmpty()) {
        throw new IllegalArgumentException(
            "is not a list of secrets: secret %d of %d %s".formatted(i + 1, texts.length, broken));
      }
      secrets[i] = texts[i].getBytes(StandardCharsets.ISO_8859_1);
    }
    return new SharedSecrets(secrets);
  }

  /**
   * Reads the secrets of a file.
   *
   * @param text secrets as in {@link #parse}, separated by commas or line breaks; line breaks at
   *     the end do not count
   * @return the secrets
   * @throws IllegalArgumentException if a secret has another form; the message is the rule alone,
   *     and contains no part of a secret
   */
  public static SharedSecrets parseLines(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return parse(text.substring(0, end).replace("\r\n", ",").replace('\n', ','));
  }

  private static String brokenRule(String secret) {
    if (secret.length() < MIN_LENGTH) {
      return "is shorter than " + MIN_LENGTH + " characters";
    }
    if (secret.length() > MAX_LENGTH) {
      return "is longer than " + MAX_LENGTH + " characters";
    }
    return secret.matches("[A-Za-z0-9._~-]+")
        ? ""
        : "holds a character other than A-Z a-z 0-9 . _ ~ -";
  }

  /**
   * Whether a value is one of the secrets. The duration depends on the value's length and the
   * number of secrets, not on the secrets or their length.
   *
   * @param value the value from a peer
   * @return whether the value is one of the secrets
   */
  public boolean accepts(String value) {
    if (value.length() > MAX_LENGTH) {
      return false;
    }
    boolean accepted = false;
    for (byte[] secret : secrets) {
      accepted |= isEqual(value, secret);
    }
    return accepted;
  }

  /**
   * Compares as {@code MessageDigest.isEqual} does, without a copy of the value: each character of
   * the value is compared, and the loop has no branch that depends on the secret.
   */
  private static boolean isEqual(String value, byte[] secret) {
    int difference = value.length() - secret.length;
    for (int i = 0; i < value.length(); i++) {
      // The index after the secret's end is 0; a secret is ASCII, and never empty.
      int index = ((i - secret.length) >>> 31) * i;
      difference |= value.charAt(i) ^ secret[index];
    }
    return difference == 0;
  }

  /**
   * The number of secrets.
   *
   * @return 1 or more
   */
  public int count() {
    return secrets.length;
  }

  /** Returns the class name alone. */
  @Override
  public String toString() {
    return "SharedSecrets";
  }
}
