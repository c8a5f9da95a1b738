// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.owned;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/** The session as injected by CDI, through the request and directly. */
@RequestScoped
public class InjectedSession {
  @Inject HttpServletRequest request;
  @Inject HttpSession session;

  String note() {
    return SessionServlet.attribute(request.getSession(false))
        + ","
        + session.getAttribute(SessionServlet.NOTE);
  }
}
