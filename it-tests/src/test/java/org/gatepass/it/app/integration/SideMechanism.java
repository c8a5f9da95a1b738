// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.integration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Qualifier;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A mechanism that only a handler of the application's own would choose. */
@SideMechanism.Side
@ApplicationScoped
public class SideMechanism implements HttpAuthenticationMechanism {
  /** Keeps it from plain injection. */
  @Qualifier
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Side {}

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    return context.doNothing();
  }
}
