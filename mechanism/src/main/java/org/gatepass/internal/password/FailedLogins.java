// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.password;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.gatepass.internal.trust.IpAddress;

/**
 * Slows down who guesses passwords. Failures are counted by caller name and client address
 * together, and by client address alone; never by name alone, so that nobody can keep a caller out
 * from elsewhere. Ten of the first and thirty of the second are free in five minutes, then the next
 * attempt waits, 30 seconds at most. An attempt that has to wait is not checked and does not count.
 *
 * <p>Each attempt counts as a failure from its beginning until it turns out to be none, so that
 * many at once are no way round. An IPv6 client is its /64 network, of which it has every address.
 * What is counted is kept in memory, for this node alone, and bounded: about four megabytes at
 * most. Safe for use by many threads.
 */
public final class FailedLogins {
  private static final FailureLimit BY_NAME_AND_CLIENT = new FailureLimit(10);
  private static final FailureLimit BY_CLIENT = new FailureLimit(30);
  private static final int CAPACITY = 10_000;

  /** Names with the same beginning count together; no account has a longer one. */
  private static final int NAME_LENGTH = 150;

  private final LongSupplier nanoTime;
  private final FailureTable<NameAndClient> byNameAndClient;
  private final FailureTable<String> byClient;

  /**
   * Makes an empty count.
   *
   * @param nanoTime a monotonic clock in nanoseconds, such as {@code System::nanoTime}
   */
  public FailedLogins(LongSupplier nanoTime) {
    this(nanoTime, CAPACITY);
  }

  FailedLogins(LongSupplier nanoTime, int capacity) {
    this.nanoTime = nanoTime;
    this.byNameAndClient = new FailureTable<>(BY_NAME_AND_CLIENT, capacity);
    this.byClient = new FailureTable<>(BY_CLIENT, capacity);
  }

  /**
   * Begins an attempt, if it need not wait.
   *
   * @param callerName the name that is offered
   * @param clientAddress the client's address, as a literal
   * @return the attempt
   */
  public synchronized LoginAttempt begin(String callerName, String clientAddress) {
    String client = network(clientAddress);
    NameAndClient pair = new NameAndClient(beginning(callerName), client);
    long now = nanoTime.getAsLong();
    long wait = Math.max(byNameAndClient.waitNanos(pair, now), byClient.waitNanos(client, now));
    if (wait > 0) {
      return new LoginAttempt.MustWait(Duration.ofNanos(wait));
    }
    byNameAndClient.add(pair, now);
    byClient.add(client, now);
    return new LoginAttempt.Begun(this, pair, now);
  }

  /** A success forgives the failures of this name, but none of another name from this client. */
  synchronized void succeeded(NameAndClient pair, long time) {
    byNameAndClient.clear(pair);
    byClient.remove(pair.client(), time);
  }

  synchronized void withdrawn(NameAndClient pair, long time) {
    byNameAndClient.remove(pair, time);
    byClient.remove(pair.client(), time);
  }

  /** How many keys are remembered, of both kinds. */
  synchronized int size() {
    return byNameAndClient.size() + byClient.size();
  }

  private static String beginning(String callerName) {
    String name =
        callerName.length() > NAME_LENGTH ? callerName.substring(0, NAME_LENGTH) : callerName;
    return name.toLowerCase(Locale.ROOT);
  }

  private static String network(String clientAddress) {
    try {
      return IpAddress.parse(clientAddress).network().toString();
    } catch (IllegalArgumentException unreadable) {
      return "";
    }
  }

  /**
   * What failures are counted by.
   *
   * @param callerName the beginning of the name
   * @param client the client's address or network
   */
  record NameAndClient(String callerName, String client) {}
}
