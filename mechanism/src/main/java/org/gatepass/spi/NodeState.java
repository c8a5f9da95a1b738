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

  /** A number about the state of this node. */
  enum Gauge {
    /** How many callers the caches of the identity stores contain. */
    CACHED_CALLERS,
    /**
     * The age in seconds of the revision in use, counted from the moment its query was sent; of
     * several revisions, the oldest. Requests cause the readings, so the age may grow on an idle
     * node.
     */
    REVISION_AGE,
    /**
     * The number of keys by which failed logins are counted: pairs of a name and a client, and
     * clients alone. A node keeps at most 60,000, some of them longer than the five minutes for
     * which they count.
     */
    FAILED_LOGIN_KEYS,
    /**
     * The time in seconds since this node fetched the keys that verify signed assertions. There is
     * no value for keys from a file, or for keys that are fetched one by one, as from AWS.
     */
    KEY_SET_AGE
  }
}
