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
 * The check of names and passwords against an htpasswd file. A verified password is cached for five
 * minutes as a keyed hash over the password and the line of the file: bcrypt does not run for every
 * request, and a changed file still takes effect at once. Safe for use by many threads.
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
   * @param nanoClock a monotonic clock in nanoseconds
   */
  PasswordCheck(HtpasswdFile file, LongSupplier nanoClock, SecureRandom random) {
    this.file = file;
    this.nanoClock = nanoClock;
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    this.key = new SecretKeySpec(secret, "HmacSHA256");
  }

  /** Whether the file has the name, and the password matches. */
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
   * Does the work of a wrong password for an unknown name. The name and our key choose the account
   * whose hash is computed, so that the time does not reveal known names even in a file with hashes
   * of different costs.
   */
  @SuppressWarnings("CheckReturnValue")
  private void waste(List<PasswordHash> hashes, String name, byte[] password) {
    if (!hashes.isEmpty()) {
      int place = Math.floorMod(mac(name).getInt(), hashes.size());
      hashes.get(place).matches(password);
    }
  }

  private ByteBuffer proofOf(BasicCredentials credentials, PasswordHash hash) {
    // Names and hashes have no colon, so the parts are unambiguous.
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
