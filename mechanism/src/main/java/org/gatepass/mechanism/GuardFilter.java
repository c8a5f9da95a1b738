// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatepass.session.RequestSession;
import org.gatepass.settings.MechanismSettings;
import org.gatepass.trust.HeaderName;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what a mechanism can't: it ends a request that has been refused (Liberty sends the
 * refusal of an unprotected resource and runs its servlet all the same), and hides the secret
 * header from the application (Liberty ignores a request that a mechanism wraps). It checks offered
 * passwords for which a server would call no mechanism ({@link OfferedLoginRequest}). It also
 * answers a request for which the server called no mechanism, and leaves behind what {@link
 * org.gatepass.TrustReport} is made of. It never decides, but has {@link SoleDoor} decide where the
 * container has not asked.
 */
final class GuardFilter implements Filter {
  private static final String ENDED = "org.gatepass.ended";

  private volatile @Nullable InForce inForce;

  /** Marks a request as answered: no servlet is to see it. */
  static void end(ServletRequest request) {
    request.setAttribute(ENDED, true);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getAttribute(ENDED) != null) {
      return;
    }
    InForce found = inForce();
    if (found == null
        || found.settings() == null
        || !(request instanceof HttpServletRequest received)
        || !(response instanceof HttpServletResponse answer)) {
      chain.doFilter(request, response);
      return;
    }
    TrustReporter.attend(received, found.settings());
    HttpServletRequest http = received;
    SoleDoor alone = found.alone();
    if (alone != null) {
      http = alone.admit(received, answer);
      if (request.getAttribute(ENDED) != null) {
        return;
      }
    } else {
      http = new OfferedLoginRequest(received, found.entrance());
    }
    if (MechanismCall.endWithout(received, answer)) {
      return;
    }
    RequestSession session =
        RequestSession.of(received).orElseGet(() -> found.extension().flow().undecided(received));
    HeaderName secretHeader = found.settings().secretHeader();
    HttpServletRequest inner =
        secretHeader == null || OwnSessionRequest.isIn(received)
            ? http
            : new SecretHidingRequest(http, secretHeader);
    HttpServletRequest seen =
        OwnSessionRequest.isIn(received)
            ? inner
            : new OwnSessionRequest(inner, response, session, found.extension().currentRequest());
    found
        .extension()
        .currentRequest()
        .serve(new CurrentRequest.Served(seen, session), () -> chain.doFilter(seen, response));
  }

  private @Nullable InForce inForce() {
    InForce known = inForce;
    if (known == null) {
      RemoteUserExtension extension;
      try {
        extension = RemoteUserExtension.ofThisApplication();
      } catch (IllegalStateException noCdi) {
        // Not remembered: what can't be found now may be there for the next request.
        return null;
      }
      known =
          new InForce(
              extension,
              extension.isOn() ? extension.settings() : null,
              new Entrance(extension::flow),
              extension.soleDoor().orElse(null));
      inForce = known;
    }
    return known;
  }

  private record InForce(
      RemoteUserExtension extension,
      @Nullable MechanismSettings settings,
      Entrance entrance,
      @Nullable SoleDoor alone) {}
}
