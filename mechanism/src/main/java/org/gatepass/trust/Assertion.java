// SPDX-License-Identifier: Apache-2.0
package org.gatepass.trust;

import java.util.Set;
import org.gatepass.Refusal;
import org.jspecify.annotations.Nullable;

/** What a request says about its caller, once it is known whether its peer is believed. */
public sealed interface Assertion {
  /**
   * Nobody is named, or by a peer that is not believed, which comes to the same.
   *
   * @param peerBelieved whether the peer has shown all evidence that is configured
   * @param ignored why an identity header that was there is ignored; null when none was there
   */
  record Absent(boolean peerBelieved, @Nullable Refusal ignored) implements Assertion {}

  /**
   * A believed peer names a caller, in good form.
   *
   * @param callerName the caller name
   * @param groups the groups after mapping; empty when none are read
   * @param email the e-mail address, or null
   * @param displayName the display name, or null
   */
  record Asserted(
      String callerName, Set<String> groups, @Nullable String email, @Nullable String displayName)
      implements Assertion {
    /** Copies the groups. */
    public Asserted {
      groups = Set.copyOf(groups);
    }

    /** Names the class alone: log lines must not hold what a header said. */
    @Override
    public String toString() {
      return "Asserted";
    }
  }

  /**
   * A believed peer says something malformed.
   *
   * @param reason what is wrong with it
   */
  record Malformed(Refusal reason) implements Assertion {}
}
