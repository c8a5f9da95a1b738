// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.gatepass.internal.flow.Attempt;
import org.gatepass.internal.flow.AuthenticationFlow;
import org.gatepass.internal.flow.Outcome;
import org.gatepass.internal.flow.Outcome.Anonymous;
import org.gatepass.internal.flow.Outcome.Authenticated;
import org.gatepass.internal.flow.Outcome.Challenge;
import org.gatepass.internal.flow.Outcome.Reject;
import org.gatepass.internal.flow.Outcome.SignedOut;
import org.gatepass.internal.session.RequestSession;
import org.jspecify.annotations.Nullable;

/**
 * The common part of all integrations: it lets the flow decide about a request, and carries out the
 * part of the decision that does not depend on the integration. The integration then notifies its
 * container. Safe for use by many threads.
 */
public final class RequestReceiver {
  private final Supplier<AuthenticationFlow> source;
  private volatile @Nullable AuthenticationFlow flow;
  private volatile @Nullable ErrorPages errorPages;

  /**
   * Creates a receiver.
   *
   * @param source supplies the flow at the first request, when the stores are available
   */
  public RequestReceiver(Supplier<AuthenticationFlow> source) {
    this.source = source;
  }

  /**
   * Receives a request from the container. An answer of Gatepass ends the request. If the
   * application has an error page for the status, this page shapes the answer. After a logout the
   * rest of a request stays anonymous, unless a caller is required.
   */
  public Outcome receive(Attempt attempt, HttpServletResponse response) {
    if (EndedRequest.isForPage(attempt.request()) && !attempt.callerRequired()) {
      // Liberty calls the mechanism for the error page too.
      return new Anonymous();
    }
    if (isLoggedOut(attempt.request()) && !attempt.callerRequired()) {
      // TomEE calls the mechanism again for the target of AsyncContext.dispatch.
      return new Anonymous();
    }
    Outcome outcome = decide(attempt);
    boolean page = hasErrorPage(outcome, attempt.request());
    // Marked first, because Liberty calls the error page at once.
    if (page) {
      useSessionInErrorPage(outcome, attempt.request());
      EndedRequest.markForPage(attempt.request());
    } else if (outcome instanceof Reject
        || outcome instanceof Challenge
        || outcome instanceof SignedOut) {
      EndedRequest.mark(attempt.request());
    }
    answer(outcome, page, attempt.request(), response);
    return outcome;
  }

  private static boolean isLoggedOut(HttpServletRequest request) {
    return RequestSession.of(request).filter(RequestSession::isLoggedOut).isPresent();
  }

  /**
   * Receives a request whose servlet has called {@code authenticate}: the servlet is running, and
   * continues with its answer.
   */
  public Outcome receiveWithin(Attempt attempt, HttpServletResponse response) {
    Outcome outcome = decide(attempt);
    answer(outcome, hasErrorPage(outcome, attempt.request()), attempt.request(), response);
    return outcome;
  }

  private Outcome decide(Attempt attempt) {
    MechanismCall.note(attempt.request(), attempt.callerRequired());
    if (flow == null) {
      GuardRegistration.require(attempt.request().getServletContext());
    }
    return flow().decide(attempt);
  }

  private static void answer(
      Outcome outcome, boolean page, HttpServletRequest request, HttpServletResponse response) {
    if (outcome instanceof Authenticated) {
      Answer.keepPrivate(response);
    } else if (outcome instanceof Reject reject) {
      Answer.reject(reject, page, request, response);
    } else if (outcome instanceof Challenge challenge) {
      Answer.challenge(challenge, page, request, response);
    } else if (outcome instanceof SignedOut) {
      Answer.signedOut(response);
    }
  }

  /** Whether the application has an error page for an outcome. A page does not lead to another. */
  private boolean hasErrorPage(Outcome outcome, HttpServletRequest request) {
    int status =
        outcome instanceof Reject reject
            ? reject.status()
            : outcome instanceof Challenge && !outcome.isDialogue()
                ? HttpServletResponse.SC_UNAUTHORIZED
                : HttpServletResponse.SC_OK;
    return status != HttpServletResponse.SC_OK
        && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) == null
        && errorPages(request).cover(status);
  }

  private ErrorPages errorPages(HttpServletRequest request) {
    ErrorPages known = errorPages;
    if (known == null) {
      known = ErrorPages.of(request.getServletContext());
      errorPages = known;
    }
    return known;
  }

  /**
   * Hides a caller's session from the error page. The page of a challenged request may use an empty
   * session, which ends the caller's. The page of a rejected request must not end it, nor that of
   * any challenged request if the header is required: the next request of the caller may be
   * accepted.
   */
  private void useSessionInErrorPage(Outcome outcome, HttpServletRequest request) {
    RequestSession session = RequestSession.of(request).orElseGet(() -> flow().undecided(request));
    if (outcome instanceof Challenge && !flow().isHeaderRequired()) {
      session.useAnonymously();
    } else {
      session.withhold();
    }
  }

  /** The flow that decides. */
  public AuthenticationFlow flow() {
    AuthenticationFlow known = flow;
    if (known == null) {
      known = source.get();
      flow = known;
    }
    return known;
  }
}
