// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.gatepass.TrustReport;
import org.gatepass.demo.CurrentCaller;

/**
 * Reports what arrived with a request, and whether and why it is trusted. The constraint in web.xml
 * requires an administrator.
 */
@Path("diagnostics")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DiagnosticsResource {
  /** Called by the container. */
  public DiagnosticsResource() {}

  /**
   * Reports on this request.
   *
   * @param request the request
   * @return the report in JSON
   */
  @GET
  public String diagnose(@Context HttpServletRequest request) {
    return ApiJson.diagnostics(TrustReport.of(request).orElseThrow(), CurrentCaller.of(request))
        .toString();
  }
}
