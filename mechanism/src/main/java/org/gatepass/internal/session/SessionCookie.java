// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.gatepass.internal.trust.PublicUrl;
import org.jspecify.annotations.Nullable;

/**
 * Configures the attributes of the session cookie: {@code HttpOnly}, {@code Secure}, {@code
 * SameSite} and, behind a proxy that removes a path, {@code Path}.
 */
public final class SessionCookie {
  private static final Logger LOG = System.getLogger(SessionCookie.class.getName());
  private static final String SAME_SITE = "SameSite";
  private static final String HOST_PREFIX = "__Host-";

  private SessionCookie() {}

  /**
   * Sets the attributes that the application has not set. It must be called at the start, before or
   * during the calls of listeners: servers accept no changes later.
   */
  public static void protect(ServletContext application, @Nullable PublicUrl publicUrl) {
    try {
      SessionCookieConfig cookie = application.getSessionCookieConfig();
      cookie.setHttpOnly(true);
      if (publicUrl != null && publicUrl.origin().isSecure()) {
        cookie.setSecure(true);
      }
      if (publicUrl != null
          && !publicUrl.path().isEmpty()
          && !isOfTheHost(cookie.getName())
          && isDefault(cookie.getPath(), application.getContextPath())) {
        cookie.setPath(publicUrl.path());
      }
      if (cookie.getAttribute(SAME_SITE) == null) {
        cookie.setAttribute(SAME_SITE, "Lax");
      }
    } catch (IllegalStateException
        | IllegalArgumentException
        | UnsupportedOperationException
        | NoSuchMethodError tooLateOrBeforeServlet6) {
      // IllegalArgumentException: Payara has no session cookie with a Turkish default locale.
      LOG.log(
          Level.WARNING,
          () ->
              "The server does not allow Gatepass to configure the session cookie; configure"
                  + " http-only, secure and SameSite in web.xml: "
                  + tooLateOrBeforeServlet6.getClass().getName());
    }
  }

  /** Whether browsers accept the cookie with the path {@code /} only (RFC 6265bis, 4.1.3.2). */
  private static boolean isOfTheHost(@Nullable String name) {
    return name != null && name.regionMatches(true, 0, HOST_PREFIX, 0, HOST_PREFIX.length());
  }

  /** Whether the path is a server's default. WildFly and Liberty return theirs. */
  private static boolean isDefault(@Nullable String path, String contextPath) {
    return path == null || path.isEmpty() || path.equals("/") || path.equals(contextPath);
  }
}
