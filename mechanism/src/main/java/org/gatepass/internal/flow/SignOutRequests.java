// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.gatepass.CallerLoggedOut;
import org.gatepass.Rejection;
import org.gatepass.internal.flow.Outcome.Reject;
import org.gatepass.internal.flow.Outcome.SignedOut;
import org.gatepass.internal.password.FailedLogins;
import org.gatepass.internal.password.LoginAttempt;
import org.gatepass.internal.session.IssuerSessions;
import org.gatepass.internal.session.LoginEnds;
import org.gatepass.spi.signout.SignOut;
import org.gatepass.spi.signout.SignOutEndpoint;

/**
 * The requests by which an issuer ends logins. They need no caller, and no evidence of a proxy: the
 * logout token is the proof. After ten failures in five minutes, a client's further failures are
 * answered with a wait, and its tokens are verified one at a time. A valid token is accepted
 * nevertheless: the issuer does not send it again, and strangers may share its address. Safe for
 * use by many threads.
 */
final class SignOutRequests {
  private static final long MAX_TURN_MILLIS = 1_000;

  private final SignOutEndpoint endpoint;
  private final IssuerSessions sessions;
  private final LoginEnds ends;
  private final SecurityEvents events;
  private final FailedLogins failures = new FailedLogins(System::nanoTime);

  /** Held by the client with too many failures whose token is verified. */
  private final Semaphore turn = new Semaphore(1, true);

  SignOutRequests(
      SignOutEndpoint endpoint, IssuerSessions sessions, LoginEnds ends, SecurityEvents events) {
    this.endpoint = endpoint;
    this.sessions = sessions;
    this.ends = ends;
    this.events = events;
  }

  /** Whether a request of any method is for the endpoint. */
  boolean serves(Visit visit) {
    return visit.offered() == null && endpoint.path().equals(visit.path());
  }

  /** Ends the logins that a valid request names. */
  Outcome answer(Visit visit) {
    Optional<Duration> wait = waitOf(visit);
    if (!visit.request().getMethod().equals("POST")) {
      return rejected(
          visit, wait, "the method is not POST", HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
    SignOutForm form = SignOutForm.read(visit.request());
    if (form instanceof SignOutForm.Malformed malformed) {
      return rejected(visit, wait, malformed.rule(), HttpServletResponse.SC_BAD_REQUEST);
    }
    String token = ((SignOutForm.Token) form).text();
    Optional<SignOut> result;
    try {
      result = wait.isEmpty() ? Optional.of(endpoint.verify(token)) : verifiedInTurn(token);
    } catch (RuntimeException failure) {
      events.applicationFailed(visit, failure);
      return new Reject(Rejection.APPLICATION_FAILED, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }
    if (result.isEmpty()) {
      return mustWait(visit, wait);
    }
    if (result.get() instanceof SignOut.Verified verified) {
      return end(visit, verified);
    }
    return result.get() instanceof SignOut.Unavailable unavailable
        ? tryLater(visit, unavailable.retryAfter())
        : rejected(
            visit,
            wait,
            ((SignOut.Rejected) result.get()).rule(),
            HttpServletResponse.SC_BAD_REQUEST);
  }

  /** The number of keys by which failures are counted. */
  int failureKeys() {
    return failures.size();
  }

  /** How long the failures of a client have to wait; empty if it has few. */
  private Optional<Duration> waitOf(Visit visit) {
    LoginAttempt attempt = failures.begin("", visit.sender().clientAddress());
    if (attempt instanceof LoginAttempt.MustWait mustWait) {
      return Optional.of(mustWait.retryAfter());
    }
    // Not counted while it is checked: an issuer may send many tokens at once.
    ((LoginAttempt.Begun) attempt).withdrawn();
    return Optional.empty();
  }

  /** Verifies a token after those that arrived before; empty if that takes too long. */
  private Optional<SignOut> verifiedInTurn(String token) {
    try {
      if (!turn.tryAcquire(MAX_TURN_MILLIS, TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(endpoint.verify(token));
    } finally {
      turn.release();
    }
  }

  private Outcome end(Visit visit, SignOut.Verified verified) {
    if (failures.begin("", visit.sender().clientAddress()) instanceof LoginAttempt.Begun begun) {
      begun.succeeded();
    }
    sessions
        .end(verified.session(), verified.issuedAt())
        .ifPresent(callerName -> events.fire(new CallerLoggedOut(callerName)));
    // Last, since a database may delay it.
    ends.end(verified.session(), verified.issuedAt());
    return new SignedOut();
  }

  private Outcome rejected(Visit visit, Optional<Duration> wait, String rule, int status) {
    if (wait.isPresent()) {
      return mustWait(visit, wait);
    }
    // An attempt that does not end counts as a failure.
    failures.begin("", visit.sender().clientAddress());
    events.signOutRejected(visit, rule);
    return new Reject(Rejection.WRONG_LOGOUT_TOKEN, status);
  }

  /** Does not count as a failure: the token may be valid. */
  private Outcome tryLater(Visit visit, Duration retryAfter) {
    events.rejected(visit, Rejection.KEYS_UNAVAILABLE, Optional.of(retryAfter));
    return new Reject(
        Rejection.KEYS_UNAVAILABLE,
        HttpServletResponse.SC_SERVICE_UNAVAILABLE,
        Optional.of(retryAfter));
  }

  private Outcome mustWait(Visit visit, Optional<Duration> wait) {
    events.rejected(visit, Rejection.TOO_MANY_ATTEMPTS, wait);
    return new Reject(Rejection.TOO_MANY_ATTEMPTS, Reject.TOO_MANY_REQUESTS, wait);
  }
}
