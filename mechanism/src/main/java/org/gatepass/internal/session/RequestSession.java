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
 * The session of one request, as far as the request's caller may use it. The session that the
 * request names may belong to somebody else: then this caller gets an empty one, at once where the
 * request has a caller, and at the first use where it is anonymous, so that an anonymous request
 * which uses no session changes none.
 *
 * <p>A session that another caller has used is never emptied and used again, because a request of
 * that caller may still hold it: it ends, and another one begins.
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

  /** As whom this request uses sessions. */
  private SessionOwner user = ANONYMOUS;

  /** Whether the session that the request names is another owner's. */
  private boolean foreign;

  /** Whether a login has taken over the session that this anonymous request saw. */
  private boolean takenOver;

  /** While a session ends, code of the application may run: it must not begin another one. */
  private boolean ending;

  /** The session whose owner has just been asked for: its caller goes on with it as a rule. */
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

  /** Records that only anonymous requests have used a session which this request has made. */
  static void recordAnonymous(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null && isOfThis(session)) {
      record(session, ANONYMOUS);
    }
  }

  /** The session of a request, once {@link SessionKeeper#of} has made it. */
  public static Optional<RequestSession> of(ServletRequest request) {
    return request.getAttribute(SELF) instanceof RequestSession session
        ? Optional.of(session)
        : Optional.empty();
  }

  /**
   * The owner of the session that the request names; {@link Anonymous} where it names none. A
   * session that the request names in its address counts for nothing, whatever the server makes of
   * it (Payara takes it even where only cookies are to be read): anybody can send anybody such a
   * link. No session is made.
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
   * Lets an anonymous request go on: it sees a session of anonymous requests, or an empty one. A
   * request that names a conversation gets the empty one at once, since the container looks the
   * conversation up without asking this object.
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
   * Lets the caller go on whom the session that the request names remembers. Nothing is written: a
   * request with a header may have changed the login meanwhile.
   */
  public synchronized void continueAs(Caller caller) {
    user = caller;
    foreign = false;
    takenOver = false;
  }

  /**
   * Lets a caller go on whom this request has authenticated, without a login to record: with the
   * session that the request names if it is the caller's or only anonymous requests have used it,
   * else with an empty one. No session is made where the request names none.
   */
  public synchronized void useAs(Caller caller) {
    user = caller;
    takenOver = false;
    HttpSession justRead = ownerRead;
    ownerRead = null;
    // One that has ended meanwhile has no readable owner.
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
    } else if (isOfThis(session)) {
      recordIfNew(session);
    } else if (!mayBeAdopted(owner) || !adopt(session, owner)) {
      replace();
    }
  }

  /**
   * Records a login in a session with a new id. The session of anonymous requests keeps what it
   * holds.
   *
   * @param caller the caller, with the login to remember
   * @param keepOwn whether a session that is the caller's already keeps what it holds
   */
  public synchronized void logIn(Caller caller, boolean keepOwn) {
    user = caller;
    takenOver = false;
    HttpSession session = foreign ? null : named();
    SessionOwner owner = session == null ? ANONYMOUS : ownerOf(session);
    boolean own = keepOwn && owner instanceof Caller known && known.name().equals(caller.name());
    if (session == null && !foreign) {
      record(withAnIdOfItsOwn(request.getSession(true)));
    } else if (session == null
        || !(own || isOfThis(session) || mayBeAdopted(owner))
        || !adopt(session, owner)) {
      replace();
    }
  }

  /**
   * Follows a login that this library did not decide about: one by the container, or by a mechanism
   * of the application's own.
   */
  public synchronized void follow(Principal caller) {
    if (!ending && !(user instanceof Caller known && known.name().equals(caller.getName()))) {
      useAs(ofTheContainer(caller));
    }
  }

  /**
   * Follows a logout: the caller's session ends, if the container has not ended it, and the request
   * goes on anonymously. Where the container has, as on Liberty, the beans of that session would
   * live on until the end of the request.
   */
  public synchronized void followLogout() {
    if (!ending && user instanceof Caller) {
      end();
      user = ANONYMOUS;
      foreign = true;
    }
  }

  /**
   * Ends the session that the request names, if it is a caller's; the request goes on anonymously.
   */
  public synchronized void end() {
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
    }
    keeper.onEnd().accept(owner);
  }

  /**
   * The session as the application sees it.
   *
   * @param create whether to make one where there is none
   * @return the session, or null where there is none that the request may see
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
   * Whether the request may see the session that it names. A login may have taken over the session
   * of anonymous requests since this one began.
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
   * Sees to it that what uses the session from now on uses one that the request may see.
   *
   * @throws IllegalStateException if a login has taken over the session that this request saw: its
   *     session is the caller's now, and must not end for this request
   */
  public synchronized void use() {
    followContainer();
    if (isVisible()) {
      return;
    }
    if (takenOver) {
      throw new IllegalStateException("A login has taken over the session of this request");
    }
    replace();
  }

  /** Records the owner of a session that has just been made in this request. */
  public synchronized void recordIfNew(HttpSession session) {
    if (isOfThis(session)) {
      Principal caller = user instanceof Anonymous ? request.getUserPrincipal() : null;
      if (caller != null) {
        user = ofTheContainer(caller);
      }
      record(session);
    }
  }

  /** Follows a login on a request that the application has taken from the container. */
  private synchronized void followContainer() {
    if (user instanceof Anonymous) {
      Principal caller = request.getUserPrincipal();
      if (caller != null) {
        follow(caller);
      }
    }
  }

  /** A caller whom this library has not authenticated. */
  private static Caller ofTheContainer(Principal caller) {
    return Caller.ofEachRequest(caller.getName(), caller.getName(), null);
  }

  /** Whether a session was made for this request, and records no owner yet. */
  private static boolean isOfThis(HttpSession session) {
    try {
      return session.isNew() && session.getAttribute(OWNER) == null;
    } catch (IllegalStateException ended) {
      return false;
    }
  }

  /** A session in the address is never taken over: anybody may have sent the link. */
  private boolean mayBeAdopted(SessionOwner owner) {
    return owner instanceof Anonymous && !request.isRequestedSessionIdFromURL();
  }

  /**
   * Whether the session that the request names may have ended after the container had found its
   * beans: they are destroyed then, at the first use of a session.
   */
  private boolean hasEndedMeanwhile() {
    return foreign || request.getRequestedSessionId() != null;
  }

  /** The live session that the request names or has made, or null. */
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
   * Records as whom this request uses sessions.
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
   * Makes a session the caller's, with a new id: a planted one must not become it, and WildFly and
   * Liberty keep it at a login. Of two callers who come with it at the same time, one gets it.
   *
   * @return whether it is the caller's now
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
    }
  }

  /** Undertow and Jetty give a new session the id by which another application knows one. */
  private HttpSession withAnIdOfItsOwn(HttpSession fresh) {
    String requested = request.getRequestedSessionId();
    // A node's name may stand at the end of either.
    if (requested != null
        && (requested.contains(fresh.getId()) || fresh.getId().contains(requested))) {
      request.changeSessionId();
    }
    return fresh;
  }

  /**
   * Ends the session that the request names and begins another one. The order is the only one that
   * works on all servers: beans that are in use live on where the session ends first, and what the
   * new caller writes is lost where it ends in the thread of the request.
   */
  private void replace() {
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
        throw new IllegalStateException("The server goes on with the session of another caller");
      }
      record(withAnIdOfItsOwn(fresh));
      foreign = false;
      keeper.beans().destroy();
    } finally {
      ending = false;
    }
    owner.ifPresent(keeper.onEnd());
  }

  /**
   * Ends a session in another thread. Where one more request ends it at the same time, Payara and
   * Tomcat return while it is still alive, and would hand it out again.
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
      // As it should be.
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
