// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.corners;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.SecurityContext;

/** The caller of the security context. */
@Named("context")
@ApplicationScoped
public class ContextLook implements Look {
  @Inject SecurityContext security;

  @Override
  public String look() {
    return Looks.at(security.getCallerPrincipal(), security.isCallerInRole("user"));
  }
}
