// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

/**
 * The readiness of a node for requests that need its identity stores, for the health check of a
 * proxy or of Kubernetes. The bean can be injected when the application has the definition of a
 * store of this module. An application without such a store is ready when it serves requests. Safe
 * for use by many threads.
 */
public interface StoreReadiness {
  /**
   * Whether each store of this application has read its database since the application's start.
   * Until the first success each call reads the database: the revision, and by the store's queries
   * a name that no caller can have. Afterwards the result stays {@code true}, also while the
   * database is down, so that an outage does not take all nodes from the proxy at once.
   *
   * @return true if all stores have read their database
   */
  boolean isReady();
}
