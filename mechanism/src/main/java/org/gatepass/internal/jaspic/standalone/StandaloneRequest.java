// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.jaspic.standalone;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.internal.flow.Attempt;
import org.gatepass.internal.flow.Outcome.Authenticated;
import org.jspecify.annotations.Nullable;

/**
 * A request as the application sees it behind {@link StandaloneIntegration}: what it asks for
 * itself is answered alike, whether or not the container hands that on to a module.
 */
final class StandaloneRequest extends HttpServletRequestWrapper {
  private final StandaloneIntegration integration;
  private final HttpServletRequest received;

  StandaloneRequest(HttpServletRequest received, StandaloneIntegration integration) {
    super(received);
    this.received = received;
    this.integration = integration;
  }

  @Override
  public boolean authenticate(HttpServletResponse response) throws IOException, ServletException {
    return integration.demandCaller(Attempt.unwrapped(received, true, null), response)
        && super.authenticate(response);
  }

  /**
   * The container's, or whoever has logged in since: Jetty takes nobody after a logout, and the
   * container keeps whom it has.
   */
  @Override
  public @Nullable Principal getUserPrincipal() {
    return authenticatedSince().<Principal>map(caller -> caller).orElseGet(super::getUserPrincipal);
  }

  @Override
  public @Nullable String getRemoteUser() {
    Principal caller = getUserPrincipal();
    return caller == null ? null : caller.getName();
  }

  @Override
  public boolean isUserInRole(String role) {
    return authenticatedSince()
        .map(caller -> caller.groups().contains(role))
        .orElseGet(() -> super.isUserInRole(role));
  }

  /** Who has come in without the container's having been told. */
  private Optional<RemoteUserPrincipal> authenticatedSince() {
    Principal registered = super.getUserPrincipal();
    return integration
        .outcome(received)
        .filter(Authenticated.class::isInstance)
        .map(outcome -> ((Authenticated) outcome).caller())
        .filter(caller -> registered == null || !caller.getName().equals(registered.getName()));
  }

  @Override
  public void logout() throws ServletException {
    if (super.getUserPrincipal() != null) {
      super.logout();
    }
    integration.logOut(received);
  }
}
