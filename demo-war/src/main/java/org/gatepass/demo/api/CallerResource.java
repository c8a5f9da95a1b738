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

/** Returns the caller of a request. */
@Path("")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CallerResource {
  /** Called by the container. */
  public CallerResource() {}

  /**
   * Returns the caller; the request may be anonymous.
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
   * Returns the caller. The constraint in web.xml requires an authenticated caller.
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
