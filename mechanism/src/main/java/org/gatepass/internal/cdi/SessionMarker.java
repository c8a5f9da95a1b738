// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;

/**
 * Records the owner of each session when it is created, also for session-scoped beans, which create
 * sessions without {@code OwnSessionRequest}.
 */
public final class SessionMarker implements HttpSessionListener {
  @Override
  public void sessionCreated(HttpSessionEvent event) {
    ThisApplication.extensionIfAny()
        .flatMap(extension -> extension.currentRequest().get())
        .ifPresent(served -> served.session().recordIfNew(event.getSession()));
  }
}
