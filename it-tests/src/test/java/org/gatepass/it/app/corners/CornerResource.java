// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.corners;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/** Looks for the caller of a REST resource. */
@Path("corner")
@RequestScoped
public class CornerResource {
  @GET
  @Produces(MediaType.TEXT_PLAIN)
  public String look(@Context SecurityContext security) {
    return Looks.at(security.getUserPrincipal(), security.isUserInRole("user"));
  }

  @GET
  @Path("events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void events(
      @Context SseEventSink sink, @Context Sse sse, @Context SecurityContext security) {
    sink.send(sse.newEvent(look(security))).whenComplete((sent, failure) -> sink.close());
  }

  @GET
  @Path("everybody")
  @PermitAll
  @Produces(MediaType.TEXT_PLAIN)
  public String forEverybody() {
    return "in";
  }

  @GET
  @Path("users")
  @RolesAllowed("user")
  @Produces(MediaType.TEXT_PLAIN)
  public String forUsers() {
    return "in";
  }

  @GET
  @Path("denied")
  @DenyAll
  @Produces(MediaType.TEXT_PLAIN)
  public String denied() {
    return "in";
  }
}
