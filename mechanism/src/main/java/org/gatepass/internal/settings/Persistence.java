// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.util.Set;

/**
 * Whether header callers are remembered in the session, and where a header admits.
 *
 * @param isOn whether they are remembered
 * @param loginPaths the only paths on which a header admits; none for everywhere
 */
public record Persistence(boolean isOn, Set<String> loginPaths) {
  /** Copies the paths. */
  public Persistence {
    loginPaths = Set.copyOf(loginPaths);
  }

  /** Whether a header admits on each path. */
  public boolean isEverywhere() {
    return loginPaths.isEmpty();
  }

  /** Whether a header admits on a path: the whole path below the context root, compared exactly. */
  public boolean admitsHeaderOn(String path) {
    return loginPaths.isEmpty() || loginPaths.contains(path);
  }
}
