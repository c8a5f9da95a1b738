// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * The logins that have ended before their time, shared by all nodes of an application. A module
 * provides it as a CDI bean with the qualifier {@code @Default}. Without a bean, a login ends only
 * on the node that receives the logout. Gatepass decides which logins have ended; the bean stores
 * the ends. Implementations are safe for use by many threads.
 */
public interface EndedLogins {
  /**
   * Stores an end until it expires. A later end of the same key replaces an earlier one.
   *
   * @param end the end
   * @throws RuntimeException when the end can't be stored
   */
  void add(End end);

  /**
   * Finds the ends that any node has stored before the last {@code gatepass.staleness}, and those
   * that this node has stored.
   *
   * @param keys the keys of the ends
   * @return the ends with these keys
   * @throws RuntimeException when the ends can't be read in time
   */
  List<End> find(Collection<String> keys);

  /**
   * The end of one login, or of several ones.
   *
   * @param key identifies the logins: 64 characters of printable ASCII at most
   * @param at when they ended, by the clock of the node that received the end
   * @param issuedAt when the issuer reported the end, by the issuer's clock; equal to {@code at}
   *     without an issuer
   * @param expires when the logins would have ended anyway
   */
  record End(String key, Instant at, Instant issuedAt, Instant expires) {}
}
