// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import java.util.Optional;

/**
 * Where a store finds callers: among the ready-made accounts, or by queries over an entity of the
 * application's own. Safe for use by many threads.
 */
interface CallerDirectory {
  /** The caller of exactly this name, whatever the database's collation takes for equal. */
  Optional<KnownCaller> find(String name);

  /** Notes that a caller has been let in. */
  void noteLogin(KnownCaller caller);

  /** Whether {@link #replaceHash} does anything. */
  boolean replacesHashes();

  /**
   * Replaces a hash by a better one of the same password, unless somebody changed it meanwhile.
   *
   * @return the caller as it is then
   */
  KnownCaller replaceHash(KnownCaller caller, String oldHash, String newHash);
}
