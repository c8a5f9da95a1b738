// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.password;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gatepass.internal.bounded.BoundedMap;

/**
 * A cache of verified passwords and tokens, for clients that send one with each request. It stores
 * no password and no token: the key of an entry is a keyed hash (HMAC-SHA-256, RFC 2104) with a
 * random key of this object. The cache has at most 1,000 entries. Safe for use by many threads.
 *
 * @param <V> the cached result of a verification
 */
public final class VerifiedCredentials<V> {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int CAPACITY = 1_000;
  private static final int LOCKS = 64;
  private static final int LONGEST_QUEUE = 32;
  private static final long MAX_WAIT_MILLIS = 1_000;

  private final long maxAgeNanos;
  private final LongSupplier nanoTime;
  private final SecretKeySpec key;
  private final ReentrantLock[] locks =
      IntStream.range(0, LOCKS).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);
  private final Map<Offer, Verified<V>> verified;

  /**
   * Creates an empty cache.
   *
   * @param maxAge the maximum age of an entry; zero to verify each credential
   * @param nanoTime a monotonic clock in nanoseconds, such as {@code System::nanoTime}
   */
  public VerifiedCredentials(Duration maxAge, LongSupplier nanoTime) {
    this(maxAge, nanoTime, CAPACITY);
  }

  VerifiedCredentials(Duration maxAge, LongSupplier nanoTime, int capacity) {
    this.maxAgeNanos = maxAge.toNanos();
    this.nanoTime = nanoTime;
    this.verified = new BoundedMap<>(capacity);
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /**
   * The key of an offered name and password, or of a token.
   *
   * @param callerName the name; empty for a token
   * @param password the password or the token
   * @return their keyed hash
   */
  public Offer offer(String callerName, char[] password) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      // The length comes first, so that different pairs have different bytes.
      mac.update(
          ByteBuffer.allocate(Integer.BYTES + callerName.length() * Character.BYTES)
              .putInt(callerName.length())
              .put(bytes(callerName.toCharArray()))
              .flip());
      return new Offer(mac.doFinal(bytes(password)));
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] bytes(char[] text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length * Character.BYTES);
    bytes.asCharBuffer().put(text);
    return bytes.array();
  }

  /**
   * Runs the verification of an offer, for one request at a time, so that the concurrent requests
   * of a page are one attempt.
   *
   * @param offer the offer
   * @param verification the verification
   * @param <T> the type of the result
   * @return the result, or empty if too many other requests wait, or the wait exceeds a second
   */
  public <T> Optional<T> oneAtATime(Offer offer, Supplier<T> verification) {
    ReentrantLock lock = locks[Math.floorMod(offer.hashCode(), LOCKS)];
    if (lock.getQueueLength() >= LONGEST_QUEUE) {
      return Optional.empty();
    }
    try {
      if (!lock.tryLock(MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(verification.get());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Finds the entry of an offer.
   *
   * @param offer the offer
   * @return the cached result, or empty if the offer has to be verified
   */
  public synchronized Optional<V> find(Offer offer) {
    Verified<V> known = verified.get(offer);
    if (known == null) {
      return Optional.empty();
    }
    if (nanoTime.getAsLong() - known.time() >= maxAgeNanos) {
      verified.remove(offer);
      return Optional.empty();
    }
    return Optional.of(known.result());
  }

  /**
   * Caches a verified offer.
   *
   * @param offer the offer
   * @param result the result to cache
   * @param verifiedAt the start of the verification, on this object's clock
   */
  public synchronized void remember(Offer offer, V result, long verifiedAt) {
    if (maxAgeNanos == 0) {
      return;
    }
    verified.put(offer, new Verified<>(result, verifiedAt));
  }

  /**
   * Removes an offer, because its account has changed.
   *
   * @param offer the offer
   */
  public synchronized void forget(Offer offer) {
    verified.remove(offer);
  }

  /**
   * The time on this object's clock.
   *
   * @return nanoseconds from an arbitrary moment
   */
  public long now() {
    return nanoTime.getAsLong();
  }

  /** The keyed hash of a name and a password, or of a token. */
  public static final class Offer {
    private final byte[] hash;

    private Offer(byte[] hash) {
      this.hash = hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Offer offer && MessageDigest.isEqual(hash, offer.hash);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(hash);
    }
  }

  private record Verified<V>(V result, long time) {}
}
