// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.gatepass.Rejection;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.RequestRejected;

/** Reads the caller of a request. */
public final class CurrentCaller {
  private static final Set<Rejection> NOT_ADMITTED =
      EnumSet.of(
          Rejection.UNKNOWN_CALLER,
          Rejection.INACTIVE_CALLER,
          Rejection.LOCKED_CALLER,
          Rejection.EXPIRED_CALLER,
          Rejection.HEADER_LOGIN_NOT_ALLOWED,
          Rejection.WRONG_ID);

  private CurrentCaller() {}

  /**
   * The caller of a request.
   *
   * @param request the request
   * @return the caller, or empty when the request is anonymous; WildFly's principal {@code
   *     anonymous} counts as such
   */
  public static Optional<RemoteUserPrincipal> of(HttpServletRequest request) {
    return request.getUserPrincipal() instanceof RemoteUserPrincipal caller
        ? Optional.of(caller)
        : Optional.empty();
  }

  /**
   * Whether this application rejects the caller named by the gateway. The person does not learn the
   * reason: an unknown account looks like an inactive one.
   *
   * @param request the request
   * @return true if the gateway names a caller that is not admitted
   */
  public static boolean isNotAdmitted(HttpServletRequest request) {
    return RequestRejected.of(request)
        .map(RequestRejected::reason)
        .filter(NOT_ADMITTED::contains)
        .isPresent();
  }
}
