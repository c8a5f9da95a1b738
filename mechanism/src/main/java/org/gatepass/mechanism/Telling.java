// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.gatepass.CallerAuthenticated;
import org.gatepass.Refusal;
import org.gatepass.RemoteUserPrincipal;
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
  private final Map<Told, Instant> told = new HashMap<>();

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

  /** Tells that a caller was let in and is remembered from now on. */
  void loggedIn(Visit visit, RemoteUserPrincipal caller) {
    Sender sender = visit.sender();
    happened(new CallerAuthenticated(caller, sender.peerAddress(), sender.clientAddress()));
  }

  /** Tells of a refusal, and leaves it in the request for the page that may ask. */
  void refused(Visit visit, Refusal reason) {
    refused(visit, reason, Optional.empty());
  }

  /** Tells of a refusal after which waiting helps. */
  void refused(Visit visit, Refusal reason, Optional<Duration> retryAfter) {
    RequestRefused refused = note(visit, reason, retryAfter);
    LOG.log(
        firstInAMinute(refused) ? Level.WARNING : Level.DEBUG,
        () -> "Refused request: " + reason + from(refused));
  }

  /**
   * Tells that a store could not be asked. The failure's messages are left out, since they may
   * quote the caller's name; its classes and SQL states say enough to find it.
   */
  void storeFailed(Visit visit, RuntimeException failure) {
    RequestRefused refused = note(visit, Refusal.STORE_UNAVAILABLE, Optional.empty());
    LOG.log(
        firstInAMinute(refused) ? Level.ERROR : Level.DEBUG,
        () -> "Refused request: " + refused.reason() + from(refused) + ": " + causes(failure));
  }

  private RequestRefused note(Visit visit, Refusal reason, Optional<Duration> retryAfter) {
    Sender sender = visit.sender();
    RequestRefused refused =
        new RequestRefused(reason, sender.peerAddress(), sender.clientAddress(), retryAfter);
    visit.request().setAttribute(RequestRefused.ATTRIBUTE, refused);
    happened(refused);
    return refused;
  }

  private static String from(RequestRefused refused) {
    String peer = ", peer " + refused.peerAddress();
    return refused.clientAddress().equals(refused.peerAddress())
        ? peer
        : peer + " for client " + refused.clientAddress();
  }

  private synchronized boolean firstInAMinute(RequestRefused refused) {
    Told key = new Told(refused.reason(), refused.peerAddress());
    Instant now = clock.instant();
    Instant last = told.get(key);
    if (last != null && now.isBefore(last.plus(QUIET))) {
      return false;
    }
    if (told.size() >= TOLD_LIMIT) {
      told.clear();
    }
    told.put(key, now);
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

  private record Told(Refusal reason, String peerAddress) {}
}
