// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * A request as the application sees it behind {@link SoleDoor}: what it asks for itself is answered
 * alike, whether or not the container hands that on to a module.
 */
final class SoleRequest extends HttpServletRequestWrapper {
  private final SoleDoor door;
  private final HttpServletRequest received;

  SoleRequest(HttpServletRequest received, SoleDoor door) {
    super(received);
    this.received = received;
    this.door = door;
  }

  @Override
  public boolean authenticate(HttpServletResponse response) throws IOException, ServletException {
    return door.demandCaller(received, response) && super.authenticate(response);
  }

  @Override
  public void logout() throws ServletException {
    if (getUserPrincipal() != null) {
      super.logout();
    }
    door.logOut(received);
  }
}
