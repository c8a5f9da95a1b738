// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.jaspic.standalone;

import jakarta.security.enterprise.credential.Credential;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.gatepass.internal.flow.Attempt;
import org.gatepass.internal.flow.Outcome;
import org.gatepass.internal.flow.Outcome.Authenticated;
import org.gatepass.internal.flow.Outcome.Anonymous;
import org.gatepass.internal.flow.Outcome.NotServed;
import org.gatepass.internal.servlet.Admission;
import org.gatepass.internal.servlet.Answer;
import org.gatepass.internal.servlet.EndedRequest;
import org.gatepass.internal.servlet.RequestReceiver;

/**
 * The integration where nothing implements Jakarta Security, as on Tomcat and Jetty: whoever asks
 * first about a request, the container or {@code GuardFilter}, has it decided, and what has come of
 * it stays with the request for all who ask after that. A container may ask never, once or often.
 * Safe for use by many threads.
 *
 * @param receiver where requests are received
 */
public record StandaloneIntegration(RequestReceiver receiver) implements Admission {
  private static final String OUTCOME = "org.gatepass.outcome";

  /**
   * Lets a request on to the application, as far as this integration is concerned: it may have
   * ended. Jetty does not ask about what is not protected.
   */
  @Override
  public HttpServletRequest admit(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (outcome(request).isEmpty() && request.getDispatcherType() == DispatcherType.REQUEST) {
      Outcome outcome = receive(request, response, false);
      if (outcome instanceof Authenticated && !request.authenticate(response)) {
        throw new IllegalStateException(
            "The server does not ask Gatepass's module, so it has no caller: see docs/reference/servers.md");
      }
    }
    return new StandaloneRequest(request, this);
  }

  /** What has come of a request; empty when nobody has asked yet. */
  Optional<Outcome> outcome(HttpServletRequest request) {
    return request.getAttribute(OUTCOME) instanceof Outcome outcome
        ? Optional.of(outcome)
        : Optional.empty();
  }

  /** Has a request decided for the first time: an answer of ours is the end of it. */
  Outcome receive(
      HttpServletRequest request, HttpServletResponse response, boolean callerRequired) {
    if (request.getMethod().equals("TRACE")) {
      // Jetty has it served, which sends all header lines back.
      Answer.notServed(response);
      EndedRequest.mark(request);
      return keep(request, new NotServed());
    }
    return keep(request, receiver.receive(new Attempt(request, callerRequired, null), response));
  }

  /**
   * Has a request decided anew whose servlet is running and wants a caller.
   *
   * @return whether there is one; if not, the answer has been written
   */
  boolean demandCaller(Attempt attempt, HttpServletResponse response) {
    return outcome(attempt.request()).orElse(null) instanceof Authenticated
        || keep(attempt.request(), receiver.receiveWithin(attempt, response)) instanceof Authenticated;
  }

  /** Has a credential checked that the application hands over. */
  Outcome logIn(HttpServletRequest request, HttpServletResponse response, Credential credential) {
    Outcome outcome =
        receiver.receiveWithin(Attempt.unwrapped(request, false, credential), response);
    return outcome instanceof Authenticated ? keep(request, outcome) : outcome;
  }

  /** Forgets the caller of a request. */
  void logOut(HttpServletRequest request) {
    receiver.flow().logOut(request);
    keep(request, new Anonymous());
  }

  private static Outcome keep(HttpServletRequest request, Outcome outcome) {
    request.setAttribute(OUTCOME, outcome);
    return outcome;
  }
}
