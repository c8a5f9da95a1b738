// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
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
 * @param loggedInAt when the caller logged in
 */
record RememberedCaller(
    String callerName,
    AuthenticatedBy enteredBy,
    @Nullable String securityStamp,
    Instant loggedInAt)
    implements Serializable {
  private static final String ATTRIBUTE = "org.gatepass.caller";

  /** Who is remembered in the request's session; no session is made for the question. */
  static Optional<RememberedCaller> in(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(ATTRIBUTE) instanceof RememberedCaller caller
        ? Optional.of(caller)
        : Optional.empty();
  }

  /** Remembers a caller who has just logged in, in a session with a new id. */
  static void remember(
      RemoteUserPrincipal caller, HttpServletRequest request, InstantSource clock) {
    forget(request);
    if (request.getSession(false) != null) {
      // WildFly and Liberty keep the id at a login; a planted one must not become the caller's.
      request.changeSessionId();
    }
    request
        .getSession(true)
        .setAttribute(
            ATTRIBUTE,
            new RememberedCaller(
                caller.getName(),
                caller.authenticatedBy(),
                caller.securityStamp().orElse(null),
                clock.instant()));
  }

  /** Ends the session of a remembered caller, and with it all that the application put there. */
  static Optional<RememberedCaller> forget(HttpServletRequest request) {
    Optional<RememberedCaller> remembered = in(request);
    if (remembered.isPresent()) {
      request.getSession().invalidate();
    }
    return remembered;
  }

  boolean isOlderThan(Duration maxAge, InstantSource clock) {
    return loggedInAt.plus(maxAge).isBefore(clock.instant());
  }

  RememberedCallerCredential credential() {
    return new RememberedCallerCredential(callerName, enteredBy, securityStamp);
  }
}
