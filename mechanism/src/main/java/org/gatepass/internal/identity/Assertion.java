// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.util.Set;
import org.gatepass.Rejection;
import org.gatepass.internal.header.HeaderName;
import org.jspecify.annotations.Nullable;

/** What a request says about its caller, once it is known whether its peer is trusted. */
public sealed interface Assertion {
  /**
   * Nobody is named, or by a peer that is not trusted, which comes to the same.
   *
   * @param peerTrusted whether the peer has shown all evidence that is configured
   * @param ignored why an identity header that was there is ignored; null when none was there
   */
  record Absent(boolean peerTrusted, @Nullable Rejection ignored) implements Assertion {}

  /**
   * A trusted peer names a caller, in good form.
   *
   * @param callerName the caller name
   * @param groups the groups after mapping; empty when none are read
   * @param email the e-mail address, or null
   * @param displayName the display name, or null
   * @param leftOut the headers of which something could not be read and was left out: a group, all
   *     groups, the e-mail address or the display name
   */
  record Asserted(
      String callerName,
      Set<String> groups,
      @Nullable String email,
      @Nullable String displayName,
      Set<HeaderFault> leftOut)
      implements Assertion {
    /** Copies the sets. */
    public Asserted {
      groups = Set.copyOf(groups);
      leftOut = Set.copyOf(leftOut);
    }

    /** Names the class alone: log lines must not hold what a header said. */
    @Override
    public String toString() {
      return "Asserted";
    }
  }

  /**
   * A trusted peer says something malformed.
   *
   * @param reason what is wrong with it
   * @param header the configured header that is meant
   */
  record Malformed(Rejection reason, HeaderName header) implements Assertion {}
}
