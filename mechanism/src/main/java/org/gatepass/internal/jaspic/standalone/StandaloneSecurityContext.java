// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.jaspic.standalone;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.Credential;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Principal;
import java.util.Set;
import org.gatepass.internal.flow.Outcome;
import org.gatepass.internal.flow.Outcome.Authenticated;
import org.gatepass.internal.flow.Outcome.LoginFailed;
import org.jspecify.annotations.Nullable;

/**
 * The security context on servers without Jakarta Security, so that the code of a login page is the
 * same on all servers. Safe for use by many threads.
 *
 * @param integration the integration
 */
record StandaloneSecurityContext(StandaloneIntegration integration) implements SecurityContext {
  @Override
  public @Nullable Principal getCallerPrincipal() {
    return request().getUserPrincipal();
  }

  @Override
  public <T extends Principal> Set<T> getPrincipalsByType(Class<T> type) {
    Principal caller = getCallerPrincipal();
    return type.isInstance(caller) ? Set.of(type.cast(caller)) : Set.of();
  }

  @Override
  public boolean isCallerInRole(String role) {
    return request().isUserInRole(role);
  }

  /**
   * Unsupported: the constraints are the container's, which has no API for them.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public boolean hasAccessToWebResource(String resource, String... methods) {
    throw new UnsupportedOperationException(
        "hasAccessToWebResource requires a server with Jakarta Security");
  }

  @Override
  public AuthenticationStatus authenticate(
      HttpServletRequest request,
      HttpServletResponse response,
      AuthenticationParameters parameters) {
    Credential offered = parameters.getCredential();
    if (offered == null) {
      return notifyContainer(request, response)
          ? AuthenticationStatus.SUCCESS
          : AuthenticationStatus.SEND_FAILURE;
    }
    Outcome outcome = integration.logIn(request, response, offered);
    if (outcome instanceof Authenticated) {
      if (request.getAuthType() == null) {
        notifyContainer(request, response);
      }
      return AuthenticationStatus.SUCCESS;
    }
    return outcome instanceof LoginFailed || !outcome.isDialogue()
        ? AuthenticationStatus.SEND_FAILURE
        : AuthenticationStatus.SEND_CONTINUE;
  }

  /** Lets the container call the module again, which returns the stored outcome. */
  private static boolean notifyContainer(HttpServletRequest request, HttpServletResponse response) {
    try {
      return request.authenticate(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ServletException failure) {
      throw new IllegalStateException("the container does not accept a caller", failure);
    }
  }

  /** The request of this thread, from the embedded CDI container. */
  private HttpServletRequest request() {
    return new StandaloneRequest(CDI.current().select(HttpServletRequest.class).get(), integration);
  }
}
