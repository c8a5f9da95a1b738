// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.gatepass.internal.session.SessionOwner.Caller;
import org.gatepass.internal.session.SessionOwner.Login;
import org.gatepass.spi.ClaimedIdentity;
import org.gatepass.spi.FailureText;
import org.gatepass.spi.signout.EndedLogins;
import org.gatepass.spi.signout.IssuerSession;
import org.jspecify.annotations.Nullable;

/**
 * The ends of remembered logins on all nodes, if the application has {@link EndedLogins}. Otherwise
 * this class stores no end, and each login counts as not ended. A login is identified by its caller
 * and its time: all copies of its session have both, also those that an earlier version has
 * written. Safe for use by many threads.
 */
public final class LoginEnds {
  private static final Logger LOG = System.getLogger(LoginEnds.class.getName());

  /** The clock of a node that still accepts a login may be this much behind. */
  private static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofHours(1);

  private final Optional<EndedLogins> shared;
  private final Duration maxAge;
  private final InstantSource clock;

  /**
   * Makes an instance.
   *
   * @param shared the ends on all nodes, if the application has them
   * @param maxAge the maximum age of a remembered login
   * @param clock the time of day
   */
  public LoginEnds(Optional<EndedLogins> shared, Duration maxAge, InstantSource clock) {
    this.shared = shared;
    this.maxAge = maxAge;
    this.clock = clock;
  }

  /** The ends of an application without {@link EndedLogins}. */
  public static LoginEnds onThisNode() {
    return new LoginEnds(Optional.empty(), Duration.ZERO, InstantSource.system());
  }

  /**
   * Ends the login that a session remembers, if it remembers one. A failure is logged: the session
   * ends on this node nevertheless.
   */
  void end(Caller owner) {
    Login login = owner.login().orElse(null);
    Instant now = clock.instant();
    if (shared.isEmpty()
        || login == null
        || login.at().plus(maxAge).plus(MAX_CLOCK_DIFFERENCE).isBefore(now)) {
      return;
    }
    add(new EndedLogins.End(keyOf(owner.name(), login), now, now, login.at().plus(maxAge)));
  }

  /**
   * Ends a session at an issuer, or without a session id all sessions of the subject that have
   * begun until now. A failure is logged.
   *
   * @param session the session at the issuer
   * @param issuedAt when the issuer reported the end, by the issuer's clock
   */
  public void end(IssuerSession session, Instant issuedAt) {
    if (shared.isPresent()) {
      Instant now = clock.instant();
      String key =
          session.sessionId() != null
              ? key("sid", session.issuer(), session.sessionId())
              : key("sub", session.issuer(), String.valueOf(session.subject()));
      add(new EndedLogins.End(key, now, issuedAt, now.plus(IssuerSessions.kept(maxAge))));
    }
  }

  private void add(EndedLogins.End end) {
    try {
      shared.orElseThrow().add(end);
    } catch (Exception | LinkageError failure) {
      // On WildFly an interceptor may throw checked exceptions.
      LOG.log(
          Level.WARNING,
          () ->
              "A logout could not be stored, so that another node may accept a copy of its session: "
                  + FailureText.of(failure));
    }
  }

  /**
   * Whether a node has ended a remembered login, or has received its end from the issuer.
   *
   * @throws RuntimeException when the ends can't be read in time
   */
  public boolean hasEnded(String callerName, Login login) {
    if (shared.isEmpty()) {
      return false;
    }
    return hasEnded(
        List.of(keyOf(callerName, login)),
        login.issuerSession(),
        end -> !login.at().isAfter(end.at()) || isFromBefore(login.issuedAt(), end));
  }

  /**
   * Whether a node has received from the issuer the end of the session of an assertion or of
   * headers, by the rules of {@link IssuerSessions#hasEnded(ClaimedIdentity.Issued)}.
   *
   * @throws RuntimeException when the ends can't be read in time
   */
  public boolean hasEnded(ClaimedIdentity.@Nullable Issued issued) {
    if (shared.isEmpty() || issued == null) {
      return false;
    }
    return hasEnded(List.of(), issued.session(), end -> isFromBefore(issued.at(), end));
  }

  /**
   * Whether an assertion is from before the end of its subject's sessions, by the issuer's clock. A
   * node may have begun its login before it has read the end.
   */
  private static boolean isFromBefore(@Nullable Instant issuedAt, EndedLogins.End end) {
    return issuedAt != null && !issuedAt.isAfter(end.issuedAt());
  }

  private boolean hasEnded(
      List<String> logins, @Nullable IssuerSession session, Predicate<EndedLogins.End> ofSubject) {
    List<String> keys = new ArrayList<>(logins);
    String subject = null;
    if (session != null && session.sessionId() != null) {
      keys.add(key("sid", session.issuer(), session.sessionId()));
    }
    if (session != null && session.subject() != null) {
      subject = key("sub", session.issuer(), session.subject());
      keys.add(subject);
    }
    for (EndedLogins.End end : shared.orElseThrow().find(keys)) {
      if (!end.key().equals(subject) || ofSubject.test(end)) {
        return true;
      }
    }
    return false;
  }

  private static String keyOf(String callerName, Login login) {
    return key("login", callerName, Long.toString(login.at().toEpochMilli()));
  }

  /** The digest of texts, each after its length: names and claims of persons are not stored. */
  private static String key(String... texts) {
    StringBuilder all = new StringBuilder();
    for (String text : texts) {
      all.append(text.length()).append(':').append(text);
    }
    byte[] digest = sha256().digest(all.toString().getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
