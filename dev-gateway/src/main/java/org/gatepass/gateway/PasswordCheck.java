// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The check of names and passwords against an htpasswd file. A password that was right is
 * remembered for five minutes, as a keyed hash over it and the line of the file, so that bcrypt
 * does not run for every request and yet a changed file counts at once. Safe for use by many
 * threads.
 */
final class PasswordCheck {
  static final Duration MEMORY = Duration.ofMinutes(5);
  private static final int MAX_REMEMBERED = 1_000;

  private final HtpasswdFile file;
  private final LongSupplier nanoClock;
  private final SecretKeySpec key;

  /** Keyed hashes with the nanosecond at which each was verified, oldest first. */
  private final Map<ByteBuffer, Long> remembered = new LinkedHashMap<>();

  /**
   * @param nanoClock a clock that only goes forward, in nanoseconds
   */
  PasswordCheck(HtpasswdFile file, LongSupplier nanoClock, SecureRandom random) {
    this.file = file;
    this.nanoClock = nanoClock;
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    this.key = new SecretKeySpec(secret, "HmacSHA256");
  }

  /** Whether the name is known and the password is its own. */
  boolean accepts(BasicCredentials credentials) {
    Htpasswd content = file.content();
    byte[] password = credentials.password().getBytes(UTF_8);
    Optional<PasswordHash> hash = content.hashOf(credentials.name());
    if (hash.isEmpty()) {
      waste(content.hashes(), credentials.name(), password);
      return false;
    }
    ByteBuffer proof = proofOf(credentials, hash.get());
    if (isRemembered(proof)) {
      return true;
    }
    boolean right = hash.get().matches(password);
    if (right) {
      remember(proof);
    }
    return right;
  }

  /**
   * Does for an unknown name the work of a wrong password. Which account's work is a matter of the
   * name and of our key, so that a file with hashes of different costs does not tell known names
   * from unknown ones either.
   */
  @SuppressWarnings("CheckReturnValue")
  private void waste(List<PasswordHash> hashes, String name, byte[] password) {
    if (!hashes.isEmpty()) {
      int place = Math.floorMod(mac(name).getInt(), hashes.size());
      hashes.get(place).matches(password);
    }
  }

  private ByteBuffer proofOf(BasicCredentials credentials, PasswordHash hash) {
    // No name and no hash holds a colon, so the parts cannot be shifted.
    return mac(hash.text() + ':' + credentials.name() + ':' + credentials.password());
  }

  private ByteBuffer mac(String text) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      return ByteBuffer.wrap(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }

  private synchronized boolean isRemembered(ByteBuffer proof) {
    Long since = remembered.get(proof);
    return since != null && nanoClock.getAsLong() - since < MEMORY.toNanos();
  }

  private synchronized void remember(ByteBuffer proof) {
    remembered.remove(proof);
    if (remembered.size() >= MAX_REMEMBERED) {
      remembered.remove(remembered.keySet().iterator().next());
    }
    remembered.put(proof, nanoClock.getAsLong());
  }
}
