// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.security.enterprise.credential.Credential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.gatepass.TrustReport;
import org.jspecify.annotations.Nullable;

/**
 * One request to authenticate.
 *
 * @param request the request, as the container received it
 * @param callerRequired whether the container will not serve it to nobody
 * @param offered the credential that the application passed in a programmatic login, or null
 * @param check whether the credential is only checked, before the login that follows at once
 */
public record Attempt(
    HttpServletRequest request,
    boolean callerRequired,
    @Nullable Credential offered,
    boolean check) {
  public Attempt(HttpServletRequest request, boolean callerRequired, @Nullable Credential offered) {
    this(request, callerRequired, offered, false);
  }

  /** The same, which changes neither session nor caller. */
  public Attempt asCheck() {
    return new Attempt(request, callerRequired, offered, true);
  }

  /**
   * An attempt with the request taken out of what the application has made of it. When an
   * application asks for authentication, WildFly and TomEE hand over what the filters have put
   * around it: without the secret, or with a header that no proxy has sent.
   */
  public static Attempt unwrapped(
      HttpServletRequest request, boolean callerRequired, @Nullable Credential offered) {
    return new Attempt(received(request), callerRequired, offered);
  }

  public static HttpServletRequest received(HttpServletRequest request) {
    // The guard has kept it: in a REST resource of TomEE's, what stands around it is no wrapper.
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
