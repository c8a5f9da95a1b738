// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.small;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import org.gatepass.RemoteUserPrincipal;

/** Returns the caller of a REST resource. */
@Path("who")
@RequestScoped
public class WhoResource {
  @GET
  @RolesAllowed("user")
  public String who(@Context SecurityContext security) {
    return security.getUserPrincipal() instanceof RemoteUserPrincipal caller
        ? caller.getName() + " by " + caller.authenticatedBy()
        : "somebody else";
  }
}
