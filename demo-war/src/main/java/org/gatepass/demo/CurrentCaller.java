// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.gatepass.Refusal;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.RequestRefused;

/** Who makes a request. */
public final class CurrentCaller {
  private static final Set<Refusal> NOT_ADMITTED =
      EnumSet.of(Refusal.UNKNOWN_CALLER, Refusal.INACTIVE_CALLER, Refusal.HEADER_LOGIN_NOT_ALLOWED);

  private CurrentCaller() {}

  /**
   * The caller of a request.
   *
   * @param request the request
   * @return the caller, or empty when nobody is logged in; WildFly's principal {@code anonymous} is
   *     nobody
   */
  public static Optional<RemoteUserPrincipal> of(HttpServletRequest request) {
    return request.getUserPrincipal() instanceof RemoteUserPrincipal caller
        ? Optional.of(caller)
        : Optional.empty();
  }

  /**
   * Whether the gateway names a caller that this application does not admit. Why it does not is not
   * for that person: an unknown account looks like an inactive one.
   *
   * @param request the request
   * @return whether it does
   */
  public static boolean isNotAdmitted(HttpServletRequest request) {
    return RequestRefused.of(request)
        .map(RequestRefused::reason)
        .filter(NOT_ADMITTED::contains)
        .isPresent();
  }
}
