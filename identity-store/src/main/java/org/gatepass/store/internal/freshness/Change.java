// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

/**
 * A committed change of one caller.
 *
 * @param name the caller's name, as the database stores it
 * @param kind what has changed
 */
public record Change(String name, Kind kind) {
  /** What has changed; the first that applies. */
  public enum Kind {
    DELETED,
    /** The caller has, or had, another name. */
    RENAMED,
    /** Remembered logins end, or the caller may no longer log in. */
    REVOKED,
    GROUPS,
    OTHER
  }

  /** The class and the kind: a person may have chosen the name. */
  @Override
  public String toString() {
    return "Change " + kind;
  }
}
