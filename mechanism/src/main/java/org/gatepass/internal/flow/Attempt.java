// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.security.enterprise.credential.Credential;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.gatepass.TrustReport;
import org.gatepass.internal.session.RequestSession;
import org.jspecify.annotations.Nullable;

/**
 * A request to authenticate. Immutable.
 *
 * @param request the request, as the container received it
 * @param callerRequired whether the container requires an authenticated caller for it
 * @param offered the credential that the application passed in a programmatic login, or null
 * @param check whether the credential is only checked, before a login in the same request
 */
public record Attempt(
    HttpServletRequest request,
    boolean callerRequired,
    @Nullable Credential offered,
    boolean check) {
  public Attempt(HttpServletRequest request, boolean callerRequired, @Nullable Credential offered) {
    this(request, callerRequired, offered, false);
  }

  /**
   * Whether the container passes the request of a client for the first time. Each decision leaves a
   * {@link RequestSession} in the request, so later attempts are the application's.
   */
  boolean isFirst() {
    return offered == null
        && request.getDispatcherType() == DispatcherType.REQUEST
        && RequestSession.of(request).isEmpty();
  }

  /**
   * The same attempt as a check, which changes neither the session nor the caller. A check of a
   * {@link org.gatepass.password.PasswordChangeCredential} stores the new password.
   */
  public Attempt asCheck() {
    return new Attempt(request, callerRequired, offered, true);
  }

  /**
   * An attempt with the request without the application's wrappers. When an application calls
   * {@code authenticate}, WildFly and TomEE pass the request as the filters have wrapped it:
   * without the secret, or with a header that no proxy sent.
   */
  public static Attempt unwrapped(
      HttpServletRequest request, boolean callerRequired, @Nullable Credential offered) {
    return new Attempt(received(request), callerRequired, offered);
  }

  public static HttpServletRequest received(HttpServletRequest request) {
    // The guard stores it: in a REST resource on TomEE, the outer object is not a wrapper.
    HttpServletRequest received =
        request.getAttribute(TrustReport.ATTRIBUTE) instanceof TrustReporter guard
            ? guard.request()
            : request;
    while (received instanceof HttpServletRequestWrapper wrapper
        && wrapper.getRequest() instanceof HttpServletRequest wrapped) {
      received = wrapped;
    }
    return received;
  }
}
