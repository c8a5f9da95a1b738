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
 * The request that the application receives behind {@link StandaloneIntegration}. Its security
 * methods behave in the same way on all containers, whether or not a container delegates them to a
 * module.
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
   * The caller who has logged in during the request, else the container's. After a logout Jetty
   * accepts no further caller, and a container does not replace a caller.
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

  /** The caller of an authentication that the container has not registered. */
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
