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
import org.gatepass.internal.flow.Outcome.Anonymous;
import org.gatepass.internal.flow.Outcome.Authenticated;
import org.gatepass.internal.flow.Outcome.NotServed;
import org.gatepass.internal.servlet.Admission;
import org.gatepass.internal.servlet.Answer;
import org.gatepass.internal.servlet.EndedRequest;
import org.gatepass.internal.servlet.RequestReceiver;

/**
 * The integration on servers without Jakarta Security, such as Tomcat and Jetty. The first call for
 * a request, by the container or by {@code GuardFilter}, decides about it. The request stores the
 * outcome for later calls. A container may call never, once or several times. Safe for use by many
 * threads.
 *
 * @param receiver receives requests
 */
public record StandaloneIntegration(RequestReceiver receiver) implements Admission {
  private static final String OUTCOME = "org.gatepass.outcome";

  /**
   * {@inheritDoc}
   *
   * <p>Jetty does not call its module for unprotected resources.
   */
  @Override
  public HttpServletRequest admit(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (outcome(request).isEmpty() && request.getDispatcherType() == DispatcherType.REQUEST) {
      Outcome outcome = receive(request, response, false);
      if (outcome instanceof Authenticated && !request.authenticate(response)) {
        throw new IllegalStateException(
            "The server does not call Gatepass's module, so the request has no caller: see"
                + " docs/reference/servers.md");
      }
    }
    return new StandaloneRequest(request, this);
  }

  /** The outcome of a request; empty before the first call. */
  Optional<Outcome> outcome(HttpServletRequest request) {
    return request.getAttribute(OUTCOME) instanceof Outcome outcome
        ? Optional.of(outcome)
        : Optional.empty();
  }

  /** Decides about a request for the first time. An answer of Gatepass ends the request. */
  Outcome receive(
      HttpServletRequest request, HttpServletResponse response, boolean callerRequired) {
    if (request.getMethod().equals("TRACE")) {
      // Jetty would serve it and return all header lines.
      Answer.notServed(request, response);
      EndedRequest.mark(request);
      return keep(request, new NotServed());
    }
    return keep(request, receiver.receive(new Attempt(request, callerRequired, null), response));
  }

  /**
   * Decides again about a request whose servlet requires a caller.
   *
   * @return whether the request is authenticated; if not, the answer has been written
   */
  boolean demandCaller(Attempt attempt, HttpServletResponse response) {
    return outcome(attempt.request()).orElse(null) instanceof Authenticated
        || keep(attempt.request(), receiver.receiveWithin(attempt, response))
            instanceof Authenticated;
  }

  /** Checks the credential of a programmatic login. */
  Outcome logIn(HttpServletRequest request, HttpServletResponse response, Credential credential) {
    Outcome outcome =
        receiver.receiveWithin(Attempt.unwrapped(request, false, credential), response);
    return outcome instanceof Authenticated ? keep(request, outcome) : outcome;
  }

  /** Logs out the caller of a request. */
  void logOut(HttpServletRequest request) {
    receiver.flow().logOut(request);
    keep(request, new Anonymous());
  }

  private static Outcome keep(HttpServletRequest request, Outcome outcome) {
    request.setAttribute(OUTCOME, outcome);
    return outcome;
  }
}
