// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import org.gatepass.internal.session.RequestSession;

/**
 * Records the owner of each session when it is created, also for session-scoped beans, which create
 * sessions without {@code OwnSessionRequest}, and for mechanisms of the application.
 */
public final class SessionMarker implements HttpSessionListener {
  @Override
  public void sessionCreated(HttpSessionEvent event) {
    ThisApplication.extensionIfAny()
        .map(RemoteUserExtension::currentRequest)
        .ifPresent(
            current -> {
              if (current.isInMechanism()) {
                // The mechanism may answer the request before it returns, with a redirect.
                RequestSession.recordAnonymous(event.getSession());
              } else {
                current.get().ifPresent(served -> served.session().recordIfNew(event.getSession()));
              }
            });
  }
}
