// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.password;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.gatepass.internal.trust.IpAddress;

/**
 * The limits on failed logins by password or token. Failures of passwords are counted by caller
 * name and client address together, and by client address alone. They are not counted by name
 * alone, so that an attacker cannot lock out a caller who has another address. Ten failures of the
 * first kind and thirty of the second are free in five minutes. Then the next attempt has to wait,
 * for at most 30 seconds. An attempt that has to wait is not checked and not counted. A token has
 * no name: its failures are counted by client address alone.
 *
 * <p>Each attempt counts as a failure from its start until it succeeds or is withdrawn, so that
 * concurrent attempts do not bypass the limits. IPv6 clients of the same /64 network count as one,
 * because a client has all its addresses. The counts are stored in the memory of this node, at most
 * about four megabytes. A name or an address whose failures no longer count is removed with the
 * next attempt of any caller. Safe for use by many threads.
 */
public final class FailedLogins {
  private static final FailureLimit BY_NAME_AND_CLIENT = new FailureLimit(10);
  private static final FailureLimit BY_CLIENT = new FailureLimit(30);
  private static final int CAPACITY = 10_000;

  /** The counted part of a name; the names of accounts are not longer. */
  private static final int NAME_LENGTH = 150;

  private final LongSupplier nanoTime;
  private final FailureTable<NameAndClient> byNameAndClient;
  private final FailureTable<String> byClient;

  /**
   * Creates an empty count.
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
   * Begins an attempt, unless it has to wait.
   *
   * @param callerName the offered caller name
   * @param clientAddress the client's address, as a literal
   * @return the attempt
   */
  public synchronized LoginAttempt begin(String callerName, String clientAddress) {
    String client = network(clientAddress);
    NameAndClient pair = new NameAndClient(beginning(callerName), client);
    long now = removeOld();
    long wait = Math.max(byNameAndClient.waitNanos(pair, now), byClient.waitNanos(client, now));
    if (wait > 0) {
      return new LoginAttempt.MustWait(Duration.ofNanos(wait));
    }
    byNameAndClient.add(pair, now);
    byClient.add(client, now);
    return new LoginAttempt.Begun(this, pair, now);
  }

  /**
   * Begins an attempt without a name, unless it has to wait.
   *
   * @param clientAddress the client's address, as a literal
   * @return the attempt
   */
  public synchronized LoginAttempt begin(String clientAddress) {
    String client = network(clientAddress);
    long now = removeOld();
    long wait = byClient.waitNanos(client, now);
    if (wait > 0) {
      return new LoginAttempt.MustWait(Duration.ofNanos(wait));
    }
    byClient.add(client, now);
    return new LoginAttempt.Begun(this, new NameAndClient("", client), now);
  }

  /** Clears the failures of this name and client, but not those of other names from this client. */
  synchronized void succeeded(NameAndClient pair, long time) {
    byNameAndClient.clear(pair);
    byClient.remove(pair.client(), time);
  }

  synchronized void withdrawn(NameAndClient pair, long time) {
    byNameAndClient.remove(pair, time);
    byClient.remove(pair.client(), time);
  }

  /**
   * The number of stored keys of both kinds whose failures count.
   *
   * @return the number, at most 20,000; the mechanism has up to three such counts
   */
  public synchronized int size() {
    removeOld();
    return byNameAndClient.size() + byClient.size();
  }

  /** Removes names and addresses whose failures no longer count, and returns the present time. */
  private long removeOld() {
    long now = nanoTime.getAsLong();
    byNameAndClient.removeOld(now);
    byClient.removeOld(now);
    return now;
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
   * The key of a count.
   *
   * @param callerName the beginning of the name; empty for an attempt without one
   * @param client the client's address or network
   */
  record NameAndClient(String callerName, String client) {}
}
