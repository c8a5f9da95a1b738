// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.echo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Returns the request headers in Jakarta REST. */
@Path("echo")
public class EchoResource {
  @GET
  public String echo(
      @Context HttpHeaders headers,
      @Context HttpServletRequest request,
      @HeaderParam("x-gateway-secret") @Nullable String secret) {
    Seen.CALLS.incrementAndGet();
    return "[rest]\n"
        + headers.getRequestHeaders()
        + headers.getRequestHeader("x-gateway-secret")
        + headers.getHeaderString("X-Gateway-Secret")
        + request.getAttribute(EchoRequestFilter.SEEN)
        + secret
        + Seen.headers("rest request", request);
  }
}
