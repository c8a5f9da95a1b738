// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.gatepass.internal.flow.Attempt;
import org.gatepass.internal.flow.AuthenticationFlow;
import org.gatepass.internal.flow.Outcome;
import org.gatepass.internal.flow.Outcome.Authenticated;
import org.gatepass.internal.flow.Outcome.Challenge;
import org.gatepass.internal.flow.Outcome.Reject;
import org.gatepass.internal.flow.Outcome.SignedOut;
import org.jspecify.annotations.Nullable;

/**
 * The common part of all integrations: it lets the flow decide about a request, and carries out the
 * part of the decision that does not depend on the integration. The integration then notifies its
 * container. Safe for use by many threads.
 */
public final class RequestReceiver {
  private final Supplier<AuthenticationFlow> source;
  private volatile @Nullable AuthenticationFlow flow;

  /**
   * Creates a receiver.
   *
   * @param source supplies the flow at the first request, when the stores are available
   */
  public RequestReceiver(Supplier<AuthenticationFlow> source) {
    this.source = source;
  }

  /** Receives a request from the container. An answer of Gatepass ends the request. */
  public Outcome receive(Attempt attempt, HttpServletResponse response) {
    Outcome outcome = receiveWithin(attempt, response);
    if (outcome instanceof Reject || outcome instanceof Challenge || outcome instanceof SignedOut) {
      EndedRequest.mark(attempt.request());
    }
    return outcome;
  }

  /**
   * Receives a request whose servlet has called {@code authenticate}: the servlet is running, and
   * continues with its answer.
   */
  public Outcome receiveWithin(Attempt attempt, HttpServletResponse response) {
    MechanismCall.note(attempt.request());
    if (flow == null) {
      GuardRegistration.require(attempt.request().getServletContext());
    }
    Outcome outcome = flow().decide(attempt);
    if (outcome instanceof Authenticated) {
      Answer.keepPrivate(response);
    } else if (outcome instanceof Reject reject) {
      Answer.reject(reject, attempt.request(), response);
    } else if (outcome instanceof Challenge challenge) {
      Answer.challenge(challenge, attempt.request(), response);
    } else if (outcome instanceof SignedOut) {
      Answer.signedOut(response);
    }
    return outcome;
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
