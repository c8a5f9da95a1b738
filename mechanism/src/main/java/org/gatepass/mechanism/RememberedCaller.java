// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * A caller as the session remembers it: enough to ask the stores again, nothing that they decide.
 * What the container remembers by itself is not relied on, since it differs from server to server.
 *
 * @param callerName the name that the store gave
 * @param enteredBy how the caller logged in
 * @param securityStamp the stamp that the store gave, or null
 * @param headerGroups the mapped groups of the latest believed header; empty after a password login
 * @param loggedInAt when the caller logged in
 */
record RememberedCaller(
    String callerName,
    AuthenticatedBy enteredBy,
    @Nullable String securityStamp,
    Set<String> headerGroups,
    Instant loggedInAt)
    implements Serializable {
  private static final String ATTRIBUTE = "org.gatepass.caller";

  /** Copies the groups. */
  RememberedCaller {
    headerGroups = Set.copyOf(headerGroups);
  }

  static RememberedCaller of(
      RemoteUserPrincipal caller, Set<String> headerGroups, InstantSource clock) {
    return new RememberedCaller(
        caller.getName(),
        caller.authenticatedBy(),
        caller.securityStamp().orElse(null),
        headerGroups,
        clock.instant());
  }

  /**
   * Who is remembered in the request's session; no session is made for the question. A session that
   * the request names in its address counts for nothing, whatever the server makes of it (Payara
   * takes it even where only cookies are to be read): anybody can send anybody such a link.
   */
  static Optional<RememberedCaller> in(HttpServletRequest request) {
    if (request.isRequestedSessionIdFromURL()) {
      return Optional.empty();
    }
    HttpSession session = request.getSession(false);
    try {
      return session != null && session.getAttribute(ATTRIBUTE) instanceof RememberedCaller caller
          ? Optional.of(caller)
          : Optional.empty();
    } catch (IllegalStateException endedMeanwhile) {
      return Optional.empty();
    }
  }

  /** Puts this into a session with a new id, and ends the session of who was remembered before. */
  void begin(HttpServletRequest request) {
    forget(request);
    // A planted id must not become the caller's: neither that of a session which is there (WildFly
    // and Liberty keep it at a login), nor one by which another application knows a session, which
    // Undertow and Jetty give to a new one here.
    if (request.getSession(false) != null || isAsRequested(request.getSession(true), request)) {
      request.changeSessionId();
    }
    put(request);
  }

  /** Whether a session has the id that the request asks for, be it with a node's name at an end. */
  private static boolean isAsRequested(HttpSession session, HttpServletRequest request) {
    String requested = request.getRequestedSessionId();
    return requested != null
        && (requested.contains(session.getId()) || session.getId().contains(requested));
  }

  /** Puts this into the session as it is. */
  void put(HttpServletRequest request) {
    request.getSession(true).setAttribute(ATTRIBUTE, this);
  }

  /** Ends the session of a remembered caller, and with it all that the application put there. */
  static Optional<RememberedCaller> forget(HttpServletRequest request) {
    Optional<RememberedCaller> remembered = in(request);
    HttpSession session = remembered.isPresent() ? request.getSession(false) : null;
    if (session == null) {
      return Optional.empty();
    }
    try {
      session.invalidate();
      return remembered;
    } catch (IllegalStateException endedMeanwhile) {
      return Optional.empty();
    }
  }

  boolean isOlderThan(Duration maxAge, InstantSource clock) {
    return loggedInAt.plus(maxAge).isBefore(clock.instant());
  }

  RememberedCaller withHeaderGroups(Set<String> groups) {
    return new RememberedCaller(callerName, enteredBy, securityStamp, groups, loggedInAt);
  }

  RememberedCallerCredential credential() {
    return new RememberedCallerCredential(callerName, enteredBy, securityStamp);
  }

  /** Names the class alone: servers write what a session holds into their logs. */
  @Override
  public String toString() {
    return "RememberedCaller";
  }
}
