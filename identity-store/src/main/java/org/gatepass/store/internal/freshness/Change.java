// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import java.util.Optional;
import org.gatepass.CallerRevoked;
import org.gatepass.store.CallerGroupsChanged;
import org.gatepass.store.internal.caller.KnownCaller;
import org.jspecify.annotations.Nullable;

/**
 * A change of one caller.
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
    /** A login has ended; the name is the key of the end, and not that of a caller. */
    ENDED,
    OTHER;

    /** The kind of a stored text; an unknown text comes from a later version. */
    public static Kind of(@Nullable String text) {
      for (Kind kind : values()) {
        if (kind.name().equals(text)) {
          return kind;
        }
      }
      return OTHER;
    }
  }

  /**
   * The change of a caller.
   *
   * @param before the caller before
   * @param after the caller after, of the same name; null for a deleted caller
   */
  public static Change between(KnownCaller before, @Nullable KnownCaller after) {
    return new Change(before.name(), kind(before, after));
  }

  private static Kind kind(KnownCaller before, @Nullable KnownCaller after) {
    if (after == null) {
      return Kind.DELETED;
    }
    if (!after.hasStampOf(before)
        || (before.active() && !after.active())
        || (before.loginByHeader() && !after.loginByHeader())
        || (!before.passwordChangeRequired()
            && after.passwordChangeRequired()
            && after.hasPassword())) {
      return Kind.REVOKED;
    }
    return before.groups().equals(after.groups()) ? Kind.OTHER : Kind.GROUPS;
  }

  /** The event for the application; empty if the caller keeps logins and groups. */
  public Optional<Object> event() {
    return switch (kind) {
      case DELETED, RENAMED, REVOKED -> Optional.of(new CallerRevoked(name));
      case GROUPS -> Optional.of(new CallerGroupsChanged(name));
      case ENDED, OTHER -> Optional.empty();
    };
  }

  /** The class and the kind: a person may have chosen the name. */
  @Override
  public String toString() {
    return "Change " + kind;
  }
}
