// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.password;

import java.util.Map;
import java.util.function.LongSupplier;
import org.gatepass.internal.bounded.BoundedMap;
import org.gatepass.internal.password.VerifiedCredentials.Offer;

/**
 * The credentials that were correct within the last five minutes, the time for which a failure
 * counts. The check of such a credential does not wait after failures of other credentials. At most
 * 10,000; safe for use by many threads.
 */
public final class AcceptedLately {
  private static final int CAPACITY = 10_000;

  private final LongSupplier nanoTime;
  private final Map<Offer, Long> acceptedAt = new BoundedMap<>(CAPACITY);

  /**
   * Creates an empty set.
   *
   * @param nanoTime a monotonic clock in nanoseconds, such as {@code System::nanoTime}
   */
  public AcceptedLately(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Records a correct credential.
   *
   * @param offer the credential
   */
  public synchronized void add(Offer offer) {
    acceptedAt.put(offer, nanoTime.getAsLong());
  }

  /**
   * Removes a credential that is no longer correct.
   *
   * @param offer the credential
   */
  public synchronized void remove(Offer offer) {
    acceptedAt.remove(offer);
  }

  /**
   * Whether a credential was correct lately.
   *
   * @param offer the credential
   * @return whether it was correct within the last five minutes
   */
  public synchronized boolean contains(Offer offer) {
    Long time = acceptedAt.get(offer);
    return time != null && nanoTime.getAsLong() - time < FailureLimit.WINDOW.toNanos();
  }
}
