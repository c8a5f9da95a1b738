// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi.signout;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * The logins that have ended before their maximum age, shared by all nodes of an application. A
 * module provides it as a CDI bean with the qualifier {@code @Default}. Without a bean, a login
 * ends only on the node that receives the logout. Gatepass adds a bean for accounts in a database:
 * there a bean of the application must be an {@code @Alternative}. Gatepass decides which logins
 * have ended; the bean stores the ends. Implementations are safe for use by many threads.
 */
public interface EndedLogins {
  /**
   * Stores an end until it expires. If the key has an end already, the later of each of the three
   * times counts: nodes store their ends in any order.
   *
   * @param end the end
   * @throws RuntimeException when the end can't be stored
   */
  void add(End end);

  /**
   * Finds ends by their keys. The result includes each end that this node has stored, and each end
   * that another node stored at least {@code gatepass.staleness} ago.
   *
   * @param keys the keys of the ends
   * @return the ends with these keys; an expired end may be missing
   * @throws RuntimeException when the ends can't be read in time
   */
  List<End> find(Collection<String> keys);

  /**
   * The end of one login, or of several ones.
   *
   * @param key identifies the logins: 64 characters of printable ASCII at most
   * @param at when the logins ended, by the clock of the node that received the end
   * @param issuedAt when the identity provider reported the end, by its clock; equal to {@code at}
   *     for a logout without a provider
   * @param expires when the end is no longer needed: each login has reached its maximum age, and
   *     each assertion from before the end is too old
   */
  record End(String key, Instant at, Instant issuedAt, Instant expires) {
    /**
     * Makes an end.
     *
     * @param key identifies the logins
     * @param at when they ended
     * @param issuedAt when the identity provider reported the end
     * @param expires when the end is no longer needed
     * @throws NullPointerException when one of them is null
     */
    public End {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(issuedAt, "issuedAt");
      Objects.requireNonNull(expires, "expires");
    }
  }
}
