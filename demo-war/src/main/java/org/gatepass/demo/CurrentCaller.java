// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.gatepass.RemoteUserPrincipal;

/** Who makes a request. */
public final class CurrentCaller {
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
}
