// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.gatepass.Refusal;
import org.gatepass.RequestRefused;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happened: events for the application, log lines for the operator. The first refusal of
 * each reason and peer in a minute is a warning, the rest is for debugging. No line holds a
 * header's value. Safe for use by many threads.
 */
final class Telling {
  private static final Logger LOG = System.getLogger(AuthenticationFlow.class.getName());
  private static final Duration QUIET = Duration.ofMinutes(1);

  /** How many pairs of reason and peer are told apart; beyond it the table starts anew. */
  private static final int TOLD_LIMIT = 1_000;

  private final Consumer<Object> events;
  private final InstantSource clock;
  private final Map<RequestRefused, Instant> told = new HashMap<>();

  Telling(Consumer<Object> events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  /** Tells observers. One that fails must not change what happens to the request. */
  void happened(Object event) {
    try {
      events.accept(event);
    } catch (RuntimeException failure) {
      LOG.log(
          Level.WARNING,
          () -> "An observer of " + event.getClass().getName() + " failed: " + causes(failure));
    }
  }

  /** Tells of a refusal, and leaves it in the request for the page that may ask. */
  void refused(HttpServletRequest request, Refusal reason) {
    RequestRefused refused = note(request, reason);
    LOG.log(
        firstInAMinute(refused) ? Level.WARNING : Level.DEBUG,
        () -> "Refused request: " + reason + ", peer " + refused.peerAddress());
  }

  /**
   * Tells that a store could not be asked. The failure's messages are left out, since they may
   * quote the caller's name; its classes and SQL states say enough to find it.
   */
  void storeFailed(HttpServletRequest request, RuntimeException failure) {
    RequestRefused refused = note(request, Refusal.STORE_UNAVAILABLE);
    LOG.log(
        firstInAMinute(refused) ? Level.ERROR : Level.DEBUG,
        () -> "Refused request: " + refused.reason() + ", " + causes(failure));
  }

  private RequestRefused note(HttpServletRequest request, Refusal reason) {
    RequestRefused refused = new RequestRefused(reason, request.getRemoteAddr());
    request.setAttribute(RequestRefused.ATTRIBUTE, refused);
    happened(refused);
    return refused;
  }

  private synchronized boolean firstInAMinute(RequestRefused refused) {
    Instant now = clock.instant();
    Instant last = told.get(refused);
    if (last != null && now.isBefore(last.plus(QUIET))) {
      return false;
    }
    if (told.size() >= TOLD_LIMIT) {
      told.clear();
    }
    told.put(refused, now);
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
}
