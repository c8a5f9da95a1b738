// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import java.util.List;

/** A cache that follows the revision. A {@link RevisionClock} calls it under its lock. */
interface Forgetful {
  /** Forgets these callers, also where they are being loaded. */
  void forget(List<Change> changes);

  /** Forgets all callers, also those that are being loaded. */
  void forgetAll();
}
