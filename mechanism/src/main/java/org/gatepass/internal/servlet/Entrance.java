// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.gatepass.internal.flow.Attempt;
import org.gatepass.internal.flow.AuthenticationFlow;
import org.gatepass.internal.flow.Outcome;
import org.gatepass.internal.flow.Outcome.Challenge;
import org.gatepass.internal.flow.Outcome.Enter;
import org.gatepass.internal.flow.Outcome.Refuse;
import org.jspecify.annotations.Nullable;

/**
 * What every door leads to: has the flow decide, and carries out all of the decision that does not
 * depend on the door. What is left to a door is to tell its container. Safe for use by many
 * threads.
 */
public final class Entrance {
  private final Supplier<AuthenticationFlow> source;
  private volatile @Nullable AuthenticationFlow flow;

  /**
   * Makes an entrance.
   *
   * @param source gives the flow when the first request comes, which is when the stores are there
   */
  public Entrance(Supplier<AuthenticationFlow> source) {
    this.source = source;
  }

  /** Receives a request that the container asks about: an answer of ours is the end of it. */
  public Outcome receive(Attempt attempt, HttpServletResponse response) {
    Outcome outcome = receiveWithin(attempt, response);
    if (outcome instanceof Refuse || outcome instanceof Challenge) {
      EndedRequest.mark(attempt.request());
    }
    return outcome;
  }

  /**
   * Receives a request whose servlet has asked for authentication itself: it is running, and goes
   * on with its answer.
   */
  public Outcome receiveWithin(Attempt attempt, HttpServletResponse response) {
    MechanismCall.note(attempt.request());
    if (flow == null) {
      GuardRegistration.require(attempt.request().getServletContext());
    }
    Outcome outcome = flow().decide(attempt);
    if (outcome instanceof Enter) {
      Answer.keepPrivate(response);
    } else if (outcome instanceof Refuse refuse) {
      Answer.refuse(refuse, response);
    } else if (outcome instanceof Challenge challenge) {
      Answer.challenge(challenge, response);
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
