// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Md5Crypt;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * The hash of a password as Apache's {@code htpasswd} writes it. Only the file contains the text of
 * the hash: {@code toString} hides it.
 */
sealed interface PasswordHash {
  /** The bcrypt cost of new hashes: about 50 ms on current machines. */
  int NEW_COST = 10;

  /** The maximum bcrypt cost: about 10 s. A higher cost would block the gateway. */
  int MAX_COST = 17;

  /** The number of bytes that bcrypt reads; it would ignore the rest. */
  int MAX_PASSWORD_BYTES = 72;

  /** The text of the hash in the file. */
  String text();

  /** Whether this is the hash of the password, given as UTF-8. */
  boolean matches(byte[] password);

  /**
   * Reads a hash.
   *
   * @throws IllegalArgumentException with the rule that the text breaks, but without the text
   */
  static PasswordHash parse(String text) {
    if (Bcrypt.LOOK.matcher(text).lookingAt()) {
      return new Bcrypt(text);
    }
    if (text.startsWith(Apr1.PREFIX)) {
      return new Apr1(text);
    }
    throw new IllegalArgumentException(
        schemeOf(text)
            + "; only bcrypt and apr1 are supported"
            + " (example: htpasswd -B writes alice:$2y$10$ and 53 more characters)");
  }

  /** A new bcrypt hash of a password of at most {@link #MAX_PASSWORD_BYTES} bytes in UTF-8. */
  static PasswordHash of(String password, SecureRandom random) {
    byte[] bytes = password.getBytes(UTF_8);
    if (bytes.length > MAX_PASSWORD_BYTES) {
      throw new IllegalArgumentException(
          "the password has "
              + bytes.length
              + " bytes in UTF-8, and bcrypt reads only the first "
              + MAX_PASSWORD_BYTES);
    }
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    return new Bcrypt(OpenBSDBCrypt.generate("2y", bytes, salt, NEW_COST));
  }

  private static String schemeOf(String text) {
    if (text.isEmpty()) {
      return "the hash is missing";
    }
    return Map.of(
            "{SHA}", "{SHA} is an unsalted SHA-1",
            "$1$", "$1$ is the MD5 scheme of Unix",
            "$5$", "$5$ is the SHA-256 scheme of Unix",
            "$6$", "$6$ is the SHA-512 scheme of Unix",
            "$argon2", "Argon2 is not a scheme of htpasswd")
        .entrySet()
        .stream()
        .filter(scheme -> text.startsWith(scheme.getKey()))
        .map(Map.Entry::getValue)
        .findAny()
        .orElse("unknown hash scheme, or a password in plain text");
  }

  /**
   * A bcrypt hash.
   *
   * @param text {@code $2y$}, {@code $2a$} or {@code $2b$}, two digits of cost, salt and hash
   */
  record Bcrypt(String text) implements PasswordHash {
    private static final Pattern LOOK = Pattern.compile("\\$2[a-z]?\\$");
    private static final Pattern WHOLE = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");

    public Bcrypt {
      if (!WHOLE.matcher(text).matches()) {
        throw new IllegalArgumentException(
            "broken bcrypt hash: $2y$, $2a$ or $2b$, two digits of cost, $ and 53 characters of"
                + " ./A-Za-z0-9 are needed (example: what htpasswd -B writes)");
      }
      int cost = Integer.parseInt(text.substring(4, 6));
      if (cost < 4 || cost > MAX_COST) {
        throw new IllegalArgumentException(
            "bcrypt cost " + cost + " is not between 4 and " + MAX_COST + " (example: $2y$10$...)");
      }
    }

    @Override
    public boolean matches(byte[] password) {
      return OpenBSDBCrypt.checkPassword(text, password);
    }

    @Override
    public String toString() {
      return "bcrypt hash";
    }
  }

  /**
   * A hash of Apache's own variant of MD5-crypt.
   *
   * @param text {@code $apr1$}, salt, {@code $}, hash
   */
  record Apr1(String text) implements PasswordHash {
    private static final String PREFIX = "$apr1$";
    private static final Pattern WHOLE =
        Pattern.compile("\\$apr1\\$[./A-Za-z0-9]{1,8}\\$[./A-Za-z0-9]{22}");

    public Apr1 {
      if (!WHOLE.matcher(text).matches()) {
        throw new IllegalArgumentException(
            "broken apr1 hash: $apr1$, 1 to 8 characters of salt, $ and 22 characters of"
                + " ./A-Za-z0-9 are needed (example: what htpasswd -m writes)");
      }
    }

    @Override
    public boolean matches(byte[] password) {
      // The library wipes the array.
      String hash = Md5Crypt.apr1Crypt(password.clone(), text);
      return MessageDigest.isEqual(hash.getBytes(UTF_8), text.getBytes(UTF_8));
    }

    @Override
    public String toString() {
      return "apr1 hash";
    }
  }
}
