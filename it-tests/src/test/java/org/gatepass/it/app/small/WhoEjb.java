// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.small;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import org.gatepass.RemoteUserPrincipal;

/** Returns the caller of an enterprise bean. */
@Stateless
public class WhoEjb {
  @Resource SessionContext context;

  @PermitAll
  public String callerName() {
    return context.getCallerPrincipal().getName();
  }

  @PermitAll
  public boolean isOurPrincipal() {
    return context.getCallerPrincipal() instanceof RemoteUserPrincipal;
  }

  @RolesAllowed("user")
  public String forUsers() {
    return "user";
  }

  @RolesAllowed("administrator")
  public String forAdministrators() {
    return "administrator";
  }
}
