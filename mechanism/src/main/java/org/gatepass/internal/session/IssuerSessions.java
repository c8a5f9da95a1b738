// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gatepass.internal.bounded.BoundedMap;
import org.gatepass.spi.ClaimedIdentity;
import org.gatepass.spi.signout.IssuerSession;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that issuers have ended: a session id alone, or all sessions of a subject until a
 * time. An entry is kept for the maximum age of a remembered login, and for a day at least, because
 * an assertion from before the end may be valid for that long. There are at most 100,000 entries;
 * with more, the oldest is dropped.
 *
 * <p>The object also stores the callers of the 10,000 sessions that were used last on this node, so
 * that open WebSockets can be closed when a session ends. Safe for use by many threads.
 */
public final class IssuerSessions {
  private static final int MAX_ENDED = 100_000;
  private static final int MAX_SEEN = 10_000;
  private static final Duration MIN_KEPT = Duration.ofDays(1);

  private final Duration kept;
  private final InstantSource clock;
  private final int maxEnded;

  /** In the order of their times. */
  private final Map<Key, End> ended = new LinkedHashMap<>();

  private final Map<Key, String> callers = new BoundedMap<>(MAX_SEEN);

  /** Whether a session has ended since the start; until then, requests take no lock. */
  private volatile boolean used;

  /**
   * Creates an empty table.
   *
   * @param maxAge the maximum age of a remembered login
   * @param clock the time of day
   */
  public IssuerSessions(Duration maxAge, InstantSource clock) {
    this(maxAge, clock, MAX_ENDED);
  }

  IssuerSessions(Duration maxAge, InstantSource clock, int maxEnded) {
    this.kept = kept(maxAge);
    this.clock = clock;
    this.maxEnded = maxEnded;
  }

  /** How long an end is kept, with a maximum age of remembered logins. */
  static Duration kept(Duration maxAge) {
    return maxAge.compareTo(MIN_KEPT) > 0 ? maxAge : MIN_KEPT;
  }

  /**
   * Records that a caller uses a session.
   *
   * @param session the session at the issuer
   * @param callerName the caller name, in the spelling of the identity store
   */
  public synchronized void seen(IssuerSession session, String callerName) {
    if (session.sessionId() != null) {
      callers.put(Key.ofSession(session.issuer(), session.sessionId()), callerName);
    }
    if (session.subject() != null) {
      callers.put(Key.ofSubject(session.issuer(), session.subject()), callerName);
    }
  }

  /**
   * Ends a session, or without a session id all sessions of the subject that have begun until now.
   *
   * @param session the session at the issuer
   * @param issuedAt when the issuer reported the end, by the issuer's clock
   * @return the name of the caller who last used the session on this node; empty for an unknown
   *     session
   */
  public synchronized Optional<String> end(IssuerSession session, Instant issuedAt) {
    Key key =
        session.sessionId() != null
            ? Key.ofSession(session.issuer(), session.sessionId())
            : Key.ofSubject(session.issuer(), String.valueOf(session.subject()));
    Instant now = clock.instant();
    End former = ended.remove(key);
    ended.put(
        key,
        former != null && former.issuedAt().isAfter(issuedAt)
            ? new End(now, former.issuedAt())
            : new End(now, issuedAt));
    used = true;
    dropOld(now);
    return Optional.ofNullable(callers.get(key));
  }

  private void dropOld(Instant now) {
    Iterator<End> oldest = ended.values().iterator();
    while (oldest.hasNext()) {
      End end = oldest.next();
      if (ended.size() <= maxEnded && !end.at().plus(kept).isBefore(now)) {
        return;
      }
      oldest.remove();
    }
  }

  /**
   * Whether the issuer has ended the session of a remembered login.
   *
   * @param session the session at the issuer; null if the login has none
   * @param loginAt when the login began, by the clock of this node
   */
  public boolean hasEnded(@Nullable IssuerSession session, Instant loginAt) {
    if (!used || session == null) {
      return false;
    }
    End ofSubject = ofSubject(session);
    return hasEndedById(session) || (ofSubject != null && !loginAt.isAfter(ofSubject.at()));
  }

  /**
   * Whether the issuer has ended the session of an assertion or of headers. The end of all sessions
   * of a subject ends only assertions that were issued before it. Headers have no time of issue:
   * they may belong to a later login at the proxy.
   *
   * @param issued the session of the assertion or of the headers; null if they name none
   */
  public boolean hasEnded(ClaimedIdentity.@Nullable Issued issued) {
    if (!used || issued == null) {
      return false;
    }
    End ofSubject = ofSubject(issued.session());
    return hasEndedById(issued.session())
        || (ofSubject != null && issued.at() != null && !issued.at().isAfter(ofSubject.issuedAt()));
  }

  private synchronized boolean hasEndedById(IssuerSession session) {
    return session.sessionId() != null
        && ended.containsKey(Key.ofSession(session.issuer(), session.sessionId()));
  }

  private synchronized @Nullable End ofSubject(IssuerSession session) {
    return session.subject() == null
        ? null
        : ended.get(Key.ofSubject(session.issuer(), session.subject()));
  }

  /** The number of entries about ended sessions. */
  synchronized int size() {
    return ended.size();
  }

  /**
   * When a session ended.
   *
   * @param at by the clock of this node
   * @param issuedAt by the clock of the issuer
   */
  private record End(Instant at, Instant issuedAt) {}

  /** A session id or a subject. Equal texts of both kinds are different keys. */
  private record Key(String issuer, boolean subject, String id) {
    static Key ofSession(String issuer, String id) {
      return new Key(issuer, false, id);
    }

    static Key ofSubject(String issuer, String id) {
      return new Key(issuer, true, id);
    }
  }
}
