// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The record that the server called an authentication mechanism or module for a request. A server
 * that calls none may serve protected resources without authentication, such as WildFly with an
 * unknown security domain. So a request without a call must not reach the application.
 */
public final class MechanismCall {
  private static final Logger LOG = System.getLogger(MechanismCall.class.getName());
  private static final String CALLED = "org.gatepass.called";

  /** The log message for the operator, with the known causes. */
  static final String MISSING =
      "The server called no authentication mechanism or module for a request, so Gatepass answered"
          + " 503: the request's constraints and headers were not checked. Known causes: (WildFly)"
          + " jboss-web.xml names a security-domain that the server does not map: remove it;"
          + " (Liberty) the caller came from an LtpaToken2 cookie of another application, or the"
          + " feature appSecurity is missing; (any server) web.xml has a login-config, another"
          + " library replaced the AuthConfigProvider of the application, or the application's"
          + " HttpAuthenticationMechanismHandler answers without a mechanism. See docs/reference/servers.md,"
          + " \"503: no mechanism was called\"";

  private static final OnceAMinute LINE = new OnceAMinute();

  private MechanismCall() {}

  /** Records a call for a request, before it is known whether the request needs a caller. */
  public static void note(ServletRequest request) {
    note(request, true);
  }

  /**
   * Records a call for a request.
   *
   * @param callerRequired whether the container requires an authenticated caller for it
   */
  static void note(ServletRequest request, boolean callerRequired) {
    request.setAttribute(CALLED, callerRequired);
  }

  /** Whether the container required a caller in the last recorded call. */
  static boolean requiredCaller(ServletRequest request) {
    return !Boolean.FALSE.equals(request.getAttribute(CALLED));
  }

  /**
   * Answers 503 to a request of a client without a call. Other dispatches keep their status: the
   * request of an error page may have failed before the call.
   *
   * @return whether the request ends here
   */
  static boolean endWithout(HttpServletRequest request, HttpServletResponse response) {
    if (request.getDispatcherType() != DispatcherType.REQUEST
        || request.getAttribute(CALLED) != null) {
      return false;
    }
    EndedRequest.mark(request);
    if (LINE.isDue()) {
      LOG.log(Level.ERROR, MISSING);
    }
    Answer.unavailable(request, response);
    return true;
  }
}
