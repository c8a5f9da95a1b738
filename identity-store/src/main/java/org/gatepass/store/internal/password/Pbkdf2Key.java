// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.password;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A key that PBKDF2 (RFC 8018) derived from a password, with algorithm, iterations and salt. */
final class Pbkdf2Key {
  /** The maximum number of iterations: about four times the default of Django 6. */
  static final int MAX_ITERATIONS = 5_000_000;

  private final String algorithm;
  private final int iterations;
  private final byte[] salt;
  private final byte[] key;

  /**
   * Creates a key.
   *
   * @param algorithm the name in the Java Cryptography Architecture, such as PBKDF2WithHmacSHA256
   */
  Pbkdf2Key(String algorithm, int iterations, byte[] salt, byte[] key) {
    this.algorithm = algorithm;
    this.iterations = iterations;
    this.salt = salt;
    this.key = key;
  }

  boolean matches(PlainPassword password) {
    PBEKeySpec spec =
        new PBEKeySpec(password.characters(), salt, iterations, key.length * Byte.SIZE);
    try {
      // The platform's, not Bouncy Castle's: it is twice as fast on processors with SHA-2
      // instructions.
      SecretKeyFactory factory = SecretKeyFactory.getInstance(algorithm);
      return MessageDigest.isEqual(key, factory.generateSecret(spec).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + algorithm, e);
    } finally {
      spec.clearPassword();
    }
  }
}
