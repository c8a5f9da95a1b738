// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.security.enterprise.credential.Credential;
import jakarta.servlet.http.HttpServletRequest;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.identity.Assertion;
import org.gatepass.internal.settings.MechanismSettings;
import org.gatepass.internal.trust.SameOriginRule;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;
import org.jspecify.annotations.Nullable;

/** One request on its way through the flow, with what its peer says. For one thread. */
final class Visit {
  private final Attempt attempt;
  private final MechanismSettings settings;
  private final Peer peer;
  private final RequestHeaders headers;
  private final Assertion assertion;

  Visit(Attempt attempt, MechanismSettings settings) {
    this.attempt = attempt;
    this.settings = settings;
    this.peer = ServletPeer.of(attempt.request());
    this.headers = ServletPeer.headers(attempt.request());
    this.assertion =
        settings.trust().headersEnabled()
            ? settings.trust().judge().judge(peer, headers)
            : new Assertion.Absent(false, null);
  }

  HttpServletRequest request() {
    return attempt.request();
  }

  /** What its peer says of the caller. */
  Assertion assertion() {
    return assertion;
  }

  /** The header that names the caller, whether or not it is there. */
  HeaderName callerHeader() {
    return settings.trust().judge().callerHeader();
  }

  /** Whether no browser says that a page of somebody else sent it, as far as that is checked. */
  boolean passesSameOriginCheck() {
    SameOriginRule rule = settings.session().sameOriginRule();
    return rule == null || rule.permits(request().getMethod(), headers);
  }

  /** The credential of a programmatic login, or null. */
  @Nullable Credential offered() {
    return attempt.offered();
  }

  /** Whether the offered credential is only checked, and the login follows. */
  boolean checksOnly() {
    return attempt.check();
  }

  /** Whether nobody is not enough. */
  boolean callerRequired() {
    return attempt.callerRequired() || settings.trust().failIfHeaderMissing();
  }

  /** Whether its peer has shown all evidence that is configured. */
  boolean peerTrusted() {
    return !(assertion instanceof Assertion.Absent absent) || absent.peerTrusted();
  }

  /** The path below the context root as the container matched it, never the raw one. */
  String path() {
    String pathInfo = request().getPathInfo();
    return pathInfo == null ? request().getServletPath() : request().getServletPath() + pathInfo;
  }

  /** Whether its client keeps cookies, of whatever kind. */
  boolean hasCookies() {
    return headers.values("cookie").hasMoreElements();
  }

  /** Where it came from; worked out only when somebody is told. */
  Sender sender() {
    return peerTrusted()
        ? Sender.behind(peer.address(), settings.trust().clientAddress().of(peer, headers))
        : Sender.alone(peer.address());
  }
}
