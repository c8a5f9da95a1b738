// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.gatepass.internal.session.SessionOwner.Anonymous;
import org.gatepass.internal.session.SessionOwner.Caller;
import org.gatepass.internal.session.SessionOwner.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * The session of a request, with the restrictions for the request's caller. The session that the
 * request names may belong to another caller. Then an authenticated request gets an empty session
 * at once. An anonymous request gets one at the first use, so that an anonymous request that uses
 * no session changes none.
 *
 * <p>A session that another caller has used is never emptied and reused, because a request of that
 * caller may still refer to it. It ends, and a new session begins.
 *
 * <p>Safe for use by the threads of one request.
 */
public final class RequestSession {
  private static final String SELF = "org.gatepass.requestSession";
  private static final String OWNER = "org.gatepass.owner";
  private static final int END_MILLIS = 2_000;
  private static final Anonymous ANONYMOUS = new Anonymous();
  private static final Unknown NO_VALUE = new Unknown(false);
  private static final Unknown UNREADABLE = new Unknown(true);

  private final HttpServletRequest request;
  private final SessionKeeper keeper;

  /** The owner that this request records in sessions. */
  private SessionOwner user = ANONYMOUS;

  /** Whether the session that the request names belongs to another owner. */
  private boolean foreign;

  /** Whether a login has taken over the session that this anonymous request used. */
  private boolean takenOver;

  /**
   * Set while a session ends: code of the application may run then, and must not begin a session.
   */
  private boolean ending;

  /** Whether the application has logged the caller out, and no other login has followed. */
  private boolean loggedOut;

  /** The session whose owner was read last. Usually its caller continues it. */
  private @Nullable HttpSession ownerRead;

  private RequestSession(HttpServletRequest request, SessionKeeper keeper) {
    this.request = request;
    this.keeper = keeper;
  }

  static RequestSession begin(HttpServletRequest request, SessionKeeper keeper) {
    RequestSession session = new RequestSession(request, keeper);
    request.setAttribute(SELF, session);
    return session;
  }

  /** Records that only anonymous requests have used a session that this request has created. */
  static void recordAnonymous(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null && isOfThis(session)) {
      record(session, ANONYMOUS);
    }
  }

  /** Records that no caller has used a session that has just been created. */
  public static void recordAnonymous(HttpSession created) {
    record(created, ANONYMOUS);
  }

  /** The session of a request, after {@link SessionKeeper#of} has created it. */
  public static Optional<RequestSession> of(ServletRequest request) {
    return request.getAttribute(SELF) instanceof RequestSession session
        ? Optional.of(session)
        : Optional.empty();
  }

  /**
   * The owner of the session that the request names; {@link Anonymous} if it names none. A session
   * in the request's address is ignored, because anyone can send such a link. Payara accepts one
   * even if the application allows only cookies. This method creates no session.
   */
  public synchronized SessionOwner owner() {
    HttpSession session = request.getSession(false);
    if (session == null || request.isRequestedSessionIdFromURL()) {
      return ANONYMOUS;
    }
    SessionOwner owner = ownerOf(session);
    ownerRead = session;
    return owner instanceof Unknown && hasEnded(session) ? ANONYMOUS : owner;
  }

  /**
   * Continues as an anonymous request, with a session of anonymous requests or an empty one. A
   * request that names a conversation gets an empty session at once, because the container looks up
   * the conversation without this object.
   */
  public synchronized void useAnonymously() {
    user = ANONYMOUS;
    HttpSession session = named();
    if (session == null) {
      foreign = hasEndedMeanwhile();
    } else if (isOfThis(session)) {
      recordIfNew(session);
    } else {
      foreign = !(ownerOf(session) instanceof Anonymous);
      String query = request.getQueryString();
      if (foreign && query != null && query.contains("cid=")) {
        replace();
      }
    }
  }

  /**
   * Continues as a rejected request, in the application's error page. A session of anonymous
   * requests is visible. The session of a caller is hidden and does not end, and the request gets
   * no other session in its place.
   */
  public synchronized void withhold() {
    user = ANONYMOUS;
    HttpSession session = named();
    takenOver = session != null && !isOfThis(session) && !(ownerOf(session) instanceof Anonymous);
  }

  /**
   * Continues as the caller whose login the session remembers. It writes nothing, because a
   * concurrent request with a header may have changed the login.
   */
  public synchronized void continueAs(Caller caller) {
    user = caller;
    loggedOut = false;
    foreign = false;
    takenOver = false;
  }

  /**
   * Continues as a caller that this request has authenticated, without a login to record. The
   * caller continues the session that the request names if it is the caller's or only anonymous
   * requests have used it, else an empty one. If the request names no session, none is created.
   */
  public synchronized void useAs(Caller caller) {
    user = caller;
    loggedOut = false;
    takenOver = false;
    HttpSession justRead = ownerRead;
    ownerRead = null;
    // A session that has ended meanwhile has no readable owner.
    if (justRead != null && ownerOf(justRead).equals(caller)) {
      foreign = false;
      return;
    }
    HttpSession session = named();
    if (session == null) {
      foreign = hasEndedMeanwhile();
      return;
    }
    foreign = false;
    SessionOwner owner = ownerOf(session);
    if (owner instanceof Caller known && known.name().equals(caller.name())) {
      foreign = !known.equals(caller) && !record(session);
      endElsewhere(known);
    } else if (isOfThis(session)) {
      recordIfNew(session);
    } else if (!mayBeAdopted(owner) || !adopt(session, owner)) {
      replace();
    }
  }

  /**
   * Records a login in a session with a new id. A session of anonymous requests keeps its contents.
   *
   * @param caller the caller, with the login to remember
   * @param keepOwn whether a session that already belongs to the caller keeps its contents
   * @param over the owner of a session whose login each node rejects anyway, if there is one
   */
  public synchronized void logIn(Caller caller, boolean keepOwn, Optional<Caller> over) {
    user = caller;
    loggedOut = false;
    takenOver = false;
    HttpSession session = foreign ? null : named();
    SessionOwner owner = session == null ? ANONYMOUS : ownerOf(session);
    boolean own = keepOwn && owner instanceof Caller known && known.name().equals(caller.name());
    if (session == null && !foreign) {
      record(withAnIdOfItsOwn(request.getSession(true)));
    } else if (session == null
        || !(own || isOfThis(session) || mayBeAdopted(owner))
        || !adopt(session, owner)) {
      replace(over);
    }
  }

  /**
   * Follows a login without a decision of Gatepass: by the container, or by a mechanism of the
   * application.
   */
  public synchronized void follow(Principal caller) {
    if (!ending && !(user instanceof Caller known && known.name().equals(caller.getName()))) {
      useAs(ofTheContainer(caller));
    }
  }

  /**
   * Follows a logout: the caller's session ends, unless the container has ended it, and the request
   * continues anonymously. If the container has ended it, as on Liberty, the beans of that session
   * would otherwise remain until the end of the request.
   */
  public synchronized void followLogout() {
    loggedOut = true;
    if (!ending && user instanceof Caller) {
      end();
      user = ANONYMOUS;
      foreign = true;
    }
  }

  /** Whether the application has logged the caller out, and no other login has followed. */
  public synchronized boolean isLoggedOut() {
    return loggedOut;
  }

  /**
   * Ends the session that the request names, if it belongs to a caller, and on all nodes the login
   * that it remembers. The request continues anonymously.
   */
  public synchronized void end() {
    Optional<Caller> known =
        request.getSession(false) != null && owner() instanceof Caller caller
            ? Optional.of(caller)
            : Optional.empty();
    try {
      endHere();
    } finally {
      known.ifPresent(keeper.ends()::end);
    }
  }

  /**
   * Ends the session that the request names, if it belongs to a caller, on this node alone. For
   * logins that each node rejects anyway. The request continues anonymously.
   */
  public synchronized void endHere() {
    HttpSession session = request.getSession(false);
    if (session == null || !(owner() instanceof Caller owner)) {
      return;
    }
    ending = true;
    try {
      keeper.beans().destroy();
      endInAnotherThread(session);
    } finally {
      ending = false;
      user = ANONYMOUS;
      foreign = true;
      keeper.onEnd().accept(owner);
    }
  }

  /**
   * The session for the application.
   *
   * @param create whether to create a session if the request may use none
   * @return the session, or null if the request may use none and {@code create} is false
   */
  public @Nullable HttpSession get(boolean create) {
    followContainer();
    if (!isVisible()) {
      if (!create) {
        return null;
      }
      use();
    }
    HttpSession session = request.getSession(create);
    if (session != null) {
      recordIfNew(session);
    }
    return session;
  }

  /**
   * Whether the request may use the session that it names. A login may have taken over the session
   * of anonymous requests since this request began.
   */
  public synchronized boolean isVisible() {
    if (ending) {
      return true;
    }
    if (!foreign && !takenOver && user.equals(ANONYMOUS)) {
      HttpSession session = request.getSession(false);
      takenOver = session != null && ownerOf(session) instanceof Caller;
    }
    return !foreign && !takenOver;
  }

  /**
   * Ensures that the request's session is one that it may use; called before each use.
   *
   * @throws IllegalStateException if a login has taken over the session that this request used, or
   *     if the request is rejected: the session belongs to a caller, and must not end because of
   *     this request
   */
  public synchronized void use() {
    followContainer();
    if (isVisible()) {
      return;
    }
    if (takenOver) {
      throw new IllegalStateException("The session of this request belongs to a caller");
    }
    replace();
  }

  /** Records the owner of a session that this request has just created. */
  public synchronized void recordIfNew(HttpSession session) {
    if (isOfThis(session)) {
      Principal caller = user instanceof Anonymous ? request.getUserPrincipal() : null;
      if (caller != null) {
        user = ofTheContainer(caller);
      }
      record(session);
    }
  }

  /** Follows a login through a request that the application got from the container. */
  private synchronized void followContainer() {
    if (user instanceof Anonymous) {
      Principal caller = request.getUserPrincipal();
      if (caller != null) {
        follow(caller);
      }
    }
  }

  /** A caller without an authentication by Gatepass. */
  private static Caller ofTheContainer(Principal caller) {
    return Caller.ofEachRequest(caller.getName(), caller.getName(), null);
  }

  /** Whether a session is new and records no owner yet. */
  private static boolean isOfThis(HttpSession session) {
    try {
      return session.isNew() && session.getAttribute(OWNER) == null;
    } catch (IllegalStateException ended) {
      return false;
    }
  }

  /**
   * A session in the request's address is never taken over, because anyone may have sent the link.
   */
  private boolean mayBeAdopted(SessionOwner owner) {
    return owner instanceof Anonymous && !request.isRequestedSessionIdFromURL();
  }

  /**
   * Whether the session that the request names may have ended after the container had found its
   * beans. They are then destroyed at the first use of a session.
   */
  private boolean hasEndedMeanwhile() {
    return foreign || request.getRequestedSessionId() != null;
  }

  /** The valid session that the request names or has created, or null. */
  private @Nullable HttpSession named() {
    HttpSession session = request.getSession(false);
    return session == null || hasEnded(session) ? null : session;
  }

  private SessionOwner ownerOf(HttpSession session) {
    Object value;
    try {
      value = session.getAttribute(OWNER);
    } catch (RuntimeException endedOrDamaged) {
      return UNREADABLE;
    }
    if (value == null) {
      return NO_VALUE;
    }
    return value instanceof String text ? keeper.texts().read(text) : UNREADABLE;
  }

  /**
   * Records the owner in a session.
   *
   * @return false if another request has ended the session meanwhile
   */
  private boolean record(HttpSession session) {
    return record(session, user);
  }

  private static boolean record(HttpSession session, SessionOwner owner) {
    try {
      session.setAttribute(OWNER, SessionOwnerText.write(owner));
      return true;
    } catch (IllegalStateException ended) {
      return false;
    }
  }

  /**
   * Assigns a session of anonymous requests, or one of the caller, to the caller and changes its
   * id. An id that an attacker has planted must not remain, and WildFly and Liberty keep the id at
   * a login. Of two concurrent callers with the same session, one gets it.
   *
   * @return whether the session belongs to the caller now
   */
  private boolean adopt(HttpSession session, SessionOwner former) {
    synchronized (keeper.adoption()) {
      if (!ownerOf(session).equals(former) || !record(session)) {
        return false;
      }
    }
    try {
      request.changeSessionId();
      return true;
    } catch (IllegalStateException ended) {
      return false;
    } finally {
      endElsewhere(former);
    }
  }

  /**
   * Ends on all nodes the login of an owner whose session has ended, or has another owner now. A
   * copy of the session may still remember it. The database comes last, since it may be slow.
   */
  private void endElsewhere(SessionOwner former) {
    if (former instanceof Caller caller && !caller.isOfLogin(user)) {
      keeper.ends().end(caller);
    }
  }

  /**
   * Changes the id of a new session, if Undertow or Jetty reuses the id of another application's.
   */
  private HttpSession withAnIdOfItsOwn(HttpSession fresh) {
    String requested = request.getRequestedSessionId();
    // Either id may end with the name of a node.
    if (requested != null
        && (requested.contains(fresh.getId()) || fresh.getId().contains(requested))) {
      request.changeSessionId();
    }
    return fresh;
  }

  private void replace() {
    replace(Optional.empty());
  }

  /**
   * Ends the session that the request names and begins a new one. Only this order works on all
   * servers. If the session ended first, beans in use would remain. If it ended in the thread of
   * the request, values of the new caller would be lost.
   *
   * @param over the owner of a session whose login each node rejects anyway, if there is one
   */
  private void replace(Optional<Caller> over) {
    Optional<Caller> owner = Optional.empty();
    ending = true;
    try {
      HttpSession former = request.getSession(false);
      if (former == null || hasEnded(former)) {
        if (former != null) {
          invalidate(former);
        }
      } else {
        owner = ownerOf(former) instanceof Caller caller ? Optional.of(caller) : Optional.empty();
        keeper.beans().destroy();
        endInAnotherThread(former);
      }
      HttpSession fresh = request.getSession(true);
      if (fresh == null || !fresh.isNew()) {
        throw new IllegalStateException("The server continues the session of another caller");
      }
      record(withAnIdOfItsOwn(fresh));
      foreign = false;
      keeper.beans().destroy();
    } finally {
      ending = false;
      owner.ifPresent(keeper.onEnd());
      owner.filter(former -> !over.equals(Optional.of(former))).ifPresent(this::endElsewhere);
    }
  }

  /**
   * Ends a session in another thread. If another request ends it at the same time, Payara and
   * Tomcat return before it has ended, and would return it again.
   */
  private static void endInAnotherThread(HttpSession session) {
    OtherThread.run(
        () -> {
          invalidate(session);
          for (int i = 0; i < END_MILLIS && !hasEnded(session); i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
          }
        });
    if (!hasEnded(session)) {
      invalidate(session);
    }
  }

  private static void invalidate(HttpSession session) {
    try {
      session.invalidate();
    } catch (IllegalStateException endedMeanwhile) {
      // The session has ended, as intended.
    }
  }

  private static boolean hasEnded(HttpSession session) {
    try {
      session.getCreationTime();
      return false;
    } catch (IllegalStateException ended) {
      return true;
    }
  }
}
