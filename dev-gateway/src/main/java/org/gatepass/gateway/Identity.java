// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.util.List;
import java.util.Optional;

/**
 * The identity of a caller that the gateway sends to the application.
 *
 * @param name the name of the login
 * @param groups the names of the groups, possibly none
 * @param email the e-mail address, if there is one
 * @param displayName the display name, if there is one
 */
record Identity(
    String name, List<String> groups, Optional<String> email, Optional<String> displayName) {
  Identity {
    groups = List.copyOf(groups);
  }

  /** An identity with only a name. */
  static Identity of(String name) {
    return new Identity(name, List.of(), Optional.empty(), Optional.empty());
  }
}
