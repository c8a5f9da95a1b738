// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import java.util.OptionalDouble;

/**
 * The state of a module on this node, as numbers for metrics. A module with such a state has a CDI
 * bean of this type with the qualifier {@code @Default}. An {@link IdentitySource} with such a
 * state implements this type, and Gatepass's bean returns its numbers.
 *
 * <p>Implementations are safe for use by many threads, also by threads that the server does not
 * manage. They read memory only: a call queries no database and sends no request.
 */
public interface NodeState {
  /**
   * Returns the present value of a number.
   *
   * @param gauge the number
   * @return the value; empty if another module has this number, or if there is no value yet
   */
  OptionalDouble valueOf(Gauge gauge);

  /** The numbers. */
  enum Gauge {
    /** How many callers the caches of the identity stores contain. */
    CACHED_CALLERS,
    /**
     * The time in seconds since this node sent the query for the revision whose result it uses. If
     * there are several revisions, the longest time. Requests read the revision, so that the time
     * grows without them.
     */
    REVISION_AGE,
    /**
     * The number of keys by which failed logins are counted: pairs of a name and a client, and
     * clients alone. A node keeps at most 60,000, some of them longer than the five minutes for
     * which they count.
     */
    FAILED_LOGIN_KEYS,
    /**
     * The time in seconds since the keys were fetched that verify signed assertions. Keys of a file
     * have no age, nor have keys with an address each.
     */
    KEY_SET_AGE
  }
}
