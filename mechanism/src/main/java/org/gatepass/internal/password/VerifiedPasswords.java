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
 * Passwords that have been verified just now, so that HTTP Basic, which sends one with each
 * request, does not pay for each. No password is kept: an entry is found by a keyed hash
 * (HMAC-SHA-256, RFC 2104) of name and password, under a key that this object has made for itself.
 * An entry says which account it was and its security stamp, so that the account can be asked
 * whether it is still the same. At most 1,000 are remembered. Safe for use by many threads.
 */
public final class VerifiedPasswords {
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
  private final Map<Offer, Verified> verified;

  /**
   * Makes an empty memory.
   *
   * @param maxAge how long a verified password counts; zero when each is to be verified anew
   * @param nanoTime a monotonic clock in nanoseconds, such as {@code System::nanoTime}
   */
  public VerifiedPasswords(Duration maxAge, LongSupplier nanoTime) {
    this(maxAge, nanoTime, CAPACITY);
  }

  VerifiedPasswords(Duration maxAge, LongSupplier nanoTime, int capacity) {
    this.maxAgeNanos = maxAge.toNanos();
    this.nanoTime = nanoTime;
    this.verified = new BoundedMap<>(capacity);
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /**
   * What stands for a name and a password that somebody offers.
   *
   * @param callerName the name
   * @param password the password
   * @return their keyed hash
   */
  public Offer offer(String callerName, char[] password) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      // Its length goes first, so that no other pair gives the same bytes.
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
   * Runs what verifies an offer, for one request at a time: a page's many requests are one attempt,
   * not many.
   *
   * @param offer the offer
   * @param verification what verifies it
   * @param <T> what that gives
   * @return what it gave, or empty when too many others were first, or took longer than a second
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
   * Finds out whether an offer was verified just now.
   *
   * @param offer the offer
   * @return the account, or empty when the offer has to be verified
   */
  public synchronized Optional<Account> find(Offer offer) {
    Verified known = verified.get(offer);
    if (known == null) {
      return Optional.empty();
    }
    if (nanoTime.getAsLong() - known.time() >= maxAgeNanos) {
      verified.remove(offer);
      return Optional.empty();
    }
    return Optional.of(known.account());
  }

  /**
   * Remembers that an offer was right.
   *
   * @param offer the offer
   * @param account whose password it is
   * @param verifiedAt when the verification began, on this object's clock
   */
  public synchronized void remember(Offer offer, Account account, long verifiedAt) {
    if (maxAgeNanos == 0) {
      return;
    }
    verified.put(offer, new Verified(account, verifiedAt));
  }

  /**
   * Forgets an offer, because its account has changed.
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

  /**
   * Whose password was verified.
   *
   * @param callerName the name that the store gave
   * @param securityStamp the account's stamp at that time
   */
  public record Account(String callerName, String securityStamp) {}

  /** A name and a password, hashed with a key. */
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

  private record Verified(Account account, long time) {}
}
