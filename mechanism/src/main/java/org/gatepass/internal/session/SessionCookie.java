// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.gatepass.internal.trust.WebOrigin;
import org.jspecify.annotations.Nullable;

/** Makes the session cookie one that only this application's pages and no script can use. */
public final class SessionCookie {
  private static final Logger LOG = System.getLogger(SessionCookie.class.getName());
  private static final String SAME_SITE = "SameSite";

  private SessionCookie() {}

  /**
   * Sets what the application has not set itself. It is for the start, before or while listeners
   * are told: the server takes no changes afterwards.
   */
  public static void protect(ServletContext application, @Nullable WebOrigin publicOrigin) {
    try {
      SessionCookieConfig cookie = application.getSessionCookieConfig();
      cookie.setHttpOnly(true);
      if (publicOrigin != null && publicOrigin.isSecure()) {
        cookie.setSecure(true);
      }
      if (cookie.getAttribute(SAME_SITE) == null) {
        cookie.setAttribute(SAME_SITE, "Lax");
      }
    } catch (IllegalStateException
        | IllegalArgumentException
        | UnsupportedOperationException
        | NoSuchMethodError tooLateOrBeforeServlet6) {
      // IllegalArgumentException: Payara has no session cookie where the default locale is Turkish.
      LOG.log(
          Level.WARNING,
          () ->
              "The server does not let the session cookie be set up; web.xml has to say http-only,"
                  + " secure and SameSite: "
                  + tooLateOrBeforeServlet6.getClass().getName());
    }
  }
}
