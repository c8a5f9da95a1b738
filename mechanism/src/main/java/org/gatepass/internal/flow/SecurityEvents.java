// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.gatepass.CallerAuthenticated;
import org.gatepass.Rejection;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.RequestRejected;
import org.gatepass.internal.bounded.BoundedMap;
import org.gatepass.internal.identity.Assertion;
import org.gatepass.internal.open.OpenPath;
import org.gatepass.internal.trust.IpAddress;
import org.gatepass.spi.DecisionObserver;
import org.gatepass.spi.FailureText;
import org.gatepass.spi.HeaderFault;
import org.jspecify.annotations.Nullable;

/**
 * Fires CDI events for the application, writes log lines for the operator, and calls the observers
 * of decisions. The first rejection of each reason, header and peer in a minute is logged as a
 * warning, further ones at {@code DEBUG}. IPv6 peers of the same /64 network count as one. No log
 * line contains a header value. Safe for use by many threads.
 */
public final class SecurityEvents {
  private static final Logger LOG = System.getLogger(SecurityEvents.class.getName());
  private static final Duration QUIET = Duration.ofMinutes(1);

  /** How many combinations of reason, header and peer are kept apart. */
  private static final int MAX_LOGGED = 1_000;

  /** The attribute of a request whose decision the observers get. */
  private static final String OBSERVED = "org.gatepass.observed";

  private final Consumer<Object> events;
  private final InstantSource clock;
  private final List<DecisionObserver> observers;
  private final Map<Logged, Instant> logged = new BoundedMap<>(MAX_LOGGED);

  public SecurityEvents(
      Consumer<Object> events, InstantSource clock, DecisionObserver... observers) {
    this.events = events;
    this.clock = clock;
    this.observers = List.of(observers);
  }

  /** Fires an event. The exception of an observer is logged, and does not affect the request. */
  public void fire(Object event) {
    try {
      events.accept(event);
    } catch (Exception | LinkageError failure) {
      observerFailed(event.getClass(), "An observer of ", failure);
    }
  }

  /**
   * Whether observers get the decision about an attempt: the first one about a request, and each
   * one about an offered credential. A server may call several times for a request.
   */
  boolean observes(Attempt attempt) {
    if (!isAnyActive()) {
      return false;
    }
    if (attempt.offered() != null) {
      return true;
    }
    HttpServletRequest request = attempt.request();
    // A peer can set an attribute to a text, by AJP.
    if (Boolean.TRUE.equals(request.getAttribute(OBSERVED))) {
      return false;
    }
    request.setAttribute(OBSERVED, true);
    return true;
  }

  private boolean isAnyActive() {
    for (DecisionObserver observer : observers) {
      if (isActive(observer)) {
        return true;
      }
    }
    return false;
  }

  private boolean isActive(DecisionObserver observer) {
    try {
      return observer.isActive();
    } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
      observerFailed(observer.getClass(), "The observer of decisions ", failure);
      return false;
    }
  }

  /** Calls the observers. The failure of one is logged, and does not affect the request. */
  void decided(DecisionObserver.Decision decision) {
    for (DecisionObserver observer : observers) {
      try {
        if (isActive(observer)) {
          observer.decided(decision);
        }
      } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
        observerFailed(observer.getClass(), "The observer of decisions ", failure);
      }
    }
  }

  private void observerFailed(Class<?> about, String subject, Throwable failure) {
    LOG.log(
        firstInAMinute(new Logged(about, failure.getClass().getName(), null))
            ? Level.WARNING
            : Level.DEBUG,
        () -> subject + about.getName() + " failed: " + FailureText.of(failure));
  }

  /** Reports a login that a session remembers. */
  void loggedIn(Visit visit, RemoteUserPrincipal caller) {
    Sender sender = visit.sender();
    fire(new CallerAuthenticated(caller, sender.peerAddress(), sender.clientAddress()));
  }

  /** Reports a rejection, and stores it in the request for {@link RequestRejected#of}. */
  void rejected(Visit visit, Rejection reason) {
    rejected(visit, reason, Optional.empty());
  }

  /** Reports a rejection with the time after which a retry may succeed. */
  void rejected(Visit visit, Rejection reason, Optional<Duration> retryAfter) {
    RequestRejected rejected = note(visit, reason, retryAfter);
    @Nullable String header = headerOf(visit, reason);
    LOG.log(
        firstInAMinute(rejected, header) ? Level.WARNING : Level.DEBUG,
        () ->
            (isIgnored(visit, reason) ? ignored(visit, rejected) : rejected(rejected, header))
                + code(reason));
  }

  /**
   * Reports a failure of an identity store. The log line contains the exceptions' classes and SQL
   * states, but no messages, since these may contain the caller name.
   */
  void storeFailed(Visit visit, Throwable failure) {
    RequestRejected rejected = note(visit, Rejection.STORE_UNAVAILABLE, Optional.empty());
    LOG.log(
        firstInAMinute(rejected, null) ? Level.ERROR : Level.DEBUG,
        () -> rejected(rejected, null) + code(rejected.reason()) + ": " + causes(failure));
  }

  /**
   * Reports a rejected request to the path at which an issuer ends logins.
   *
   * @param rule the rule that the request breaks; it holds no text of the request
   */
  void signOutRejected(Visit visit, String rule) {
    RequestRejected rejected = note(visit, Rejection.WRONG_LOGOUT_TOKEN, Optional.empty());
    LOG.log(
        firstInAMinute(rejected, rule) ? Level.WARNING : Level.DEBUG,
        () -> rejected(rejected, null) + code(rejected.reason()) + ": " + rule);
  }

  /**
   * Logs that the container protects an open path. The path is not open for such requests.
   *
   * @param prefix the prefix of the settings
   */
  void protectedOpenPath(String prefix, OpenPath path) {
    if (firstInAMinute(new Logged(path, prefix, null))) {
      LOG.log(
          Level.ERROR,
          () ->
              prefix
                  + ".open-paths: \""
                  + path
                  + "\" is not open for a request, because a constraint of the application protects"
                  + " its path: remove the constraint (web.xml, @ServletSecurity) or the open"
                  + " path");
    }
  }

  /** Logs the headers of which a value was left out. The login continues. */
  void leftOut(Visit visit, Set<HeaderFault> faults) {
    for (HeaderFault fault : faults) {
      String peer = visit.sender().peerAddress();
      LOG.log(
          firstInAMinute(fault.reason(), peer, fault.header()) ? Level.WARNING : Level.DEBUG,
          () -> "Left out a value from " + peer + ": " + fault.header() + code(fault.reason()));
    }
  }

  /**
   * Reports a failure of the application's code or of Gatepass. The log line contains messages and
   * stack frames, with the private texts of the request hidden.
   */
  void applicationFailed(Visit visit, Throwable failure) {
    RequestRejected rejected = note(visit, Rejection.APPLICATION_FAILED, Optional.empty());
    LOG.log(
        firstInAMinute(rejected, null) ? Level.ERROR : Level.DEBUG,
        () -> rejected(rejected, null) + code(rejected.reason()) + ": " + FailureText.of(failure));
  }

  private RequestRejected note(Visit visit, Rejection reason, Optional<Duration> retryAfter) {
    Sender sender = visit.sender();
    RequestRejected rejected =
        new RequestRejected(reason, sender.peerAddress(), sender.clientAddress(), retryAfter);
    visit.request().setAttribute(RequestRejected.ATTRIBUTE, rejected);
    fire(rejected);
    return rejected;
  }

  /**
   * Whether the caller header was ignored for this reason, and the request continues without it.
   */
  private static boolean isIgnored(Visit visit, Rejection reason) {
    return isAboutIgnoredHeader(visit, reason) && reason != Rejection.KEYS_UNAVAILABLE;
  }

  private static boolean isAboutIgnoredHeader(Visit visit, Rejection reason) {
    return visit.assertion() instanceof Assertion.Absent absent && absent.ignored() == reason;
  }

  /** The configured header that a reason concerns; null if it concerns none. */
  private static @Nullable String headerOf(Visit visit, Rejection reason) {
    if (visit.assertion() instanceof Assertion.Malformed malformed) {
      return malformed.reason() == reason ? malformed.header() : null;
    }
    boolean aboutTheCaller =
        visit.assertion() instanceof Assertion.Asserted
            ? reason != Rejection.CROSS_SITE && reason != Rejection.SESSION_ENDED
            : reason == Rejection.MISSING_HEADER || isAboutIgnoredHeader(visit, reason);
    return aboutTheCaller ? visit.callerHeader() : null;
  }

  private static String ignored(Visit visit, RequestRejected rejected) {
    return "Ignored "
        + visit.callerHeader()
        + " from "
        + (visit.peerTrusted() ? from(rejected) : "untrusted peer " + from(rejected));
  }

  private static String rejected(RequestRejected rejected, @Nullable String header) {
    return "Rejected request from " + from(rejected) + (header == null ? "" : ": " + header);
  }

  private static String code(Rejection reason) {
    return " (" + reason + ")";
  }

  private static String from(RequestRejected rejected) {
    String peer = rejected.peerAddress();
    return rejected.clientAddress().equals(peer)
        ? peer
        : peer + " for client " + rejected.clientAddress();
  }

  private boolean firstInAMinute(RequestRejected rejected, @Nullable String header) {
    return firstInAMinute(rejected.reason(), rejected.peerAddress(), header);
  }

  private boolean firstInAMinute(Rejection reason, String peerAddress, @Nullable String header) {
    return firstInAMinute(new Logged(reason, network(peerAddress), header));
  }

  private synchronized boolean firstInAMinute(Logged key) {
    Instant now = clock.instant();
    Instant last = logged.get(key);
    if (last != null && now.isBefore(last.plus(QUIET))) {
      return false;
    }
    logged.put(key, now);
    return true;
  }

  private static String causes(Throwable failure) {
    StringJoiner causes = new StringJoiner(" caused by ");
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      String state =
          cause instanceof SQLException sql ? " (SQL state " + sql.getSQLState() + ")" : "";
      causes.add(cause.getClass().getName() + state);
      cause = cause.getCause();
    }
    return causes.toString();
  }

  private static String network(String peerAddress) {
    return peerAddress.indexOf(':') < 0
        ? peerAddress
        : IpAddress.parse(peerAddress).network().toString();
  }

  /** The key of a log line: its reason or event, and a peer's network or an exception's class. */
  private record Logged(Object what, String whose, @Nullable String header) {}
}
