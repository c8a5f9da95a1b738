// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.util.Set;

/**
 * The settings for remembered header logins.
 *
 * @param isOn whether sessions remember header logins
 * @param loginPaths the only paths on which a header login is accepted; empty for all paths
 */
public record Persistence(boolean isOn, Set<String> loginPaths) {
  /** Copies the paths. */
  public Persistence {
    loginPaths = Set.copyOf(loginPaths);
  }

  /** Whether header logins are accepted on all paths. */
  public boolean isEverywhere() {
    return loginPaths.isEmpty();
  }

  /**
   * Whether header logins are accepted on a path: the whole path below the context root, compared
   * exactly.
   */
  public boolean admitsHeaderOn(String path) {
    return loginPaths.isEmpty() || loginPaths.contains(path);
  }
}
