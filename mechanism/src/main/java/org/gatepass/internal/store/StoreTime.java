// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

import java.util.OptionalLong;

/** The time that the identity stores take during one decision. Not safe for use by many threads. */
public final class StoreTime {
  private boolean called;
  private long nanos;

  /**
   * Adds the time of a call.
   *
   * @param callNanos the time in nanoseconds
   */
  void add(long callNanos) {
    called = true;
    nanos += callNanos;
  }

  /**
   * Returns the time of all calls.
   *
   * @return the time in nanoseconds; empty if the decision called no store
   */
  public OptionalLong nanos() {
    return called ? OptionalLong.of(nanos) : OptionalLong.empty();
  }
}
