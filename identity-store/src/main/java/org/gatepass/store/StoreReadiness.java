// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

/**
 * A bean for health checks: whether the identity stores of this node have read their database. An
 * application can inject the bean if it has a definition of a store of this module. An application
 * without such a store is ready when it serves requests. Safe for use by many threads.
 */
public interface StoreReadiness {
  /**
   * Whether each store of this application has read its database since the application's start.
   * Until the first success a call reads the database: the revision, and then a caller name that no
   * caller can have, a blank. While one call reads, the others return {@code false} at once.
   * Afterwards the result stays {@code true}, also while the database is down, so that an outage
   * does not take all nodes from the proxy at once.
   *
   * @return true if all stores have read their database
   */
  boolean isReady();
}
