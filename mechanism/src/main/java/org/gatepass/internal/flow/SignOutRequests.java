// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.gatepass.CallerLoggedOut;
import org.gatepass.Rejection;
import org.gatepass.internal.flow.Outcome.Reject;
import org.gatepass.internal.flow.Outcome.SignedOut;
import org.gatepass.internal.password.FailedLogins;
import org.gatepass.internal.password.LoginAttempt;
import org.gatepass.internal.session.IssuerSessions;
import org.gatepass.spi.SignOut;
import org.gatepass.spi.SignOutEndpoint;

/**
 * The requests by which an issuer ends logins. They need no caller, and no evidence of a proxy: the
 * logout token is the proof. Failed requests of a client are limited like its failed passwords, but
 * a request does not count while it is checked: an issuer may send many tokens at once, and does
 * not repeat them. Safe for use by many threads.
 */
final class SignOutRequests {
  private final SignOutEndpoint endpoint;
  private final IssuerSessions sessions;
  private final SecurityEvents events;
  private final FailedLogins failures = new FailedLogins(System::nanoTime);

  SignOutRequests(SignOutEndpoint endpoint, IssuerSessions sessions, SecurityEvents events) {
    this.endpoint = endpoint;
    this.sessions = sessions;
    this.events = events;
  }

  /** Whether a request of any method is for the endpoint. */
  boolean serves(Visit visit) {
    return visit.offered() == null && endpoint.path().equals(visit.path());
  }

  /** Ends the logins that a valid request names. */
  Outcome answer(Visit visit) {
    LoginAttempt attempt = failures.begin("", visit.sender().clientAddress());
    if (attempt instanceof LoginAttempt.MustWait mustWait) {
      Optional<Duration> wait = Optional.of(mustWait.retryAfter());
      events.rejected(visit, Rejection.TOO_MANY_ATTEMPTS, wait);
      return new Reject(Rejection.TOO_MANY_ATTEMPTS, Reject.TOO_MANY_REQUESTS, wait);
    }
    ((LoginAttempt.Begun) attempt).withdrawn();
    if (!visit.request().getMethod().equals("POST")) {
      return rejected(visit, "the method is not POST", HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
    SignOutForm form = SignOutForm.read(visit.request());
    if (form instanceof SignOutForm.Malformed malformed) {
      return rejected(visit, malformed.rule(), HttpServletResponse.SC_BAD_REQUEST);
    }
    SignOut result;
    try {
      result = endpoint.verify(((SignOutForm.Token) form).text());
    } catch (RuntimeException failure) {
      events.applicationFailed(visit, failure);
      return new Reject(Rejection.APPLICATION_FAILED, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }
    return result instanceof SignOut.Verified verified
        ? end(visit, verified)
        : rejected(visit, ((SignOut.Rejected) result).rule(), HttpServletResponse.SC_BAD_REQUEST);
  }

  private Outcome end(Visit visit, SignOut.Verified verified) {
    if (failures.begin("", visit.sender().clientAddress()) instanceof LoginAttempt.Begun begun) {
      begun.succeeded();
    }
    sessions
        .end(verified.session(), verified.issuedAt())
        .ifPresent(callerName -> events.fire(new CallerLoggedOut(callerName)));
    return new SignedOut();
  }

  private Outcome rejected(Visit visit, String rule, int status) {
    // An attempt that does not end counts as a failure.
    failures.begin("", visit.sender().clientAddress());
    events.signOutRejected(visit, rule);
    return new Reject(Rejection.WRONG_LOGOUT_TOKEN, status);
  }
}
