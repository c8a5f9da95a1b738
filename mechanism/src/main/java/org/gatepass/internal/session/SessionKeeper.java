// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.function.Consumer;
import org.gatepass.internal.session.SessionOwner.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request of an application its {@link RequestSession}. Safe for use by many threads.
 */
public final class SessionKeeper {
  private final SessionBeans beans;
  private final Consumer<Caller> onEnd;
  private final OwnerTexts texts = new OwnerTexts();
  private final Object adoption = new Object();

  /**
   * Makes a keeper.
   *
   * @param beans the beans to destroy with a session
   * @param onEnd is called with the owner of each session that this library ends
   */
  public SessionKeeper(SessionBeans beans, Consumer<Caller> onEnd) {
    this.beans = beans;
    this.onEnd = onEnd;
  }

  /** The session of a request; the same object each time. */
  public RequestSession of(HttpServletRequest request) {
    return RequestSession.of(request).orElseGet(() -> RequestSession.begin(request, this));
  }

  /**
   * Notes that a mechanism of the application's own has been asked about a request. What it stored
   * in a session is its state: a request that ends here, with a redirect to a login page for
   * example, leaves that session to anonymous requests, and a login makes it the caller's.
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

  /** The lock under which a session of anonymous requests becomes a caller's. */
  Object adoption() {
    return adoption;
  }
}
