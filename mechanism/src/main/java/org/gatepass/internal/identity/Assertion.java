// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.util.Set;
import org.gatepass.Rejection;
import org.gatepass.spi.ClaimedIdentity;
import org.gatepass.spi.HeaderFault;
import org.jspecify.annotations.Nullable;

/** The assertion of a request about its caller, after the check of its peer. */
public sealed interface Assertion {
  /**
   * The request names no caller, or its peer is not trusted.
   *
   * @param peerTrusted whether the peer has shown all configured evidence
   * @param ignored why the caller header is ignored; null if the request has none
   */
  record Absent(boolean peerTrusted, @Nullable Rejection ignored) implements Assertion {}

  /**
   * A trusted peer names a caller, in valid form.
   *
   * @param callerName the caller name
   * @param groups the groups after mapping; empty for none
   * @param email the e-mail address, or null if the source names none
   * @param displayName the display name, or null if the source names none
   * @param stableId the stable id, or null if the source is not configured to read ids
   * @param leftOut the headers of which an unreadable part was left out: a group, all groups, the
   *     e-mail address or the display name
   * @param issued the session at the issuer, or null if no issuer can end the login
   */
  record Asserted(
      String callerName,
      Set<String> groups,
      @Nullable String email,
      @Nullable String displayName,
      @Nullable String stableId,
      Set<HeaderFault> leftOut,
      ClaimedIdentity.@Nullable Issued issued)
      implements Assertion {
    /** Copies the sets. */
    public Asserted {
      groups = Set.copyOf(groups);
      leftOut = Set.copyOf(leftOut);
    }

    /** Returns the class name alone: log lines must not contain header values. */
    @Override
    public String toString() {
      return "Asserted";
    }
  }

  /**
   * The identity headers of a trusted peer are malformed.
   *
   * @param reason the reason code
   * @param header the name of the configured header that is malformed
   */
  record Malformed(Rejection reason, String header) implements Assertion {}
}
