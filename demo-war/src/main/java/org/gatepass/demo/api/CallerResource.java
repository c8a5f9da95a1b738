// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.gatepass.demo.CurrentCaller;

/** Tells callers who they are. */
@Path("")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CallerResource {
  /** For the container. */
  public CallerResource() {}

  /**
   * Who makes the request, which may be nobody.
   *
   * @param request the request
   * @return the caller in JSON
   */
  @GET
  @Path("whoami")
  public String whoAmI(@Context HttpServletRequest request) {
    return ApiJson.caller(CurrentCaller.of(request)).toString();
  }

  /**
   * Who makes the request. The constraint in web.xml lets nobody through who is not logged in.
   *
   * @param request the request
   * @return the caller in JSON
   */
  @GET
  @Path("me")
  public String me(@Context HttpServletRequest request) {
    return whoAmI(request);
  }
}
