// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.jspecify.annotations.Nullable;

/** The owner that a session records: anonymous requests, one caller, or none that can be read. */
public sealed interface SessionOwner {
  /** A session that only anonymous requests have used, such as a visitor's basket. */
  record Anonymous() implements SessionOwner {}

  /**
   * A session without a readable owner.
   *
   * @param recorded whether the session holds a value that can't be read, rather than none
   */
  record Unknown(boolean recorded) implements SessionOwner {}

  /**
   * A session that one caller has used.
   *
   * @param name the caller name, as the identity store writes it
   * @param lookupName the name that the identity stores were asked for: the asserted one for a
   *     header, {@code name} for a password
   * @param by how the caller was authenticated: {@link AuthenticatedBy#HEADER} or {@link
   *     AuthenticatedBy#PASSWORD}; null for a mechanism of the application's own
   * @param login the login that the session remembers; empty when the session holds no login and
   *     each request is authenticated anew
   */
  record Caller(String name, String lookupName, @Nullable AuthenticatedBy by, Optional<Login> login)
      implements SessionOwner {

    /** A caller whose requests are each authenticated anew. */
    public static Caller ofEachRequest(
        String name, String lookupName, @Nullable AuthenticatedBy by) {
      return new Caller(name, lookupName, by, Optional.empty());
    }

    /** The login that the session remembers, if the caller logged in that way. */
    public Optional<Login> loginBy(AuthenticatedBy way) {
      return by == way ? login : Optional.empty();
    }

    /** Names the class alone: servers write attributes of sessions into their logs. */
    @Override
    public String toString() {
      return "SessionOwner.Caller";
    }
  }

  /**
   * A login that a session remembers: what the identity stores are asked again with.
   *
   * @param securityStamp the stamp that the store gave, or null
   * @param headerGroups the mapped groups of the latest trusted header; empty after a password
   *     login
   * @param at when the caller logged in, to the millisecond
   * @param store the identity store that accepted the login, or null when it is not known
   */
  record Login(
      @Nullable String securityStamp,
      Set<String> headerGroups,
      Instant at,
      @Nullable String store) {
    /** Copies the groups. */
    public Login {
      headerGroups = Set.copyOf(headerGroups);
    }
  }
}
