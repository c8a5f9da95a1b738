// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.spi.signout.IssuerSession;
import org.jspecify.annotations.Nullable;

/** The owner that a session records: anonymous requests, one caller, or unreadable. */
public sealed interface SessionOwner {
  /** A session that only anonymous requests have used, such as a visitor's basket. */
  record Anonymous() implements SessionOwner {}

  /**
   * A session without a readable owner.
   *
   * @param recorded whether the session has an unreadable value, rather than none
   */
  record Unknown(boolean recorded) implements SessionOwner {}

  /**
   * A session that one caller has used.
   *
   * @param name the caller name, in the spelling of the identity store
   * @param lookupName the name that the identity stores looked up: the asserted one for a header
   *     login, {@code name} for a password or a token
   * @param by how the caller was authenticated: {@link AuthenticatedBy#HEADER}, {@link
   *     AuthenticatedBy#PASSWORD} or {@link AuthenticatedBy#TOKEN}; null for a mechanism of the
   *     application
   * @param login the login that the session remembers; empty if each request is authenticated anew
   */
  record Caller(String name, String lookupName, @Nullable AuthenticatedBy by, Optional<Login> login)
      implements SessionOwner {

    /** A caller with requests that are authenticated one by one. */
    public static Caller ofEachRequest(
        String name, String lookupName, @Nullable AuthenticatedBy by) {
      return new Caller(name, lookupName, by, Optional.empty());
    }

    /** The login that the session remembers, if the caller logged in in this way. */
    public Optional<Login> loginBy(AuthenticatedBy way) {
      return by == way ? login : Optional.empty();
    }

    /** Whether another owner has the same login: the same caller, and the same time. */
    boolean isOfLogin(SessionOwner other) {
      return other instanceof Caller caller
          && name.equals(caller.name)
          && login.map(Login::at).equals(caller.login.map(Login::at));
    }

    /** Returns the class name alone: servers log session attributes. */
    @Override
    public String toString() {
      return "SessionOwner.Caller";
    }
  }

  /**
   * A login that a session remembers, for a new validation by the identity stores.
   *
   * @param securityStamp the security stamp that the store returned, or null if it returned none
   * @param headerGroups the mapped groups of the latest trusted header; empty after a password
   *     login
   * @param at when the caller logged in, to the millisecond
   * @param store the identity store that accepted the login, or null if none is recorded
   * @param issuerSession the session at the issuer of the latest assertion, or null if the login
   *     has none
   * @param issuedAt when the issuer made the assertion that began the login, by the issuer's clock;
   *     null if the login has no session at an issuer
   */
  record Login(
      @Nullable String securityStamp,
      Set<String> headerGroups,
      Instant at,
      @Nullable String store,
      @Nullable IssuerSession issuerSession,
      @Nullable Instant issuedAt) {
    /** Copies the groups. */
    public Login {
      headerGroups = Set.copyOf(headerGroups);
    }
  }
}
