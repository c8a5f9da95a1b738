// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;
import java.util.function.Consumer;
import org.gatepass.internal.session.SessionOwner.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request of an application its {@link RequestSession}. Safe for use by many threads.
 */
public final class SessionKeeper {
  private final SessionBeans beans;
  private final Consumer<Caller> onEnd;
  private final LoginEnds ends;
  private final OwnerTexts texts = new OwnerTexts();
  private final Object adoption = new Object();

  /**
   * Creates a keeper.
   *
   * @param beans the beans to destroy with a session
   * @param onEnd called with the owner of each session that Gatepass ends
   * @param ends the ends of logins on all nodes
   */
  public SessionKeeper(SessionBeans beans, Consumer<Caller> onEnd, LoginEnds ends) {
    this.beans = beans;
    this.onEnd = onEnd;
    this.ends = ends;
  }

  /** The ends of logins on all nodes. */
  public LoginEnds ends() {
    return ends;
  }

  /** The session of a request; the same object each time. */
  public RequestSession of(HttpServletRequest request) {
    Optional<RequestSession> known = RequestSession.of(request);
    return known.isPresent() ? known.get() : RequestSession.begin(request, this);
  }

  /**
   * Records that a mechanism of the application was called for a request. The mechanism may store
   * state in a session. If the request ends without a caller, for example with a redirect to a
   * login page, the session belongs to anonymous requests. A login assigns it to the caller.
   *
   * @param caller the caller that the mechanism authenticated; null for an anonymous request
   */
  public void noteChosen(HttpServletRequest request, @Nullable Principal caller) {
    if (caller != null) {
      of(request).follow(caller);
    } else if (RequestSession.of(request).isEmpty()) {
      RequestSession.recordAnonymous(request);
    }
  }

  SessionBeans beans() {
    return beans;
  }

  Consumer<Caller> onEnd() {
    return onEnd;
  }

  OwnerTexts texts() {
    return texts;
  }

  /** The lock for assigning a session of anonymous requests to a caller. */
  Object adoption() {
    return adoption;
  }
}
